using Migration.Connectors.Snowflake.Engine;
using Migration.Connectors.Snowflake.Schema;
using Migration.Core.Errors;

namespace Migration.Connectors.Snowflake.Ledger;

/// <summary>
/// The tables of ours in a target's schema. They are no part of it, and go with the last execution that uses them. No
/// key of theirs is enforced: whoever would add what must not be there twice first updates the lock's row, and so waits
/// for everybody else who does.
/// </summary>
internal sealed class LedgerTables(SnowflakeSession session, SchemaPlace place)
{
    private static readonly (string Name, string Columns)[] s_tables =
    [
        ("LOCK", "HELD NUMBER(19,0) NOT NULL"),
        ("EXECUTIONS", "EXECUTION VARCHAR NOT NULL, PLAN VARCHAR NOT NULL, RELEASED BOOLEAN NOT NULL, CLAIMED_AT TIMESTAMP_LTZ NOT NULL"),
        ("CLAIMS", "TABLE_NAME VARCHAR NOT NULL, EXECUTION VARCHAR NOT NULL"),
        ("SHARDS", "EXECUTION VARCHAR NOT NULL, TABLE_NAME VARCHAR NOT NULL, SHARD NUMBER(10,0) NOT NULL, AFTER_KEY VARCHAR NOT NULL, UP_TO VARCHAR NOT NULL, EPOCH NUMBER(19,0) NOT NULL, OWNER VARCHAR NOT NULL"),
        ("RANGES", "EXECUTION VARCHAR NOT NULL, TABLE_NAME VARCHAR NOT NULL, RANGE_ID VARCHAR NOT NULL, SHARD NUMBER(10,0) NOT NULL, ORDINAL NUMBER(19,0) NOT NULL, UPPER_KEY VARCHAR NOT NULL, "
            + "ENDS_SEGMENT BOOLEAN NOT NULL, ROW_COUNT NUMBER(19,0) NOT NULL, BYTES NUMBER(19,0) NOT NULL, ROWS_HASH VARCHAR NOT NULL, INSERTED NUMBER(19,0), UPDATED NUMBER(19,0), DELETED NUMBER(19,0), EPOCH NUMBER(19,0) NOT NULL, COMMITTED_AT TIMESTAMP_LTZ NOT NULL"),
        ("UNDO", "EXECUTION VARCHAR NOT NULL, TABLE_NAME VARCHAR NOT NULL, KIND VARCHAR NOT NULL, ENABLED BOOLEAN NOT NULL, UNDONE BOOLEAN NOT NULL, SCHEMA_BEFORE VARCHAR NOT NULL, "
            + "ROWS_BEFORE NUMBER(19,0) NOT NULL, HASH_BEFORE VARCHAR NOT NULL, CLONE VARCHAR, ROUND NUMBER(10,0) NOT NULL"),
        ("OBJECTS", "EXECUTION VARCHAR NOT NULL, TABLE_NAME VARCHAR NOT NULL, NAME VARCHAR NOT NULL, MAKES VARCHAR NOT NULL, MADE BOOLEAN NOT NULL"),
        ("STAGE", "EXECUTION VARCHAR NOT NULL, TABLE_NAME VARCHAR NOT NULL, SHARD NUMBER(10,0) NOT NULL, EPOCH NUMBER(19,0) NOT NULL, BATCH NUMBER(19,0) NOT NULL, CHUNK NUMBER(10,0) NOT NULL, DATA VARIANT NOT NULL"),
    ];

    public string Lock => Of("LOCK");

    public string Executions => Of("EXECUTIONS");

    public string Claims => Of("CLAIMS");

    public string Shards => Of("SHARDS");

    public string Ranges => Of("RANGES");

    public string Undo => Of("UNDO");

    public string Objects => Of("OBJECTS");

    public string Stage => Of("STAGE");

    /// <summary>The stage for files of rows, which the driver that puts files makes when it needs one.</summary>
    public string Files => Of("FILES");

    /// <summary>The folder of an execution's files there.</summary>
    public string FilesOf(string execution) => $"@{Files}/{StatementId.Of("file", execution):N}/";

    /// <summary>As a block's first statement: until its end nobody else's block with it goes on.</summary>
    public string TakeLock => $"UPDATE {Lock} SET HELD = HELD + 1";

