using System.Net;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Snowflake.Emulator.Engine;
using Snowflake.SqlApi.Authentication;
using Snowflake.SqlApi.Settings;

namespace Snowflake.SqlApi.Tests;

/// <summary>That the emulator is strict: what the driver never sends is refused too, so that a change of the driver is found out.</summary>
public sealed class EmulatorTests
{
    private const string Statements = "/api/v2/statements";

    [Theory]
    [InlineData("""{"statement":"SELECT 1","autocommit":false}""", 400, "390142")]
    [InlineData("""{"timeout":1}""", 400, "390142")]
    [InlineData("""{"statement":"SELECT 1","timeout":604801}""", 400, "390142")]
    [InlineData("""{"statement":"SELECT 1","parameters":{"AUTOCOMMIT":"false"}}""", 400, "390142")]
    [InlineData("""{"statement":"SELECT ?","bindings":{"1":{"type":"FIXED","value":1}}}""", 400, "390142")]
    [InlineData("""{"statement":"SELECT ?","bindings":{"2":{"type":"FIXED","value":"1"}}}""", 400, "390142")]
    [InlineData("""{"statement":"SELECT ?","bindings":{"1":{"type":"NUMBER","value":"1"}}}""", 400, "390142")]
    [InlineData("""{"statement":"SELECT ?","bindings":{"1":{"type":"FIXED","value":"1.5"}}}""", 422, "100037")]
    [InlineData("""{"statement":"SELECT ?","bindings":{"1":{"type":"TIME","value":"86400000000000"}}}""", 422, "100037")]
    [InlineData("""{"statement":"SELECT ?"}""", 422, "002049")]
    [InlineData("""{"statement":"SELECT ?; SELECT 1","parameters":{"MULTI_STATEMENT_COUNT":"2"},"bindings":{"1":{"type":"TEXT","value":"a"}}}""", 422, "000002")]
    [InlineData("not json", 400, "390142")]
    public async Task Body_ThatIsNotDocumented_IsRefused(string body, int status, string code)
    {
        await using var account = await Account.StartAsync();

        Assert.Equal((status, code), await SendAsync(account, request => request.Content = Json(body)));
        Assert.Empty(account.Emulator.Log.Executions);
    }

    [Fact]
    public async Task Headers_ThatAreRequired_AreAskedFor()
    {
        await using var account = await Account.StartAsync();

        Assert.Equal((400, "390142"), await SendAsync(account, request => request.Headers.Remove("User-Agent")));
        Assert.Equal((400, "390142"), await SendAsync(account, request => request.Headers.Remove("Accept")));
        Assert.Equal((401, "390101"), await SendAsync(account, request => request.Headers.Remove("Authorization")));
        Assert.Equal((401, "390303"), await SendAsync(account, request => SetTokenType(request, "OAUTH")));
        Assert.Equal((400, "390142"), await SendAsync(account, request => SetTokenType(request, "SESSION")));
        Assert.Equal((415, "390142"), await SendAsync(account, request => request.Content!.Headers.ContentType = new("text/plain")));
    }

    [Theory]
    [InlineData("POST", "/api/v2/statements?autocommit=true", 400)]
    [InlineData("POST", "/api/v2/statements?requestId=1", 400)]
    [InlineData("POST", "/api/v2/statements?async=yes", 400)]
    [InlineData("GET", "/api/v2/statements/h?nullable=false", 400)]
    [InlineData("GET", "/api/v2/statements/h?partition=-1", 400)]
    [InlineData("GET", "/api/v2/statements/h", 422)]
    [InlineData("POST", "/api/v2/statements/h/cancel", 422)]
    [InlineData("DELETE", "/api/v2/statements/h", 405)]
    [InlineData("GET", "/api/v2/databases", 404)]
    public async Task Operation_ThatIsNotDocumented_IsRefused(string method, string path, int status)
    {
        await using var account = await Account.StartAsync();

        var answer = await SendAsync(account, request =>
        {
            request.Method = new(method);
            request.RequestUri = new(path, UriKind.Relative);
            if (method != "POST" || path.EndsWith("cancel", StringComparison.Ordinal)) request.Content = null;
        });

        Assert.Equal(status, answer.Status);
    }

    public static TheoryData<string, string, string, long, string> Tokens => new()
    {
        { "TESTORG-TESTACCOUNT.mover", "", "RS256", 3540, "390144" },
        { "OTHER.MOVER", "", "RS256", 3540, "390144" },
        { "TESTORG-TESTACCOUNT.MOVER", "SHA256:AAAA", "RS256", 3540, "390144" },
        { "TESTORG-TESTACCOUNT.MOVER", "", "none", 3540, "390144" },
        { "TESTORG-TESTACCOUNT.MOVER", "", "RS256", 3601, "390144" },
        { "TESTORG-TESTACCOUNT.MOVER", "", "RS256", 0, "390198" },
    };

