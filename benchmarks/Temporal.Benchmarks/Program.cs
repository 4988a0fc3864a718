using System.Globalization;
using Temporal.Benchmarks;

if (args is ["host" or "server" or "worker", var place])
{
    await Part.RunAsync(args[0], place);
    return;
}

var workflows = args.Length > 0 ? int.Parse(args[0], CultureInfo.InvariantCulture) : 10_000;
await Suite.RunAsync(workflows, apart: args.Contains("apart"));
