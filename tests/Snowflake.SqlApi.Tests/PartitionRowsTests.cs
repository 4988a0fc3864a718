using System.Net;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Snowflake.SqlApi.Authentication;
using Snowflake.SqlApi.Http;
using Snowflake.SqlApi.Settings;
using Snowflake.SqlApi.Statements;

namespace Snowflake.SqlApi.Tests;

/// <summary>Answers that end, and waits for them that end, where they hardly ever do.</summary>
public sealed class PartitionRowsTests
{
    private const string Whole = """{"data":[["1","a"],["2","b"]]}""";

    private static readonly JsonSerializerOptions[] Forms = [new() { WriteIndented = true }, new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }];

    [Fact]
    public async Task Rows_BehindWhichTheAnswerIsNoLongerJson_AreKept()
    {
        await using var rows = Rows(Content("""{"data":[["1","a"],["2","b"]<html>"""), Content(Whole));
        var block = new RowBlock();

        Assert.True(await rows.AddAsync(block, CancellationToken.None));
        Assert.Equal(["1", "2"], Enumerable.Range(0, block.Rows).Select(row => block.Text(row, 0)));
        Assert.False(await rows.AddAsync(block, CancellationToken.None));
    }

    [Fact]
    public async Task Row_InWhichAFetchWasCancelled_IsReadWholeWhenItIsAskedForAgain()
    {
        var (row, text) = (new RowBlock(), new string('x', 500));
        var answer = $$"""{"data":[["{{text}}"]]}""";
        using var stop = new CancellationTokenSource();
        await using var rows = Rows(new StreamContent(new HaltingStream(Encoding.UTF8.GetBytes(answer), 200, stop)), Content(answer));

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => rows.AddAsync(row, stop.Token));
        await rows.AddAsync(row, CancellationToken.None);

        Assert.Equal(text, row.Text(0, 0));
    }

    [Fact]
    public async Task Rows_OfAnyText_ArriveAsTheyAre_WhereverTheirBytesAreCutAndBreakOff()
    {
        for (var seed = 0; seed < 60; seed++)
        {
            var random = new Random(seed);
            var expected = Enumerable.Range(0, random.Next(30)).Select(_ => new[] { Value(random), Value(random), Value(random) }).ToArray();
            var bytes = Written(expected, random);
            // An answer may break off three times without a row in between.
            await using var rows = Rows([.. Enumerable.Range(0, 3).Select(_ => Cut(bytes[..random.Next(bytes.Length)], random)), Cut(bytes, random)]);
            var block = new RowBlock(random.Next(100));
            while (await rows.AddAsync(block, CancellationToken.None))
            {
            }

            Assert.Equal(expected, Enumerable.Range(0, block.Rows).Select(block.Texts));
        }
    }

    private static string? Value(Random random) => random.Next(6) switch
    {
        0 => null,
        1 => "",
        2 => new string('w', random.Next(200_000)),
        _ => string.Concat(random.GetItems(["a", "\"", "\\", "\n", "\0", "é", "漢", "😀", "]", ",", "[["], random.Next(40))),
    };

    private static byte[] Written(string?[][] rows, Random random) => JsonSerializer.SerializeToUtf8Bytes(
        new Dictionary<string, object> { ["before"] = new { data = 1 }, ["data"] = rows, ["behind"] = "x" },
        Forms[random.Next(Forms.Length)]);

    private static StreamContent Cut(byte[] content, Random random) => new(new PiecewiseStream(content, random.Next(1, 5_000)));

    private static StringContent Content(string text) => new(text);

    private static PartitionRows Rows(params HttpContent[] answers) => new(
        new StatementApi(new SqlApiTransport(new HttpClient(new Answers(answers)) { BaseAddress = new("http://account.invalid") }, new OneToken(), new RetrySettings(3, TimeSpan.FromMinutes(5)), new AutoClock())),
        "handle", 1);

    private sealed class Answers(HttpContent[] contents) : HttpMessageHandler
    {
        private int _next;

        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) =>
            Task.FromResult(new HttpResponseMessage(HttpStatusCode.OK) { Content = contents[_next++] });
    }

    private sealed class OneToken : ITokenSource
    {
        public string TokenType => "OAUTH";

        public string Current() => "token";

        public bool Discard(string token) => false;
    }

    private sealed class PiecewiseStream(byte[] content, int most) : MemoryStream(content)
    {
        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
            base.ReadAsync(buffer[..Math.Min(buffer.Length, most)], cancellationToken);
    }

    /// <summary>Gives some bytes one by one, and cancels whoever waits for more; the rest is there for the one who asks again.</summary>
    private sealed class HaltingStream(byte[] content, int halt, CancellationTokenSource stop) : MemoryStream(content)
    {
        public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            if (Position < halt)
                return await base.ReadAsync(buffer[..Math.Min(buffer.Length, 1)], cancellationToken);
            await stop.CancelAsync();
            return await base.ReadAsync(buffer, cancellationToken);
        }
    }
}
