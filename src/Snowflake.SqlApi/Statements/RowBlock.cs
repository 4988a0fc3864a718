using System.Text;
using System.Text.Json;

namespace Snowflake.SqlApi.Statements;

/// <summary>Rows of a result that follow each other: their values as UTF-8 in one buffer, so that none is an object of its own. One thread at a time.</summary>
/// <param name="capacity">Bytes of values.</param>
internal sealed class RowBlock(int capacity = 0)
{
    private byte[] _text = GC.AllocateUninitializedArray<byte>(capacity);
    private int _length;

    // Where each value ends; the complement of it for NULL.
    private int[] _ends = [];
    private int _values;
    private int _columns;

    public int Rows { get; private set; }

    public bool IsNull(int row, int column) => _ends[Place(row, column)] < 0;

    /// <summary>Empty for NULL; valid until the block is cleared.</summary>
    public ReadOnlySpan<byte> Value(int row, int column)
    {
        var place = Place(row, column);
        var start = place == 0 ? 0 : EndOf(place - 1);
        return _text.AsSpan(start, EndOf(place) - start);
    }

    public string? Text(int row, int column) => IsNull(row, column) ? null : Encoding.UTF8.GetString(Value(row, column));

    public string?[] Texts(int row) => [.. Enumerable.Range(0, _columns).Select(column => Text(row, column))];

    public void Clear() => _length = _values = _columns = Rows = 0;

    /// <summary>Adds the rows of an array as long as they are there in whole.</summary>
    /// <param name="reader">Within the array; left behind the last whole row.</param>
    /// <param name="most">Rows to add.</param>
    /// <returns>Whether the array ended.</returns>
    /// <exception cref="JsonException">The array holds something else than rows of one width.</exception>
    public bool Add(ref Utf8JsonReader reader, long most)
    {
        for (var added = 0L; added < most; added++)
        {
            var whole = reader;
            if (!reader.Read()) return false;
            if (reader.TokenType == JsonTokenType.EndArray) return true;
            if (TryAddRow(ref reader)) continue;
            reader = whole;
            return false;
        }

        return false;
    }

    private bool TryAddRow(ref Utf8JsonReader reader)
    {
        if (reader.TokenType != JsonTokenType.StartArray) throw new JsonException("A row of the result is no array.");
        DropUnfinished();
        while (reader.Read())
        {
            if (reader.TokenType == JsonTokenType.EndArray)
            {
                End();
                return true;
            }

            Add(ref reader);
        }

        return false;
    }

    private void Add(ref Utf8JsonReader value)
    {
        if (_values == _ends.Length) Array.Resize(ref _ends, Math.Max(64, _ends.Length * 2));
        if (value.TokenType == JsonTokenType.Null)
        {
            _ends[_values++] = ~_length;
            return;
        }

        // Without its escapes a text is no longer than with them.
        var longest = value.HasValueSequence ? checked((int)value.ValueSequence.Length) : value.ValueSpan.Length;
        if (_text.Length - _length < longest) Grow(longest);
        _length += value.CopyString(_text.AsSpan(_length));
        _ends[_values++] = _length;
    }

    private void End()
    {
        if (Rows == 0) _columns = _values;
        if (_values != (Rows + 1) * _columns) throw new JsonException("A row of the result has another number of values than the one before.");
        Rows++;
    }

    private void DropUnfinished()
    {
        _values = Rows * _columns;
        _length = _values == 0 ? 0 : EndOf(_values - 1);
    }

    private void Grow(int size)
    {
        var grown = GC.AllocateUninitializedArray<byte>((int)Math.Max((long)_length + size, Math.Min(_text.Length * 2L, Array.MaxLength)));
        _text.AsSpan(0, _length).CopyTo(grown);
        _text = grown;
    }

    private int EndOf(int place) => _ends[place] is var end && end < 0 ? ~end : end;

    private int Place(int row, int column) => (uint)column < (uint)_columns ? (row * _columns) + column : throw new ArgumentOutOfRangeException(nameof(column));
}
