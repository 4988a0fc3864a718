using System.CommandLine;
using Migration.Cli.Session;
using Migration.Client;
using Migration.Core.Documents;
using Migration.Core.Plans;

namespace Migration.Cli.Commands.Execution;

/// <summary><c>migrate tune</c>: changes how fast a running migration copies, and its budgets.</summary>
internal static class TuneCommand
{
    public static Command Build(CommandSetup setup)
    {
        var parallelism = CommonOptions.Number("--parallelism", "Tables in work at once");
        var batchSize = CommonOptions.Number("--batch-size", "The most rows that one transaction writes");
        var rate = CommonOptions.Number("--max-rows-per-second", "Of all tables together; 0 for no limit", least: 0);
        var duration = CommonOptions.Budget("--max-duration", "Time in work, pauses left out; 0 for no limit", "DURATION", ValueFormats.Duration);
        var credits = CommonOptions.Budget("--max-credits", "Credits of Snowflake's warehouses; 0 for no limit", "N", ValueFormats.Number);
        return new SignalCommand(MigrationSignal.Tune, "Change how fast a running migration copies, or its budgets").Build(
            setup,
            [parallelism, batchSize, rate, duration, credits],
            tuning: session => new CopyTuning
            {
                Parallelism = session.Get(parallelism),
                BatchSize = session.Get(batchSize),
                MaxRowsPerSecond = session.Get(rate),
                MaxDuration = session.Get(duration),
                MaxCredits = session.Get(credits),
            });
    }
}
