using System.CommandLine;
using Migration.Cli.Commands;
using Migration.Cli.Errors;
using Migration.Cli.Session;

namespace Migration.Cli;

/// <summary>One invocation from words to exit code. The process and the tests both come through here.</summary>
internal static class CommandLineProgram
{
    public static async Task<int> RunAsync(IReadOnlyList<string> words, CliEnvironment environment, CancellationToken cancel)
    {
        var root = CommandTree.Build(environment);
        var parse = root.Parse([.. words]);
        if (parse.Errors.Count > 0)
            return UsageErrors.Report(parse, words, environment);
        var invocation = new InvocationConfiguration
        {
            Output = environment.Out,
            Error = environment.Error,
            EnableDefaultExceptionHandler = false,
            // Signals are handled by Termination: a host needs longer than any fixed patience to commit its batches.
            ProcessTerminationTimeout = null,
        };
        return await parse.InvokeAsync(invocation, cancel);
    }
}
