using System.Diagnostics;
using System.Globalization;
using Migration.Conformance;
using Snowflake.Benchmarks;

if (PostgresServer.Shared is null)
{
    await Console.Error.WriteLineAsync(PostgresServer.Missing);
    return 1;
}

if (args is ["files", ..])
{
    await using var files = await FileJourney.PrepareAsync(args.Length > 1 ? int.Parse(args[1], CultureInfo.InvariantCulture) : 400);
    var watch = new FileWatch(files);
    var clock = Stopwatch.StartNew();
    var execution = await files.BeginAsync();
    if (args.Contains("kill"))
        await new FileStrikes(files, watch).RunAsync();
    await watch.RunAsync(files.EndAsync(execution));
    watch.Print(clock.Elapsed.TotalSeconds);
    return 0;
}

var rows = args.Length > 0 ? int.Parse(args[0], CultureInfo.InvariantCulture) : 100_000;
var turns = args.Length > 1 ? int.Parse(args[1], CultureInfo.InvariantCulture) : 3;
var report = new TrafficReport(rows);
for (var turn = 1; turn <= turns; turn++)
    await new Journey(rows, report).RunAsync();
report.Print();
return 0;
