namespace Migration.Cli.Hosting;

/// <summary>
/// An operating system's lock on a file, held while this object lives. It ends with the process, kill -9 included,
/// so whoever finds it free knows that no holder runs.
/// </summary>
internal sealed class HostLock : IDisposable
{
    private static readonly TimeSpan PollInterval = TimeSpan.FromMilliseconds(25);
    private readonly FileStream _file;

    private HostLock(FileStream file) => _file = file;

    /// <summary>Null where another holds it.</summary>
    public static HostLock? TryTake(string path)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        try
        {
            return new HostLock(new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None));
        }
        catch (IOException) when (File.Exists(path))
        {
            return null;
        }
    }

    /// <summary>Waits for the lock; null where it is not free in time.</summary>
    public static async Task<HostLock?> TakeAsync(string path, TimeSpan patience, TimeProvider clock, CancellationToken cancel)
    {
        var start = clock.GetTimestamp();
        while (true)
        {
            if (TryTake(path) is { } held)
                return held;
            if (clock.GetElapsedTime(start) >= patience)
                return null;
            await Task.Delay(PollInterval, clock, cancel);
        }
    }

    /// <summary>Asks with a shared lock, so that two who ask at once do not take each other for the holder.</summary>
    public static bool IsHeld(string path)
    {
        if (!File.Exists(path))
            return false;
        try
        {
            using var probe = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read);
            return false;
        }
        catch (FileNotFoundException)
        {
            return false;
        }
        catch (IOException)
        {
            return true;
        }
    }

    public void Dispose() => _file.Dispose();
}
