using System.CommandLine;
using Migration.Cli.Session;
using Migration.Client;
using Migration.Core.Plans;

namespace Migration.Cli.Commands.Execution;

/// <summary>The options that the signalling commands share, and how they become a request.</summary>
internal sealed class SignalCommand
{
    private readonly Argument<string> _execution = CommonOptions.ExecutionId();
    private readonly Option<string?> _reason = CommonOptions.Reason();
    private readonly Option<string[]>? _tables;
    private readonly Option<bool>? _wait;
    private readonly MigrationSignal _signal;
    private readonly Command _command;

    /// <param name="until">What --wait waits for; null where the effect is immediate.</param>
    /// <param name="tables">The table option where the signal is about tables.</param>
    public SignalCommand(MigrationSignal signal, string description, string? until = null, Option<string[]>? tables = null)
    {
        _signal = signal;
        _wait = until is null ? null : CommonOptions.Wait(until);
        _tables = tables;
        Symbol?[] parts = [_execution, _reason, _tables, _wait];
        _command = new Command(StatusNames.Of(signal), description).With([.. parts.OfType<Symbol>()]);
    }

    public Command Build(CommandSetup setup, IReadOnlyList<Option>? extras = null, Func<CliSession, bool>? undo = null, Func<CliSession, CopyTuning>? tuning = null)
    {
        foreach (var extra in extras ?? [])
            _command.Options.Add(extra);
        return setup.Runs(_command, (session, cancel) => new SignalRun(session).RunAsync(
            new SignalOrder(
                session.Get(_execution),
                _signal,
                session.Get(_reason),
                _tables is null ? [] : session.Get(_tables) ?? [],
                undo?.Invoke(session) ?? false,
                _wait is not null && session.Get(_wait))
            {
                Tuning = tuning?.Invoke(session),
            },
            cancel));
    }
}
