using System.Globalization;
using Migration.Connectors.Snowflake.Engine;
using Migration.Connectors.Snowflake.Schema;

namespace Migration.Connectors.Snowflake.Ledger;

/// <summary>Values of the ledger as literals, and back from its rows.</summary>
internal static class LedgerText
{
    public static string Of(string text) => SnowflakeNames.Literal(text);

    public static string Of(ReadOnlyMemory<byte> bytes) => $"'{Convert.ToHexStringLower(bytes.Span)}'";

    public static string Of(bool value) => value ? "TRUE" : "FALSE";

    public static long Number(this ResultReader row, int column) => long.Parse(row.GetString(column), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture);

    public static byte[] Bytes(this ResultReader row, int column) => Convert.FromHexString(row.GetString(column));

    public static bool Truth(this ResultReader row, int column) => row.GetBoolean(column);
}
