namespace Snowflake.SqlApi.Settings;

/// <summary>A connection string is refused; all its problems are named at once.</summary>
public sealed class SnowflakeConnectionStringException(IReadOnlyList<ConnectionStringProblem> problems)
    : ArgumentException(string.Join(' ', problems.Select(problem => problem.Message)))
{
    public IReadOnlyList<ConnectionStringProblem> Problems { get; } = problems;
}
