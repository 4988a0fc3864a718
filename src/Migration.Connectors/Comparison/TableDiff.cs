using Migration.Connectors.Rows;
using Migration.Connectors.Schema;
using Migration.Connectors.Tables;
using Migration.Core.Errors;
using Migration.Core.Plans;

namespace Migration.Connectors.Comparison;

/// <summary>
/// Compares any two tables, of one engine or of two, by the canonical hash of their rows, and names the rows and cells
/// that differ. Reads alone; each table once where they are equal, twice where not. A table that its engine can hash is
/// not read where it is equal, and of two that one engine compares by itself only rows that differ are.
/// </summary>
public sealed class TableDiff(ConnectorCatalog catalog)
{
    private const long RowsHeld = 200_000;

    /// <param name="columns">Only these, and the key; empty means all.</param>
    public async Task<TableDifference> RunAsync(TableAddress first, TableAddress second, IReadOnlyList<string> columns, CancellationToken cancellation)
    {
        await using var here = await catalog.OpenAsync(first.Database, cancellation);
        await using var there = await catalog.OpenAsync(second.Database, cancellation);
        var compared = ComparedColumns.Of(await DefinitionAsync(here, first, cancellation), await DefinitionAsync(there, second, cancellation), columns);
        if (compared.Pairs.Count == 0)
            throw new MigrationException(ErrorCodes.ColumnUnknown, $"{first} and {second} have no column of the same name, so there is nothing to compare.");
        await using var left = await here.OpenSourceAsync(JobOf(first, second, compared.Pairs), cancellation);
        await using var right = await there.OpenSourceAsync(JobOf(second, second, [.. compared.Pairs.Select(pair => (pair.Second, pair.Second))]), cancellation);
        Align(left, right, compared.Pairs);
        if (await left.ContrastAsync(right, compared.Key, RowPairs.RowsShown, cancellation) is { } contrast && (contrast.IsEqual || contrast.Rows is not null))
            return Told(Difference((first, second), compared, (contrast.First.Rows, contrast.Second.Rows), !contrast.IsEqual), compared, contrast.Rows);
        if (await ProveAsync(left, right, compared, cancellation) is { } equal)
            return Difference((first, second), compared, (equal.Rows, equal.Rows), differs: false);
        return await CompareAsync((first, second), compared, (new(left, compared.Key), new(right, compared.Key)), cancellation);
    }

    /// <summary>The hash that both tables have; null where an engine can't tell, or tells otherwise.</summary>
    private static async Task<RangeHash?> ProveAsync(ITableSource left, ITableSource right, ComparedColumns compared, CancellationToken cancellation)
    {
        if (left.KindWith(right) is RowHashKind.Bytes)
            return null;
        var hashes = await Task.WhenAll(
            Task.Run(() => new ComparedRows(left, compared.Key).HashAsync(left.KindWith(right), cancellation), cancellation),
            Task.Run(() => new ComparedRows(right, compared.Key).HashAsync(left.KindWith(right), cancellation), cancellation));
        return hashes[0] == hashes[1] ? hashes[0] : null;
    }

    private static TableDifference Told(TableDifference difference, ComparedColumns compared, ContrastedRows? rows)
    {
        if (rows is null)
            return difference;
        var (pairs, encoded) = (new RowPairs(difference.Columns), new EncodedRows(compared.Pairs.Count, compared.Key));
        encoded.Visit(rows.First.Encoded, pairs.AddFirst);
        encoded.Visit(rows.Second.Encoded, pairs.AddSecond);
        return difference with { Missing = rows.Missing, Extra = rows.Extra, Different = rows.Different, Rows = pairs.Differences() };
    }

