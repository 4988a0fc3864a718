using Migration.Cli.Errors;
using Migration.Cli.Session;

namespace Migration.Cli.Output;

/// <summary>Errors on the error stream: sentences, or one line of JSON.</summary>
internal static class ErrorWriter
{
    public static void Write(ErrorReport report, OutputFormat format, CliEnvironment environment)
    {
        if (format == OutputFormat.Json)
        {
            environment.Error.WriteLine(CliJson.Write(new ErrorDocument(report)));
            return;
        }
        foreach (var line in report.Lines())
            environment.Error.WriteLine(line);
    }
}
