using System.Runtime.InteropServices;

namespace Migration.Cli.Hosting;

/// <summary>Leaves the terminal's session, so that closing it or pressing Ctrl-C in it does not reach this process.</summary>
internal static partial class OwnSession
{
    /// <summary>Fails harmlessly where this process leads a group already: then it is in a session of its own.</summary>
    public static void Enter() => _ = SetSession();

    [LibraryImport("libc", EntryPoint = "setsid")]
    private static partial int SetSession();
}
