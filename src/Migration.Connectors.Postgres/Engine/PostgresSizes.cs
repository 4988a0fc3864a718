namespace Migration.Connectors.Postgres.Engine;

/// <summary>What tables take, from their files.</summary>
internal static class PostgresSizes
{
    /// <summary>Bytes of a table and all its partitions, with what is kept out of line, without indexes.</summary>
    /// <param name="table">Quoted, with its schema.</param>
    public static async Task<long> OfTableAsync(PostgresSession session, string table, CancellationToken cancellation) => await session.ScalarAsync<long>(
        "SELECT pg_table_size($1::regclass) + coalesce((SELECT sum(pg_table_size(relid))::bigint FROM pg_partition_tree($1::regclass) WHERE isleaf), 0)",
        cancellation, table);
}
