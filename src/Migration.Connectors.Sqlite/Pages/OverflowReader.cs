using System.Buffers.Binary;

namespace Migration.Connectors.Sqlite.Pages;

/// <summary>Puts a row together whose record does not fit into its leaf page.</summary>
internal sealed class OverflowReader(PageFile file, PageForm form)
{
    private readonly PageWindow _pages = new(file, form);
    private byte[] _payload = [];
    private int _length;
    private uint _pageCount;

    public ReadOnlySpan<byte> Payload => _payload.AsSpan(0, _length);

    public void Begin(uint pageCount)
    {
        _pageCount = pageCount;
        _pages.Begin(pageCount);
    }

    /// <param name="local">What the leaf page has of it.</param>
    /// <param name="first">The first overflow page.</param>
    public void Read(ReadOnlySpan<byte> local, uint first, int length)
    {
        if (length / form.OverflowRoom > _pageCount)
            throw new UnexpectedPageException("the length of a row");
        if (_payload.Length < length)
            _payload = new byte[length];
        _length = length;
        local.CopyTo(_payload);
        for (var (at, page) = (local.Length, first); at < length;)
        {
            var bytes = _pages.Read(page);
            page = BinaryPrimitives.ReadUInt32BigEndian(bytes);
            var part = bytes[4..Math.Min(bytes.Length, 4 + length - at)];
            part.CopyTo(_payload.AsSpan(at));
            at += part.Length;
        }
    }
}
