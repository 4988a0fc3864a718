namespace Migration.Connectors.Rows;

/// <summary>What the hash of a row is taken of. Stored beside every hash that is no <see cref="Bytes"/>: never change a number.</summary>
public enum RowHashKind : byte
{
    /// <summary><see cref="MurmurHash3"/> of the encoded values; between two tables of one engine, that engine's own hash.</summary>
    Bytes = 0,
    /// <summary><see cref="TextHash"/>, which SQL can compute.</summary>
    Text = 1,
    /// <summary>The same of rows that have floats, which earlier versions hashed by their bytes alone.</summary>
    TextWithReals = 2,
    /// <summary>A sum of hashes of both kinds, which nothing can be compared with.</summary>
    Mixed = 255,
}
