using System.Buffers.Binary;

namespace Migration.Connectors.Sqlite.Pages;

/// <summary>The first 100 bytes of a database file, after SQLite's description of its format.</summary>
internal readonly record struct DatabaseHeader(PageForm Pages, uint PageCount, bool IsWal)
{
    public const int Size = 100;

    private const int LeastUsableSize = 480;

    public static DatabaseHeader Read(ReadOnlySpan<byte> bytes)
    {
        var pageSize = BinaryPrimitives.ReadUInt16BigEndian(bytes[16..]) is 1 ? 65536 : BinaryPrimitives.ReadUInt16BigEndian(bytes[16..]);
        var pages = new PageForm(pageSize, pageSize - bytes[20]);
        var isSound = bytes.StartsWith("SQLite format 3\0"u8) && bytes[19] is 1 or 2
            && pageSize >= 512 && (pageSize & (pageSize - 1)) == 0 && pages.UsableSize >= LeastUsableSize
            // Else the number of pages is one that an old version of SQLite left behind.
            && bytes.Slice(24, 4).SequenceEqual(bytes.Slice(92, 4));
        return isSound
            ? new DatabaseHeader(pages, BinaryPrimitives.ReadUInt32BigEndian(bytes[28..]), bytes[19] == 2)
            : throw new UnexpectedPageException("the file's header");
    }
}
