namespace Migration.Benchmarks.Postgres;

/// <summary>Each way of the data, the product and its peers turn by turn. All end with rows and primary key.</summary>
internal sealed class Paths(Server server, Bench bench, string strategy, Report report)
{
    private const int Repetitions = 3;

    public void FromSqlite(Bench small)
    {
        var pipe = new Peer("sqlite3 -csv | psql \\copy", $"""
            target={server.Uri("target")}
            psql -qX $target -c "{PostgresTable.Ddl("text")}"
            sqlite3 -csv {bench.Source} "SELECT id, customer, product, quantity, price, discount, status, note, address, city, created, changed, flags, rating, CASE WHEN token IS NOT NULL THEN '\x' || hex(token) END, ref FROM orders" | psql -qX $target -c "\copy orders FROM STDIN csv"
            psql -qX $target -c "ALTER TABLE orders ADD PRIMARY KEY (id)"
            """);
        var loader = new Peer("pgloader", $"pgloader --root-dir {bench.PathOf("pgloader")} sqlite://{bench.Source} {server.Uri("target")}");
        var turns = Turns(("SOURCE", "PG_TARGET"), "orders", validates: true, [pipe, .. Installed(loader, "pgloader")]);
        server.Renew("target");
        var flat = ProductRun.Of(small, ("SOURCE", "PG_TARGET"), strategy, "orders", validates: true);

        report.Section("SQLite → PostgreSQL", turns.Seconds, bench.Rows);
        report.Ratio(turns, pipe.Name, "≥ 0.9");
        report.Ratio(turns, loader.Name, "≥ 4");
        if (turns.Peers.TryGetValue(loader.Name, out var loaded))
            report.Row($"peak memory of the host, and of pgloader", $"{turns.Memory:F0} MB, {loaded.Memory:F0} MB: {turns.Memory / loaded.Memory:F2}", "≤ 0.33");
        report.Row("peak memory of the host with a tenth of the rows", $"{flat.Memory:F0} MB, so {turns.Memory / flat.Memory:F2} times with all", "flat");
        report.Validation("SQLite → PostgreSQL", turns);
    }

    /// <summary>The whole database: pgcopydb knows nothing less.</summary>
    public void WithinPostgres()
    {
        var dump = new Peer("pg_dump | psql", $"pg_dump {server.Uri("source")} | psql -qX -v ON_ERROR_STOP=1 -o /dev/null {server.Uri("target")}");
        var copy = new Peer("pgcopydb, 2 jobs", $"""
            rm -rf {bench.PathOf("pgcopydb")}
            pgcopydb clone --dir {bench.PathOf("pgcopydb")} --table-jobs 2 --index-jobs 2 --source {server.Uri("source")} --target {server.Uri("target")}
            """);
        var turns = Turns(("PG_SOURCE", "PG_TARGET"), "", validates: false, [dump, .. Installed(copy, "pgcopydb")]);
        report.Section("PostgreSQL → PostgreSQL, orders and pgbench's tables", turns.Seconds, bench.Rows * 2);
        report.Ratio(turns, dump.Name, "≥ 1.0");
        report.Ratio(turns, copy.Name, "≥ 1.0");
        report.Validation("PostgreSQL → PostgreSQL, orders", Turns(("PG_SOURCE", "PG_TARGET"), "orders", validates: true, []));
    }

    /// <summary>Of what <see cref="WithinPostgres"/> left.</summary>
    public void Diff()
    {
        const string checksum = "SELECT count(*), sum(('x' || left(md5(o::text), 16))::bit(64)::bigint::numeric) FROM orders o";
        var sql = new Peer("checksum by SQL", $"""
            for side in {server.Uri("source")} {server.Uri("target")}; do psql -qXAt $side -c "{checksum}"; done | sort -u | wc -l | grep -qx 1
            """);
        var (ours, theirs) = (new List<double>(), new List<double>());
        for (var i = 0; i < Repetitions; i++)
        {
            theirs.Add(sql.Run().Seconds);
            ours.Add(Product.Diff(bench, "PG_SOURCE.orders", "PG_TARGET.orders"));
        }

        var (diff, hand) = (Figures.Median(ours), Figures.Median(theirs));
        report.Row("migrate diff of two equal tables, its own start included", $"{diff:F2} s");
        report.Row("a sum of md5 over the rows by SQL, one side after the other", $"{hand:F2} s: the diff takes {diff / hand:F2} of it", "≤ 1.5");
    }

    public void ToSqlite()
    {
        var pipe = new Peer("psql \\copy | sqlite3 .import", $"""
            rm -f {bench.Target}*
            sqlite3 {bench.Target} "{SourceTable.Ddl}"
            psql -qX {server.Uri("source")} -c "\copy orders TO STDOUT csv" | sqlite3 -bail {bench.Target} ".import --csv /dev/stdin orders"
            """);
        var turns = Turns(("PG_SOURCE", "TARGET"), "orders", validates: true, [pipe]);
        report.Section("PostgreSQL → SQLite", turns.Seconds, bench.Rows);
        report.Ratio(turns, pipe.Name, "≥ 1.0");
        report.Validation("PostgreSQL → SQLite", turns);
    }

    private Turns Turns((string Source, string Target) databases, string tables, bool validates, IReadOnlyList<Peer> peers)
    {
        var runs = new List<ProductRun>();
        var others = peers.ToDictionary(peer => peer.Name, _ => new List<(double Seconds, double Memory)>());
        for (var i = 0; i < Repetitions; i++)
        {
            foreach (var peer in peers)
            {
                Renew();
                others[peer.Name].Add(peer.Run());
            }

            Renew();
            runs.Add(ProductRun.Of(bench, databases, strategy, tables, validates));
            Console.Error.WriteLine($"  {databases}: {runs[^1]}; {string.Join(", ", others.Select(o => $"{o.Key} {o.Value[^1]}"))}");
        }

        return Postgres.Turns.Of(runs, others);

        void Renew()
        {
            server.Renew("target");
            bench.DeleteTarget();
        }
    }

    private static IEnumerable<Peer> Installed(Peer peer, string program) => Peer.IsInstalled(program) ? [peer] : [];
}
