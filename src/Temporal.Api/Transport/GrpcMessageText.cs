using System.Globalization;
using System.Text;

namespace Temporal.Api.Transport;

/// <summary>The <c>grpc-message</c> header: UTF-8, with everything but printable ASCII percent-encoded.</summary>
internal static class GrpcMessageText
{
    public static string Encode(string text)
    {
        var encoded = new StringBuilder(text.Length);
        foreach (var octet in Encoding.UTF8.GetBytes(text))
        {
            if (octet is >= 0x20 and <= 0x7e and not (byte)'%')
            {
                encoded.Append((char)octet);
            }
            else
            {
                encoded.Append(CultureInfo.InvariantCulture, $"%{octet:X2}");
            }
        }

        return encoded.ToString();
    }

    public static string Decode(string text) => text.Contains('%', StringComparison.Ordinal) ? Uri.UnescapeDataString(text) : text;
}
