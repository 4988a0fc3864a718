using System.Buffers.Binary;
using System.Net.Sockets;
using System.Text;

namespace Temporal.Api.Tests;

/// <summary>A connection of a <see cref="RawServer"/>.</summary>
internal sealed class RawConnection(TcpClient client) : IDisposable
{
    private const byte Data = 0;
    private const byte Headers = 1;
    private const byte Settings = 4;
    private const byte Ping = 6;
    private const byte GoAway = 7;
    private const byte EndStream = 1;
    private const byte Ack = 1;
    private const byte EndHeaders = 4;
    private readonly NetworkStream stream = client.GetStream();

    public async Task GreetAsync()
    {
        await stream.ReadExactlyAsync(new byte["PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".Length]);
        await WriteAsync(Settings, 0, 0, []);
    }

    /// <summary>The stream of the next request, when all of it was received. Settings are acknowledged meanwhile.</summary>
    public async Task<int> RequestAsync()
    {
        while (true)
        {
            var (type, flags, id, _) = await ReadAsync();
            if (type == Settings && (flags & Ack) == 0)
            {
                await WriteAsync(Settings, Ack, 0, []);
            }
            else if (type is Data or Headers && (flags & EndStream) != 0)
            {
                return id;
            }
        }
    }

    /// <summary>Reads until a ping arrives, and does not answer it.</summary>
    public async Task IgnorePingAsync()
    {
        while ((await ReadAsync()).Type != Ping)
        {
        }
    }

    /// <summary>Answers with headers, a message and trailers.</summary>
    public async Task AnswerAsync(int id, byte[] frame)
    {
        await WriteAsync(Headers, EndHeaders, id, Block((":status", "200"), ("content-type", "application/grpc")));
        await WriteAsync(Data, 0, id, frame);
        await WriteAsync(Headers, EndHeaders | EndStream, id, Block(("grpc-status", "0")));
    }

    /// <summary>Answers with headers alone.</summary>
    public Task AnswerTrailersOnlyAsync(int id, params (string Name, string Value)[] headers) =>
        WriteAsync(Headers, EndHeaders | EndStream, id, Block([(":status", "200"), ("content-type", "application/grpc"), .. headers]));

    public Task GoAwayAsync(int lastStream)
    {
        var payload = new byte[8];
        BinaryPrimitives.WriteInt32BigEndian(payload, lastStream);
        return WriteAsync(GoAway, 0, 0, payload);
    }

    public void Dispose() => client.Dispose();

    /// <summary>Header fields as literals without an index: no table and no compression.</summary>
    private static byte[] Block(params (string Name, string Value)[] headers)
    {
        var block = new MemoryStream();
        foreach (var text in headers.SelectMany(header => new[] { header.Name, header.Value }).Select((text, i) => (Text: text, IsName: i % 2 == 0)))
        {
            if (text.IsName)
            {
                block.WriteByte(0);
            }

            block.WriteByte((byte)text.Text.Length);
            block.Write(Encoding.ASCII.GetBytes(text.Text));
        }

        return block.ToArray();
    }

    private async Task<(byte Type, byte Flags, int Stream, byte[] Payload)> ReadAsync()
    {
        var head = new byte[9];
        await stream.ReadExactlyAsync(head);
        var payload = new byte[(head[0] << 16) | (head[1] << 8) | head[2]];
        await stream.ReadExactlyAsync(payload);
        return (head[3], head[4], BinaryPrimitives.ReadInt32BigEndian(head.AsSpan(5)), payload);
    }

    private async Task WriteAsync(byte type, byte flags, int id, byte[] payload)
    {
        var frame = new byte[9 + payload.Length];
        frame[0] = (byte)(payload.Length >> 16);
        frame[1] = (byte)(payload.Length >> 8);
        frame[2] = (byte)payload.Length;
        frame[3] = type;
        frame[4] = flags;
        BinaryPrimitives.WriteInt32BigEndian(frame.AsSpan(5), id);
        payload.CopyTo(frame, 9);
        await stream.WriteAsync(frame);
    }
}