    public async Task EnsureAsync(CancellationToken cancellation)
    {
        if (await CountAsync(cancellation) == s_tables.Length)
            return;
        await session.ExecuteAsync($"CREATE SCHEMA IF NOT EXISTS {place.Name}", cancellation);
        foreach (var (name, columns) in s_tables)
        {
            // What was moved on needs no past, which would have to be paid for.
            await session.ExecuteAsync(
                name == "STAGE" ? $"CREATE TRANSIENT TABLE IF NOT EXISTS {Of(name)} ({columns}) DATA_RETENTION_TIME_IN_DAYS = 0" : $"CREATE TABLE IF NOT EXISTS {Of(name)} ({columns})", cancellation);
            // Before any other: where all tables are there, so is the row.
            if (name == "LOCK")
                await session.ExecuteAsync($"INSERT INTO {Lock} (HELD) SELECT 0 WHERE NOT EXISTS (SELECT 1 FROM {Lock})", cancellation);
        }
    }

    /// <summary>Quoted names of those that are not there where others are; none where all are, or none is.</summary>
    public async Task<IReadOnlyList<string>> MissingAsync(CancellationToken cancellation)
    {
        var found = await session.QueryAsync($"SELECT TABLE_NAME FROM {Known}", row => row.GetString(0), cancellation);
        return found.Count == 0 ? [] : [.. s_tables.Where(table => !found.Contains(SnowflakeNames.OwnPrefix + table.Name)).Select(table => Of(table.Name))];
    }

    /// <summary>Rows of whoever has given its tables up: a request of an attempt that was overtaken may arrive after everything.</summary>
    public string SweepStage => $"DELETE FROM {Stage} WHERE EXECUTION NOT IN (SELECT EXECUTION FROM {Executions} WHERE NOT RELEASED)";

    /// <summary>Files of attempts that were stopped or died, after which none was put.</summary>
    public async Task RemoveFilesAsync(string execution, CancellationToken cancellation)
    {
        if (!SnowflakeSession.PutsFiles)
            return;
        try
        {
            await session.ExecuteAsync($"REMOVE {FilesOf(execution)}", cancellation);
        }
        catch (SnowflakeFailure absent) when (absent.Code is ErrorCodes.TableUnknown or ErrorCodes.SchemaUnknown)
        {
            // Nobody has put a file here.
        }
    }

    public async Task<bool> ExistAsync(CancellationToken cancellation) => await CountAsync(cancellation) == s_tables.Length;

    /// <summary>Forgets an execution, and drops the tables with the last one.</summary>
    public async Task ForgetAsync(string execution, CancellationToken cancellation)
    {
        var block = new GuardedBlock().Then(TakeLock);
        foreach (var (name, _) in s_tables.Where(table => table.Name != "LOCK"))
            block.Then($"DELETE FROM {Of(name)} WHERE EXECUTION = {SnowflakeNames.Literal(execution)}");
        await session.ExecuteAsync(block.Then(SweepStage).ToStatement(), cancellation);
        await DropUnusedAsync(cancellation);
    }

    // Looked at and dropped by one request: an execution that claims its tables later finds the lock gone, or the tables whole.
    private async Task DropUnusedAsync(CancellationToken cancellation)
    {
        var block = new GuardedBlock().Then(TakeLock);
        foreach (var (name, _) in s_tables.Where(table => table.Name != "LOCK"))
            // Touches rows that it leaves as they are: so the block learns whether there are any.
            block.Then($"UPDATE {Of(name)} SET EXECUTION = EXECUTION", 0, BlockRefusal.LedgerUsed);
        foreach (var (name, _) in s_tables)
            block.ThenDefine($"DROP TABLE IF EXISTS {Of(name)}");
        if (SnowflakeSession.PutsFiles)
            block.ThenDefine($"DROP STAGE IF EXISTS {Files}");
        try
        {
            await session.ExecuteAsync(block.ToStatement(), cancellation);
        }
        catch (SnowflakeFailure refused) when (refused.Refusal == BlockRefusal.LedgerUsed)
        {
            // The last of the others drops them.
        }
    }

    private Task<long> CountAsync(CancellationToken cancellation) => session.CountAsync($"SELECT COUNT(*) FROM {Known}", cancellation);

    private string Known =>
        $"{place.Catalog}.TABLES WHERE TABLE_SCHEMA = {SnowflakeNames.Literal(place.Schema)} AND TABLE_NAME IN ({string.Join(", ", s_tables.Select(table => SnowflakeNames.Literal(SnowflakeNames.OwnPrefix + table.Name)))})";

    private string Of(string name) => place.Of(SnowflakeNames.OwnPrefix + name);
}
