namespace Snowflake.Emulator.Sql.Catalog;

/// <summary>DATA_RETENTION_TIME_IN_DAYS: set at an object, else that of what it lies in.</summary>
internal static class Retention
{
    private const int MostWithoutFailSafe = 1;

    public static int OfDatabase(CatalogState state, string database) =>
        state.Databases.GetValueOrDefault(database) is { } entry ? Within(entry.RetentionDays ?? state.RetentionDays, entry.IsTransient) : state.RetentionDays;

    public static int OfSchema(CatalogState state, (string Database, string Name) schema) =>
        state.Schemas.GetValueOrDefault(schema) is { } entry ? Within(entry.RetentionDays ?? OfDatabase(state, schema.Database), entry.IsTransient) : OfDatabase(state, schema.Database);

    public static int OfTable(CatalogState state, ObjectKey key, Table table) =>
        Within(table.RetentionDays ?? OfSchema(state, (key.Database, key.Schema)), table.Kind != "TABLE");

    /// <summary>The earliest moment as of which a table can be read: it lies after the table was made.</summary>
    public static DateTimeOffset Oldest(CatalogState state, ObjectKey key, Table table, DateTimeOffset now)
    {
        var days = OfTable(state, key, table);
        return Latest(days == 0 ? now : now.AddDays(-days), table.Created.AddTicks(1), table.HistorySince ?? table.Created);
    }

    /// <summary>The account with another retention somewhere: what was let go of before does not come back.</summary>
    public static CatalogState Changed(CatalogState before, CatalogState after, DateTimeOffset now)
    {
        foreach (var (key, entry) in after.Objects)
        {
            if (entry is not Table table || before.Objects.GetValueOrDefault(key) is not Table known) continue;
            var days = OfTable(before, key, known);
            if (days >= OfTable(after, key, table)) continue;
            after = after.With(key, table with { HistorySince = Latest(table.HistorySince ?? table.Created, now.AddDays(-days)) });
        }

        return after;
    }

    private static int Within(int days, bool isTransient) => isTransient ? Math.Min(days, MostWithoutFailSafe) : days;

    private static DateTimeOffset Latest(params ReadOnlySpan<DateTimeOffset> moments)
    {
        var latest = moments[0];
        foreach (var moment in moments) latest = moment > latest ? moment : latest;
        return latest;
    }
}