    private static async Task<TableDifference> CompareAsync(
        (TableAddress First, TableAddress Second) tables, ComparedColumns compared, (ComparedRows First, ComparedRows Second) rows, CancellationToken cancellation)
    {
        var (first, second) = (new BucketSums(), new BucketSums());
        await Task.WhenAll(
            Task.Run(() => rows.First.ReadAsync(first.Add, cancellation), cancellation),
            Task.Run(() => rows.Second.ReadAsync(second.Add, cancellation), cancellation));
        var differing = first.DifferingFrom(second).ToList();
        var difference = Difference(tables, compared, (first.Rows, second.Rows), differing.Count > 0);
        return differing.Count == 0 ? difference : await ExplainAsync(difference, differing, rows, cancellation);
    }

    private static TableDifference Difference((TableAddress First, TableAddress Second) tables, ComparedColumns compared, (long First, long Second) rows, bool differs)
    {
        var names = compared.Pairs.Select(pair => pair.First).ToList();
        return new TableDifference
        {
            First = tables.First.ToString(),
            Second = tables.Second.ToString(),
            Verdict = differs ? TableVerdict.Different : compared.Left.Count > 0 ? TableVerdict.NotComparable : TableVerdict.Equal,
            FirstRows = rows.First,
            SecondRows = rows.Second,
            Columns = names,
            Key = [.. compared.Key.Select(place => names[place])],
            NotCompared = compared.Left,
        };
    }

    private static async Task<TableDifference> ExplainAsync(TableDifference difference, List<(int Part, long Rows)> differing, (ComparedRows First, ComparedRows Second) rows, CancellationToken cancellation)
    {
        var held = 0L;
        var parts = differing.TakeWhile((part, i) => (held += part.Rows) <= RowsHeld || i == 0).Select(part => part.Part).ToHashSet();
        var pairs = new RowPairs(difference.Columns);
        await rows.First.ReadAsync((key, row) => Keep(parts, key, row, pairs.AddFirst), cancellation);
        await rows.Second.ReadAsync((key, row) => Keep(parts, key, row, pairs.AddSecond), cancellation);
        return pairs.AddTo(difference with { Counted = parts.Count == differing.Count });
    }

    private static void Keep(HashSet<int> parts, ReadOnlySpan<byte> key, ReadOnlySpan<byte> row, EncodedRows.RowVisitor keep)
    {
        if (parts.Contains(BucketSums.PartOf(key)))
            keep(key, row);
    }

    // Both read in the form of the second table; between engines SQLite's values take on the other's types, for its own say little.
    private static void Align(ITableSource first, ITableSource second, IReadOnlyList<(string First, string Second)> pairs)
    {
        if (first.Table.Dialect == second.Table.Dialect)
        {
            first.Conform(second.Table);
            second.Conform(second.Table);
        }
        else if (first.Table.Dialect == TableDefinition.SqliteDialect)
            first.Conform(second.Table);
        else
            second.Conform(Renamed(first.Table, pairs));
    }

    private static TableDefinition Renamed(TableDefinition table, IReadOnlyList<(string First, string Second)> pairs) =>
        table with { Columns = [.. pairs.Select(pair => table.FindColumn(pair.First)! with { Name = pair.Second })] };

    private static async Task<TableDefinition> DefinitionAsync(IDatabase database, TableAddress address, CancellationToken cancellation) =>
        (await database.ReadSchemaAsync(address.Schema, cancellation)).FindTable(address.Table)
        ?? throw new MigrationException(ErrorCodes.TableUnknown, $"There is no table {address}. Correct the name; views and virtual tables can't be compared.");

    private static TableJob JobOf(TableAddress source, TableAddress target, IReadOnlyList<(string Source, string Target)> columns) => new()
    {
        ExecutionId = "diff",
        SourceDatabase = source.Database,
        SourceSchema = source.Schema,
        TargetDatabase = target.Database,
        TargetSchema = target.Schema,
        Table = new TableMigration
        {
            SourceTable = source.Table,
            TargetTable = target.Table,
            Columns = [.. columns.Select(column => new ColumnMapping { SourceColumn = column.Source, TargetColumn = column.Target })],
        },
    };
}
