using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Microsoft.Data.Sqlite;

namespace Migration.Cli.Demo;

/// <summary>What a table holds, found out with none of the migration's code or records: a count and a SHA-256 over every value with its type.</summary>
/// <param name="Hash">Of all rows in the order of their key, hexadecimal.</param>
internal sealed record DataProof(long Rows, string Hash)
{
    /// <param name="key">The columns that order the rows, as SQL.</param>
    public static async Task<DataProof> OfAsync(string path, string table, string key, CancellationToken cancel)
    {
        var source = new SqliteConnectionStringBuilder { DataSource = path, Mode = SqliteOpenMode.ReadOnly, Pooling = false };
        await using var connection = new SqliteConnection(source.ToString());
        await connection.OpenAsync(cancel);
        await using var command = connection.CreateCommand();
        command.CommandText = $"SELECT * FROM {table} ORDER BY {key}";
        await using var reader = await command.ExecuteReaderAsync(cancel);
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var rows = 0L;
        while (reader.Read())
        {
            rows++;
            for (var column = 0; column < reader.FieldCount; column++)
                Append(hash, reader.GetValue(column));
        }
        return new(rows, Convert.ToHexStringLower(hash.GetHashAndReset()));
    }

    /// <summary>Type, length, bytes: no two different rows look alike.</summary>
    private static void Append(IncrementalHash hash, object value)
    {
        var (type, bytes) = value switch
        {
            DBNull => ('n', []),
            long integer => ('i', BitConverter.GetBytes(integer)),
            double real => ('r', BitConverter.GetBytes(real)),
            string text => ('t', Encoding.UTF8.GetBytes(text)),
            byte[] blob => ('b', blob),
            _ => throw new InvalidOperationException(string.Create(CultureInfo.InvariantCulture, $"SQLite has no values of type {value.GetType()}.")),
        };
        hash.AppendData([(byte)type, .. BitConverter.GetBytes(bytes.Length)]);
        hash.AppendData(bytes);
    }
}
