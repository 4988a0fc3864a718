namespace Temporal.EmbeddedServer.Runs;

/// <summary>The sizes at which Temporal warns, suggests or refuses.</summary>
internal static class Limits
{
    public const int IdLength = 1000;
    public const int PendingItems = 2000;
    public const int Signals = 10_000;
    public const int BufferedEvents = 100;
    public const int BufferedBytes = 2 * 1024 * 1024;
    public const int BlobBytes = 2 * 1024 * 1024;
    public const int SearchAttributes = 100;
    public const int SearchAttributeBytes = 2 * 1024;
    public const int SearchAttributesBytes = 40 * 1024;
    public const int SuggestEvents = 4096;
    public const int SuggestBytes = 4 * 1024 * 1024;
    public const int Updates = 2000;
    public const int SuggestUpdates = Updates * 9 / 10;
    public const int MaxEvents = 51_200;
    public const int MaxHistoryBytes = 50 * 1024 * 1024;
    public const int KeptFailureBytes = 4 * 1024;
    public static readonly TimeSpan DefaultTaskTimeout = TimeSpan.FromSeconds(10);
    public static readonly TimeSpan MaxTaskTimeout = TimeSpan.FromSeconds(120);
    public static readonly TimeSpan MaxDuration = TimeSpan.FromDays(36_500);
}
