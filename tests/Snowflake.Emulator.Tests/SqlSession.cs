using Snowflake.SqlApi;

namespace Snowflake.Emulator.Tests;

/// <summary>Runs statements in one schema. Each is a request of its own, and so a session of its own.</summary>
public sealed class SqlSession(SnowflakeDataSource source, string schema) : IAsyncDisposable
{
    public string Schema => schema;

    /// <returns>Rows changed.</returns>
    public async Task<int> RunAsync(string sql, params object?[] binds)
    {
        await using var connection = await OpenAsync();
        await using var command = Command(connection, sql, binds);
        return await command.ExecuteNonQueryAsync();
    }

    /// <summary>Several statements in one session; those that fail have the wrapper's code.</summary>
    public async Task RunTogetherAsync(string sql)
    {
        await using var connection = await OpenAsync();
        await using var command = Command(connection, sql, []);
        command.StatementCount = 0;
        await command.ExecuteNonQueryAsync();
    }

    /// <summary>All rows, a line each, values as Snowflake sends them with bars between; NULL is ~.</summary>
    public async Task<string> RowsAsync(string sql, params object?[] binds)
    {
        await using var connection = await OpenAsync();
        await using var command = Command(connection, sql, binds);
        await using var reader = await command.ExecuteReaderAsync();
        var lines = new List<string>();
        while (await reader.ReadAsync()) lines.Add(string.Join('|', Enumerable.Range(0, reader.FieldCount).Select(i => reader.GetWireText(i) ?? "~")));
        return string.Join('\n', lines);
    }

    /// <summary>Chosen columns of a result, by name.</summary>
    public async Task<string> ColumnsAsync(string sql, params string[] names)
    {
        await using var connection = await OpenAsync();
        await using var command = Command(connection, sql, []);
        await using var reader = await command.ExecuteReaderAsync();
        var lines = new List<string>();
        while (await reader.ReadAsync()) lines.Add(string.Join('|', names.Select(name => reader.GetWireText(reader.GetOrdinal(name)) ?? "~")));
        return string.Join('\n', lines);
    }

    /// <summary>Names and types of a result's columns.</summary>
    public async Task<string> TypesAsync(string sql, params object?[] binds)
    {
        await using var connection = await OpenAsync();
        await using var command = Command(connection, sql, binds);
        await using var reader = await command.ExecuteReaderAsync();
        var schema = reader.GetColumnSchema();
        return string.Join(", ", schema.Select(column => $"{column.ColumnName} {column.DataTypeName}{(column.NumericPrecision is { } digits ? $"({digits},{column.NumericScale})" : "")}"));
    }

    /// <summary>The code with which a statement fails.</summary>
    public async Task<string> CodeAsync(string sql, params object?[] binds) =>
        (await Assert.ThrowsAsync<SnowflakeException>(() => RunAsync(sql, binds))).Code;

    public async Task<SnowflakeException> FailureAsync(string sql) => await Assert.ThrowsAsync<SnowflakeException>(() => RunAsync(sql));

    private async Task<SnowflakeConnection> OpenAsync() => (SnowflakeConnection)await source.OpenConnectionAsync();

    private static SnowflakeCommand Command(SnowflakeConnection connection, string sql, object?[] binds)
    {
        var command = connection.CreateCommand();
        command.CommandText = sql;
        foreach (var bind in binds) command.Parameters.AddValue(bind);
        return command;
    }

    public ValueTask DisposeAsync() => source.DisposeAsync();
}
