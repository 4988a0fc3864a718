using System.Buffers.Text;
using System.Globalization;
using System.IO.Compression;
using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace Snowflake.Emulator.Tests;

/// <summary>What a driver of Snowflake's sends, in plain requests.</summary>
public sealed class DriverClient(SnowflakeEmulator emulator) : IDisposable
{
    private static readonly RSA Key = RSA.Create(2048);
    private static int _users;

    private readonly HttpClient _http = new() { BaseAddress = emulator.Address };
    private readonly string _user = $"DRIVER{Interlocked.Increment(ref _users)}";

    public string Token { get; set; } = "";

    public string MasterToken { get; private set; } = "";

    /// <returns>The whole answer; the token in it is used from here on.</returns>
    public async Task<JsonElement> LogInAsync(string schema, RSA? key = null, string authenticator = "SNOWFLAKE_JWT")
    {
        emulator.Users.AddKey(_user, Key);
        var reply = await PostAsync($"/session/v1/login-request?requestId={Guid.NewGuid()}&warehouse=compute_wh&databaseName=db&schemaName=\"{schema}\"",
            new { data = new { CLIENT_APP_ID = ".NET", ACCOUNT_NAME = "TESTORG-TESTACCOUNT", LOGIN_NAME = _user, AUTHENTICATOR = authenticator, TOKEN = Jwt(key ?? Key) } });
        Token = Text(reply, "token");
        MasterToken = Text(reply, "masterToken");
        return reply;
    }

    public Task<JsonElement> QueryAsync(string sql, Guid? requestId = null, string further = "", bool asynchronous = false) => PostAsync(
        $"/queries/v1/query-request?requestId={requestId ?? Guid.NewGuid()}&request_guid={Guid.NewGuid()}{further}", new { sqlText = sql, describeOnly = false, asyncExec = asynchronous });

    /// <summary>Does with a text what a driver does with a file: asks where it belongs, and lays it there compressed.</summary>
    public async Task PutAsync(string place, string name, string content)
    {
        var stage = (await QueryAsync($"PUT 'file:///somewhere/{name}' {place} SOURCE_COMPRESSION = GZIP AUTO_COMPRESS = FALSE OVERWRITE = TRUE")).GetProperty("data").GetProperty("stageInfo");
        var folder = Directory.CreateDirectory(stage.GetProperty("location").GetString()!);
        await using var compressed = new GZipStream(File.Create(Path.Combine(folder.FullName, name)), CompressionLevel.Fastest);
        await compressed.WriteAsync(Encoding.UTF8.GetBytes(content));
    }

    /// <summary>The rows, a line each, with bars between values.</summary>
    public async Task<string> RowsAsync(string sql) => Rows(await QueryAsync(sql));

    public async Task<JsonElement> PostAsync(string path, object body, string? token = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = JsonContent.Create(body, options: new()) };
        return await SendAsync(request, token);
    }

    public async Task<JsonElement> GetAsync(string path)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        return await SendAsync(request, token: null);
    }

    public static string Rows(JsonElement reply) => string.Join('\n', reply.GetProperty("data").GetProperty("rowset").EnumerateArray()
        .Select(row => string.Join('|', row.EnumerateArray().Select(cell => cell.GetString() ?? "~"))));

    public static string Code(JsonElement reply) => reply.GetProperty("code").GetString() ?? "";

    public static string Text(JsonElement reply, string field) => reply.GetProperty("data").TryGetProperty(field, out var value) ? value.GetString() ?? "" : "";

    public void Dispose() => _http.Dispose();

    private async Task<JsonElement> SendAsync(HttpRequestMessage request, string? token)
    {
        if ((token ?? Token).Length > 0) request.Headers.TryAddWithoutValidation("Authorization", $"Snowflake Token=\"{token ?? Token}\"");
        using var response = await _http.SendAsync(request);
        return await response.Content.ReadFromJsonAsync<JsonElement>();
    }

    private string Jwt(RSA key)
    {
        var subject = $"TESTORG-TESTACCOUNT.{_user}";
        var now = DateTimeOffset.UtcNow.ToUnixTimeSeconds();
        var fingerprint = Convert.ToBase64String(SHA256.HashData(Key.ExportSubjectPublicKeyInfo()));
        var claims = string.Create(CultureInfo.InvariantCulture, $$"""{"iss":"{{subject}}.SHA256:{{fingerprint}}","sub":"{{subject}}","iat":{{now}},"exp":{{now + 60}}}""");
        var content = $"{Base64Url.EncodeToString("""{"alg":"RS256","typ":"JWT"}"""u8)}.{Base64Url.EncodeToString(Encoding.UTF8.GetBytes(claims))}";
        return $"{content}.{Base64Url.EncodeToString(key.SignData(Encoding.ASCII.GetBytes(content), HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1))}";
    }
}
