namespace Migration.Connectors.Rows;

/// <summary>The first byte of an encoded value. The numbers are part of every stored hash: never change one.</summary>
public enum ValueTag : byte
{
    Null = 0,
    /// <summary>8 bytes, little endian.</summary>
    Integer = 1,
    /// <summary>8 bytes, IEEE 754, little endian.</summary>
    Real = 2,
    /// <summary>4 bytes of length, then the bytes as stored: UTF-8 where the source obeys it.</summary>
    Text = 3,
    /// <summary>4 bytes of length, then the bytes.</summary>
    Blob = 4,
}
