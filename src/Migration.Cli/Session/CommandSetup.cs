using System.CommandLine;
using Migration.Cli.Errors;
using Migration.Cli.Output;
using Migration.Core.Errors;

namespace Migration.Cli.Session;

/// <summary>What commands are built with: the environment and the options that all share.</summary>
internal sealed class CommandSetup(CliEnvironment environment, GlobalOptions globals)
{
    /// <summary>Gives the command its body. What the body throws becomes a sentence and an exit code here, nowhere else.</summary>
    public Command Runs(Command command, Func<CliSession, CancellationToken, Task<int>> body)
    {
        command.SetAction(async (parse, cancel) =>
        {
            var session = new CliSession(environment, globals, parse);
            try
            {
                return await body(session, cancel);
            }
            catch (Exception error)
            {
                return Report(session, error, cancel);
            }
        });
        return command;
    }

    private int Report(CliSession session, Exception error, CancellationToken cancel)
    {
        var report = error switch
        {
            OperationCanceledException when cancel.IsCancellationRequested => new ErrorReport(CliErrorCodes.Interrupted, "Interrupted", ""),
            MigrationException known => ErrorReport.Of(known, environment.ProgramName),
            UnauthorizedAccessException or IOException => new ErrorReport(CliErrorCodes.FileUnreadable, error.Message, "Check the path and its permissions."),
            _ => new ErrorReport(ErrorCodes.Internal, $"Something unforeseen happened ({error.GetType().Name}): {error.Message}", FaultRecord.Save(session, error)),
        };
        ErrorWriter.Write(report, session.Format, environment);
        return ExitCodes.For(report.Code);
    }
}
