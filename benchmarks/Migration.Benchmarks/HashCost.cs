using System.Diagnostics;
using Microsoft.Data.Sqlite;
using Migration.Connectors.Rows;

namespace Migration.Benchmarks;

/// <summary>What hashing every row costs: the product's own hash over the product's own encoding of real rows.</summary>
internal static class HashCost
{
    private const int Sample = 10_000;

    public static void Measure(Bench bench, Report report)
    {
        var rows = Encode(bench.Source);
        var repeats = bench.Rows / Sample;
        Hash(rows, repeats / 10);
        var clock = Stopwatch.StartNew();
        var sum = Hash(rows, repeats);
        var seconds = clock.Elapsed.TotalSeconds;
        if (sum.Rows != repeats * Sample) throw new InvalidOperationException("rows were not hashed");
        report.Row("hashing all rows (on the reading thread, beside the writing one)", $"{seconds:F2} s of processor time, {rows.Sum(row => row.Length) / (double)Sample:F0} bytes a row");
    }

    private static RangeHash Hash(byte[][] rows, long repeats)
    {
        var hash = RangeHash.Empty;
        for (var i = 0L; i < repeats; i++)
        {
            foreach (var row in rows) hash = hash.Add(MurmurHash3.Of(row));
        }

        return hash;
    }

    private static byte[][] Encode(string path)
    {
        using var connection = new SqliteConnection($"Data Source={path};Mode=ReadOnly;Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = $"SELECT {SourceTable.ColumnList} FROM {SourceTable.Name} LIMIT {Sample}";
        using var reader = command.ExecuteReader();
        var encoded = new List<byte[]>(Sample);
        while (reader.Read())
        {
            var row = new RowBatch(SourceTable.Columns);
            for (var column = 0; column < SourceTable.Columns; column++) Write(row, reader.GetValue(column));
            row.EndRow();
            encoded.Add(row.Encoded.ToArray());
        }

        return [.. encoded];
    }

    private static void Write(RowBatch row, object value)
    {
        switch (value)
        {
            case long integer: row.WriteInteger(integer); break;
            case double real: row.WriteReal(real); break;
            case string text: row.WriteText(System.Text.Encoding.UTF8.GetBytes(text)); break;
            case byte[] blob: row.WriteBlob(blob); break;
            default: row.WriteNull(); break;
        }
    }
}
