using Migration.Core.Checkpoints;

namespace Migration.Core.Errors;

/// <summary>A failure with a stable code. The message is a sentence for the user and holds no values of rows and no secrets.</summary>
public class MigrationException(string code, string message, bool transient = false, Exception? inner = null)
    : Exception(message, inner)
{
    /// <summary>One of <see cref="ErrorCodes"/>.</summary>
    public string Code { get; } = code;

    /// <summary>True where the same call may succeed later with nothing changed by a person.</summary>
    public bool IsTransient { get; } = transient;

    /// <summary>The ordinal of the range that was not written, where it is about one.</summary>
    public long? Batch { get => field ?? (InnerException as MigrationException)?.Batch; init; }

    /// <summary>The statement that was refused, where it is about one; it holds no values of rows.</summary>
    public string? Sql { get => field ?? (InnerException as MigrationException)?.Sql; init; }

    /// <summary>Rows that were not written because of it, where they are known.</summary>
    public long? Rows { get; init; }

    /// <summary>What the copy that failed had committed before.</summary>
    public Checkpoint? Committed { get; set; }

    /// <summary>Where it happened, by name: bounds of keys for one.</summary>
    public IReadOnlyDictionary<string, string> Context { get; init; } = new Dictionary<string, string>();
}
