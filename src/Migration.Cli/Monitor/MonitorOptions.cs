using System.CommandLine;
using Migration.Cli.Session;

namespace Migration.Cli.Monitor;

/// <summary>The options of commands that can watch an execution.</summary>
internal sealed class MonitorOptions
{
    private static readonly TimeSpan Standard = TimeSpan.FromSeconds(5);

    public Option<bool> Monitor { get; } = new("--monitor") { Description = "Watch until the execution settles; Ctrl-C leaves it running" };

    private Option<TimeSpan?> Interval { get; } = CommonOptions.Duration(
        "--monitor-interval", "How often a line is printed where there is no terminal for a live view", Standard);

    public TimeSpan IntervalOf(CliSession session) => session.Get(Interval) ?? Standard;

    public Command AddTo(Command command)
    {
        command.Options.Add(Monitor);
        command.Options.Add(Interval);
        // An interval without the monitor would be read by nobody.
        command.Validators.Add(result =>
        {
            if (result.GetResult(Interval) is { Implicit: false } && !result.GetValue(Monitor))
                result.AddError("--monitor-interval needs --monitor.");
        });
        return command;
    }
}
