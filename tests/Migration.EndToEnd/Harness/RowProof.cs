using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Migration.EndToEnd.Harness;

/// <summary>One text for each value, whichever engine it was read from, and a hash over rows in the order of those texts.</summary>
internal static class RowProof
{
    public static string Of(IEnumerable<object?[]> rows)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var row in rows.Select(row => string.Join('|', row.Select(Text))).Order(StringComparer.Ordinal))
            hash.AppendData(Encoding.UTF8.GetBytes(row + '\n'));
        return Convert.ToHexString(hash.GetHashAndReset());
    }

    // SQLite keeps a whole number of a NUMERIC column as an integer; a whole double is told from it by its point.
    private static string Text(object? value) => value switch
    {
        null or DBNull => "~",
        byte[] bytes => $"x'{Convert.ToHexString(bytes)}'",
        string text => $"'{text.Replace("|", "||", StringComparison.Ordinal)}'",
        double real when double.IsInteger(real) => real.ToString("F1", CultureInfo.InvariantCulture),
        // What looks at a Snowflake gets ten digits of it; that all of them arrive is proven by the connector's tests.
        double real => real.ToString("G9", CultureInfo.InvariantCulture),
        decimal exact => exact.ToString("0.############################", CultureInfo.InvariantCulture),
        long or int => Convert.ToString(value, CultureInfo.InvariantCulture)!,
        _ => throw new ArgumentException($"a value of {value.GetType()} has no form here"),
    };
}
