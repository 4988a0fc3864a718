using System.Globalization;

namespace Migration.Benchmarks.Postgres;

/// <summary>PostgreSQL as source and target, beside the programs that people use for it.</summary>
internal static class PostgresBench
{
    private const long Usually = 2_000_000;

    public static void Run(string? rows, string? strategy)
    {
        using var server = Server.Start();
        var count = rows is null ? Usually : long.Parse(rows, CultureInfo.InvariantCulture);
        using var bench = Of(server, count);
        using var small = Of(server, count / 10);
        Console.Error.WriteLine($"making {count:N0} rows in {bench.Folder} and in PostgreSQL");
        SourceTable.Create(bench.Source, count);
        SourceTable.Create(small.Source, small.Rows);
        server.Renew("source");
        PostgresTable.Create(server, "source", count);
        var chosen = strategy ?? Best(server, bench);

        var report = new Report();
        report.Line(Machine.Describe());
        report.Line($"PostgreSQL: {Server.Settings}. {count:N0} rows × {SourceTable.Columns} columns; pgbench scale {Math.Max(1, count / 100_000)}. Strategy {chosen}.");
        var paths = new Paths(server, bench, chosen, report);
        paths.FromSqlite(small);
        paths.WithinPostgres();
        paths.Diff();
        paths.ToSqlite();
        report.Print();
    }

    private static string Best(Server server, Bench bench)
    {
        server.Renew("target");
        return ProductRun.BestStrategy(bench);
    }

    private static Bench Of(Server server, long rows) => new(rows, $$"""
          PG_SOURCE: { kind: postgres, connection: "{{server.Connection("source")}}" }
          PG_TARGET: { kind: postgres, connection: "{{server.Connection("target")}}" }
        """);
}
