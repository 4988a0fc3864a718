using System.Text.Json;
using Snowflake.SqlApi.Http;

namespace Snowflake.SqlApi.Statements;

/// <summary>
/// The rows of a partition as they arrive, <c>{"data":[[…],…]}</c>: only what was received together is held in memory.
/// </summary>
internal sealed class JsonRows(HttpResponseMessage response, Stream body, TimeProvider clock) : IAsyncDisposable
{
    private byte[] _buffer = new byte[64 * 1024];
    private int _start;
    private int _end;
    private bool _isComplete;
    private JsonReaderState _state;
    private bool _isInRows;
    private bool _isAtEnd;

    /// <exception cref="JsonException">The answer broke off.</exception>
    public async Task SkipAsync(long rows, CancellationToken cancellation)
    {
        var skipped = new RowBlock();
        for (; rows > 0; rows -= skipped.Rows)
        {
            skipped.Clear();
            if (!await AddAsync(skipped, rows, cancellation)) throw new JsonException("The partition has fewer rows than before.");
        }
    }

    /// <summary>Adds what arrives next, a row at least; false where no row is left.</summary>
    /// <exception cref="JsonException">The answer broke off.</exception>
    public async Task<bool> AddAsync(RowBlock into, long most, CancellationToken cancellation)
    {
        var before = into.Rows;
        while (true)
        {
            Parse(into, most);
            if (into.Rows > before) return true;
            if (_isAtEnd) return false;
            if (_isComplete) throw new JsonException("The partition broke off.");
            await FillAsync(cancellation);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await body.DisposeAsync();
        response.Dispose();
    }

    /// <summary>Parses the rows that are there in whole.</summary>
    private void Parse(RowBlock into, long most)
    {
        var reader = new Utf8JsonReader(_buffer.AsSpan(_start, _end - _start), _isComplete, _state);
        if (_isAtEnd || (!_isInRows && !TryEnter(ref reader))) return;
        _isInRows = true;
        _isAtEnd = into.Add(ref reader, most);
        _start += (int)reader.BytesConsumed;
        _state = reader.CurrentState;
    }

    /// <summary>Reads up to the array of rows; what stands before it is small.</summary>
    private static bool TryEnter(ref Utf8JsonReader reader)
    {
        while (reader.Read())
        {
            if (reader.TokenType != JsonTokenType.PropertyName || reader.CurrentDepth != 1) continue;
            if (!reader.ValueTextEquals("data"u8))
            {
                if (!reader.TrySkip()) return false;
                continue;
            }

            if (!reader.Read()) return false;
            if (reader.TokenType != JsonTokenType.StartArray) throw new JsonException("The partition's data is no array.");
            return true;
        }

        return false;
    }

    private async Task FillAsync(CancellationToken cancellation)
    {
        if (_start > 0)
        {
            Buffer.BlockCopy(_buffer, _start, _buffer, 0, _end - _start);
            _end -= _start;
            _start = 0;
        }

        if (_end == _buffer.Length) Array.Resize(ref _buffer, _buffer.Length * 2);
        using var silence = new CancellationTokenSource(SqlApiTransport.Silence, clock);
        using var linked = CancellationTokenSource.CreateLinkedTokenSource(silence.Token, cancellation);
        try
        {
            // A row is parsed again from its beginning, so a half-filled buffer is not worth a try.
            var read = await body.ReadAtLeastAsync(_buffer.AsMemory(_end), Math.Min(_buffer.Length - _end, Math.Max(1, _end)), throwOnEndOfStream: false, linked.Token);
            if (read == 0) _isComplete = true;
            _end += read;
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            throw new IOException($"The server was silent for {SqlApiTransport.Silence.TotalSeconds:0} seconds.");
        }
    }
}
