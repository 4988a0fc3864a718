namespace Migration.Connectors.Rows;

/// <summary>Brings the values of a row into the form in which they are compared, written and hashed.</summary>
public interface IRowConversion
{
    /// <summary>Reads an encoded row and writes the converted one.</summary>
    /// <exception cref="Core.Errors.MigrationException">VALUE_REJECTED: the target can't hold a value.</exception>
    void Convert(ReadOnlySpan<byte> row, KeyBuffer into);
}