    [Theory]
    [MemberData(nameof(Tokens))]
    public async Task Token_OfOtherForm_IsRefused(string subject, string fingerprint, string algorithm, long life, string code)
    {
        await using var account = await Account.StartAsync();
        var now = account.Clock.GetUtcNow().ToUnixTimeSeconds();
        var issuer = $"{subject}.{(fingerprint.Length > 0 ? fingerprint : Fingerprint())}";
        var content = $"{Part(new { alg = algorithm })}.{Part(new { iss = issuer, sub = subject, iat = now, exp = now + life })}";
        var signature = Account.Key.SignData(Encoding.ASCII.GetBytes(content), HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);

        Assert.Equal((401, code), await SendAsync(account,
            request => request.Headers.Authorization = new("Bearer", $"{content}.{System.Buffers.Text.Base64Url.EncodeToString(signature)}")));
    }

    [Fact]
    public async Task Token_SignedByAnotherKey_IsRefused()
    {
        await using var account = await Account.StartAsync();
        var parts = Token(account).Split('.');
        var signature = Account.OtherKey.SignData(Encoding.ASCII.GetBytes($"{parts[0]}.{parts[1]}"), HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);

        Assert.Equal((401, "390144"), await SendAsync(account,
            request => request.Headers.Authorization = new("Bearer", $"{parts[0]}.{parts[1]}.{System.Buffers.Text.Base64Url.EncodeToString(signature)}")));
    }

    [Theory]
    [InlineData("", 2)]
    [InlineData("&retry=true", 1)]
    public async Task Submission_RepeatedUnderOneId_RunsAgainUnlessItSaysSo(string retry, int executions)
    {
        await using var account = await Account.StartAsync();
        account.Engine.On("SELECT 1", EngineResult.Status("ok"));
        var path = $"{Statements}?requestId={Guid.NewGuid()}";

        await SendAsync(account, request => request.RequestUri = new(path, UriKind.Relative));
        await SendAsync(account, request => request.RequestUri = new(path + retry, UriKind.Relative));

        Assert.Equal(executions, account.Emulator.Log.Executions.Count);
    }

    [Fact]
    public async Task Partition_IsCompressedAndHasDataAlone()
    {
        await using var account = await Account.StartAsync(options => options with { PartitionRows = 1 });
        account.Engine.On("SELECT 1", new EngineResult([new("N", "text")], [["a"], ["b"]]));
        var handle = await account.Command("SELECT 1").SubmitAsync();

        using var http = Client(account);
        using var request = Request(account);
        (request.Method, request.Content, request.RequestUri) = (HttpMethod.Get, null, new($"{Statements}/{handle}?partition=1", UriKind.Relative));
        using var response = await http.SendAsync(request);

        Assert.Equal(["gzip"], response.Content.Headers.ContentEncoding);
        await using var plain = new System.IO.Compression.GZipStream(await response.Content.ReadAsStreamAsync(), System.IO.Compression.CompressionMode.Decompress);
        Assert.Equal("""{"data":[["b"]]}""", await new StreamReader(plain).ReadToEndAsync());
    }

    private static async Task<(int Status, string Code)> SendAsync(Account account, Action<HttpRequestMessage> change)
    {
        using var http = Client(account);
        using var request = Request(account);
        change(request);
        using var response = await http.SendAsync(request);
        using var body = JsonDocument.Parse(await response.Content.ReadAsStringAsync());
        return ((int)response.StatusCode, body.RootElement.GetProperty("code").GetString()!);
    }

    private static HttpClient Client(Account account) => new(new SocketsHttpHandler { AutomaticDecompression = DecompressionMethods.None }) { BaseAddress = account.Emulator.Address };

    private static HttpRequestMessage Request(Account account)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, Statements) { Content = Json("""{"statement":"SELECT 1"}""") };
        request.Headers.Add("Accept", "application/json");
        request.Headers.Add("User-Agent", "tests/1.0");
        request.Headers.Authorization = new("Bearer", Token(account));
        SetTokenType(request, "KEYPAIR_JWT");
        return request;
    }

    private static void SetTokenType(HttpRequestMessage request, string type)
    {
        request.Headers.Remove("X-Snowflake-Authorization-Token-Type");
        request.Headers.Add("X-Snowflake-Authorization-Token-Type", type);
    }

    private static string Token(Account account) => new KeyPairTokenSource(
        new("TESTORG-TESTACCOUNT", Account.User), new(new SecretSettings { PrivateKey = Account.Key.ExportPkcs8PrivateKeyPem() }), account.Clock).Current();

    private static StringContent Json(string body) => new(body, new MediaTypeHeaderValue("application/json"));

    private static string Part(object value) => System.Buffers.Text.Base64Url.EncodeToString(JsonSerializer.SerializeToUtf8Bytes(value));

    private static string Fingerprint() => "SHA256:" + Convert.ToBase64String(SHA256.HashData(Account.Key.ExportSubjectPublicKeyInfo()));
}
