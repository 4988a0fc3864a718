using Migration.Connectors.Snowflake.Engine;
using Migration.Core.Errors;

namespace Migration.Connectors.Snowflake.Schema;

/// <summary>
/// All rows of a SHOW over one schema, which gives so many at most, in the order of their names. The name that a page
/// goes on from is documented loosely: whether its own row comes once more makes no difference here.
/// </summary>
internal static class ShowPages
{
    public const int MostRows = 10_000;

    /// <param name="read">A row, whose name is in the column "name".</param>
    public static Task<IReadOnlyList<T>> ReadAsync<T>(SnowflakeSession session, string show, Func<ResultReader, T> read, CancellationToken cancellation) => ReadAsync(
        after => session.QueryAsync($"{show} LIMIT {MostRows}{(after is null ? "" : $" FROM {SnowflakeNames.Literal(after)}")}", row => (row.Text("name"), read(row)), cancellation), MostRows);

    /// <param name="page">The rows after a name; the first ones where it is null.</param>
    internal static async Task<IReadOnlyList<T>> ReadAsync<T>(Func<string?, Task<List<(string Name, T Row)>>> page, int mostRows)
    {
        var found = new List<T>();
        var names = new HashSet<string>(StringComparer.Ordinal);
        for (string? after = null; ;)
        {
            var rows = await page(after);
            var isNew = rows.Where(row => names.Add(row.Name)).Select(row => row.Row).ToList();
            found.AddRange(isNew);
            if (rows.Count < mostRows)
                return found;
            if (isNew.Count == 0)
                throw new MigrationException(ErrorCodes.DatabaseUnreadable, $"SHOW gives no more than {mostRows} rows, and the same ones again when it is asked for those after '{after}'. What comes after it can't be read.");
            after = rows[^1].Name;
        }
    }
}
