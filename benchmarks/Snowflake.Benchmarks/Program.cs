using System.Globalization;
using Migration.Conformance;
using Snowflake.Benchmarks;

if (PostgresServer.Shared is null)
{
    await Console.Error.WriteLineAsync(PostgresServer.Missing);
    return 1;
}

var rows = args.Length > 0 ? int.Parse(args[0], CultureInfo.InvariantCulture) : 100_000;
var turns = args.Length > 1 ? int.Parse(args[1], CultureInfo.InvariantCulture) : 3;
var report = new TrafficReport(rows);
for (var turn = 1; turn <= turns; turn++)
    await new Journey(rows, report).RunAsync();
report.Print();
return 0;
