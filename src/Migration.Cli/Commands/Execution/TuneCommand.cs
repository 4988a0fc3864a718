using System.CommandLine;
using Migration.Cli.Session;
using Migration.Client;
using Migration.Core.Plans;

namespace Migration.Cli.Commands.Execution;

/// <summary><c>migrate tune</c>: changes how fast a running migration copies.</summary>
internal static class TuneCommand
{
    public static Command Build(CommandSetup setup)
    {
        var parallelism = CommonOptions.Number("--parallelism", "Tables in work at once");
        var batchSize = CommonOptions.Number("--batch-size", "The most rows that one transaction writes");
        var rate = CommonOptions.Number("--max-rows-per-second", "Of all tables together; 0 for no limit", least: 0);
        return new SignalCommand(MigrationSignal.Tune, "Change how fast a running migration copies").Build(
            setup,
            [parallelism, batchSize, rate],
            tuning: session => new CopyTuning
            {
                Parallelism = session.Get(parallelism),
                BatchSize = session.Get(batchSize),
                MaxRowsPerSecond = session.Get(rate),
            });
    }
}
