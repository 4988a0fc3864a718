namespace Snowflake.SqlApi.Statements;

/// <summary>Rows of a result, forwards.</summary>
internal interface IResultRows : IAsyncDisposable
{
    /// <summary>The next row, or null after the last.</summary>
    Task<string?[]?> ReadAsync(CancellationToken cancellation);
}
