namespace Migration.Connectors.Types;

/// <summary>Floats of which each value has one bit pattern.</summary>
public static class CanonicalReal
{
    /// <summary>Every NaN is the same; minus zero, which equals zero and which SQLite does not keep, is zero.</summary>
    public static double Of(double value) => double.IsNaN(value) ? double.NaN : value + 0.0;
}
