using System.Security.Cryptography;
using System.Text;

namespace Migration.Connectors.Snowflake.Engine;

/// <summary>Request ids that follow from what is done, so that whoever sends it again sends the same.</summary>
internal static class StatementId
{
    public static Guid Of(params ReadOnlySpan<string> parts)
    {
        var id = SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\n', parts!))).AsSpan(0, 16);
        // Version 8, of which RFC 9562 says that its bits are the application's own.
        id[6] = (byte)((id[6] & 0x0F) | 0x80);
        id[8] = (byte)((id[8] & 0x3F) | 0x80);
        return new Guid(id, bigEndian: true);
    }
}
