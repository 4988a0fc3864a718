using System.Globalization;
using Migration.Cli.Session;

namespace Migration.Cli.Errors;

/// <summary>Keeps what a user should not have to read, for a report.</summary>
internal static class FaultRecord
{
    /// <summary>Appends the failure to the log of the command line and says where.</summary>
    public static string Save(CliSession session, Exception error)
    {
        try
        {
            var path = Path.Combine(session.Host.Logs, "cli.log");
            Directory.CreateDirectory(session.Host.Logs);
            File.AppendAllText(path, string.Create(CultureInfo.InvariantCulture, $"{DateTimeOffset.UtcNow:O} {error}{Environment.NewLine}"));
            return $"The details are in {path}; please report this.";
        }
        catch (Exception unwritable) when (unwritable is IOException or UnauthorizedAccessException or Core.Errors.MigrationException)
        {
            return "Please report this.";
        }
    }
}
