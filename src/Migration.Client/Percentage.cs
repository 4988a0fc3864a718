namespace Migration.Client;

/// <summary>Parts of a whole, as people read them.</summary>
internal static class Percentage
{
    /// <summary>Rounded down to one decimal, so that 100 means all of it. Nothing of nothing is all of it once it is done.</summary>
    public static double Of(long part, long whole, bool done) =>
        done ? 100 : whole <= 0 ? 0 : Math.Floor(Math.Min(1.0, (double)part / whole) * 1000) / 10;
}
