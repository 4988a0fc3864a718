namespace Migration.Cli.Session;

/// <summary>Who is at the keyboard, for the audit trail.</summary>
internal static class Operator
{
    public static string Name => $"{Environment.UserName}@{Environment.MachineName}";
}
