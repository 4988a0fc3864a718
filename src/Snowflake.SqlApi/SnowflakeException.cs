using System.Data.Common;
using System.Globalization;

namespace Snowflake.SqlApi;

/// <summary>A failure of a statement, of its transport or of its authentication. The message never holds bound values or secrets of this driver's.</summary>
public sealed class SnowflakeException : DbException
{
    /// <summary>A wait for a lock that was given up; its SQL state is also that of a cancelled statement.</summary>
    private const string LockWaitAborted = "000625";

    private readonly string? _sqlState;

    internal SnowflakeException(SnowflakeErrorKind kind, string message, SnowflakeFailure failure, Exception? inner = null)
        : base(message, inner)
    {
        Kind = kind;
        Code = failure.Code;
        QueryId = failure.QueryId;
        _sqlState = failure.SqlState;
    }

    public SnowflakeErrorKind Kind { get; }

    /// <summary>Snowflake's code as it is documented, six digits with leading zeros; empty where no server answered.</summary>
    public string Code { get; }

    /// <summary>The statement's handle, by which QUERY_HISTORY knows it; empty where none is known.</summary>
    public string QueryId { get; }

    /// <summary>Of the answer; zero where no server answered.</summary>
    public int HttpStatus { get; internal init; }

    public override string? SqlState => _sqlState;

    /// <summary><see cref="Code"/> as a number; zero where it is none.</summary>
    public override int ErrorCode => int.TryParse(Code, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : 0;

    /// <summary>
    /// True where the same statement may succeed later. SQL state 57014 alone says nothing: it stands for cancelling, for a timeout
    /// and for contention, of which only the last passes.
    /// </summary>
    public override bool IsTransient => Kind is SnowflakeErrorKind.Throttled or SnowflakeErrorKind.Unavailable || Code == LockWaitAborted;

    internal static SnowflakeException Local(SnowflakeErrorKind kind, string message, Exception? inner = null) =>
        new(kind, message, SnowflakeFailure.None, inner);
}
