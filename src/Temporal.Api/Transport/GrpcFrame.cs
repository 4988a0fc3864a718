using System.Buffers.Binary;
using System.IO.Compression;
using Google.Protobuf;

namespace Temporal.Api.Transport;

/// <summary>gRPC's length-prefixed message: one byte that tells compression, four of length, then the message.</summary>
internal static class GrpcFrame
{
    private const int PrefixSize = 5;

    public static byte[] Encode(IMessage message, bool compress)
    {
        if (compress)
        {
            return EncodeCompressed(message);
        }

        var size = message.CalculateSize();
        var frame = new byte[PrefixSize + size];
        WritePrefix(frame, 0, size);
        message.WriteTo(frame.AsSpan(PrefixSize));
        return frame;
    }

    /// <summary>Reads the one message of a unary call; the stream must end with it.</summary>
    public static async ValueTask<ReadOnlyMemory<byte>> ReadAsync(Stream stream, string? encoding, int maxBytes, CancellationToken cancellationToken)
    {
        var prefix = new byte[PrefixSize];
        await ReadWholeAsync(stream, prefix, cancellationToken);
        var compressed = prefix[0] != 0;
        var length = BinaryPrimitives.ReadUInt32BigEndian(prefix.AsSpan(1));
        Check(length, maxBytes);
        var body = new byte[length];
        await ReadWholeAsync(stream, body, cancellationToken);
        if (await stream.ReadAsync(prefix.AsMemory(0, 1), cancellationToken) != 0)
        {
            throw new GrpcException(GrpcStatusCode.Internal, "A unary call carries one message; there were more bytes after it.");
        }

        return compressed ? Decompress(body, encoding, maxBytes) : body;
    }

    private static byte[] EncodeCompressed(IMessage message)
    {
        using var buffer = new MemoryStream();
        buffer.Write(stackalloc byte[PrefixSize]);
        using (var gzip = new GZipStream(buffer, CompressionLevel.Fastest, leaveOpen: true))
        {
            message.WriteTo(gzip);
        }

        var frame = buffer.ToArray();
        WritePrefix(frame, 1, frame.Length - PrefixSize);
        return frame;
    }

    private static void WritePrefix(Span<byte> frame, byte compressed, int length)
    {
        frame[0] = compressed;
        BinaryPrimitives.WriteUInt32BigEndian(frame[1..], (uint)length);
    }

    private static async ValueTask ReadWholeAsync(Stream stream, Memory<byte> target, CancellationToken cancellationToken)
    {
        var read = await stream.ReadAtLeastAsync(target, target.Length, throwOnEndOfStream: false, cancellationToken);
        if (read < target.Length)
        {
            throw new GrpcException(GrpcStatusCode.Internal, $"The message ended after {read} of {target.Length} bytes.");
        }
    }

    private static ReadOnlyMemory<byte> Decompress(byte[] body, string? encoding, int maxBytes)
    {
        if (encoding != "gzip")
        {
            throw new GrpcException(
                GrpcStatusCode.Unimplemented,
                $"The message is compressed with grpc-encoding '{encoding}', which this side can't decompress; send gzip or identity.");
        }

        using var gzip = new GZipStream(new MemoryStream(body), CompressionMode.Decompress);
        using var plain = new MemoryStream();
        var chunk = new byte[16 * 1024];
        int read;
        while ((read = Inflate(gzip, chunk)) > 0)
        {
            Check(plain.Length + read, maxBytes);
            plain.Write(chunk, 0, read);
        }

        return plain.GetBuffer().AsMemory(0, (int)plain.Length);
    }

    private static int Inflate(GZipStream gzip, byte[] chunk)
    {
        try
        {
            return gzip.Read(chunk);
        }
        catch (InvalidDataException error)
        {
            throw new GrpcException(GrpcStatusCode.Internal, "The message is not valid gzip.", null, error);
        }
    }

    private static void Check(long length, int maxBytes)
    {
        if (length > maxBytes)
        {
            throw new GrpcException(
                GrpcStatusCode.ResourceExhausted,
                $"grpc: received message larger than max ({length} vs. {maxBytes})");
        }
    }
}
