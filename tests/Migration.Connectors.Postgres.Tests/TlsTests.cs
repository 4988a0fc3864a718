using System.Diagnostics;
using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Migration.Conformance;
using Migration.Connectors.Tables;
using Migration.Core.Errors;

namespace Migration.Connectors.Postgres.Tests;

/// <summary>A connection that asks for TLS gets it or isn't made.</summary>
public sealed class TlsTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("migration-tls-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [SkippableFact]
    public async Task Connection_ThatAsksForTls_HasItFromAServerWithACertificate()
    {
        Skip.If(PostgresServer.Shared is null, PostgresServer.Missing);
        Issue("server");
        using var server = PostgresServer.Start($"-c ssl=on -c ssl_cert_file={PathOf("server.pem")} -c ssl_key_file={PathOf("server.key")}")!;
        using var databases = new TestDatabases(server);
        databases.Sqlite("source", "CREATE TABLE t(id BIGINT PRIMARY KEY, v TEXT); INSERT INTO t VALUES (1, 'a'), (2, 'b'), (3, 'c')");
        databases.Postgres("target", more: $"SSL Mode=VerifyFull;Root Certificate={PathOf("server.pem")}");
        var run = TableRun.Of(databases, "t", batchSize: 1);
        var encrypted = new List<string?>();

        await run.PrepareAsync();
        await run.CopyAsync(afterCommit: _ => encrypted.Add(databases.AdminScalar(
            "SELECT bool_and(ssl) FROM pg_stat_ssl JOIN pg_stat_activity USING (pid) WHERE application_name LIKE 'snowflake-deploy run-%'")));
        await run.FinishAsync();

        Assert.Equal(TableVerdict.Equal, (await run.ValidateAsync()).Verdict);
        Assert.NotEmpty(encrypted);
        Assert.All(encrypted, answer => Assert.Equal("t", answer));
    }

    [SkippableFact]
    public async Task Connection_ThatAsksForTls_IsRefusedWhereAnotherVouches()
    {
        Skip.If(PostgresServer.Shared is null, PostgresServer.Missing);
        Issue("server");
        Issue("other");
        using var server = PostgresServer.Start($"-c ssl=on -c ssl_cert_file={PathOf("server.pem")} -c ssl_key_file={PathOf("server.key")}")!;
        using var databases = new TestDatabases(server);

        await RefusesAsync(databases.Postgres("target", more: $"SSL Mode=VerifyFull;Root Certificate={PathOf("other.pem")}"));
    }

    [SkippableFact]
    public async Task Connection_ThatAsksForTls_IsRefusedByAServerWithoutIt()
    {
        using var databases = new TestDatabases();

        await RefusesAsync(databases.Postgres("target", more: "SSL Mode=Require"));
    }

    private static async Task RefusesAsync(TestDatabases databases)
    {
        var failure = await Assert.ThrowsAnyAsync<MigrationException>(() => databases.Catalog.OpenAsync("target", CancellationToken.None));

        Assert.Equal((ErrorCodes.DatabaseUnreadable, false), (failure.Code, failure.IsTransient));
        Assert.Contains("encrypted", failure.Message, StringComparison.Ordinal);
    }

    private string PathOf(string name) => Path.Combine(_folder, name);

    /// <summary>A certificate that vouches for itself, and its key as PostgreSQL wants to find it: its user's alone.</summary>
    private void Issue(string name)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=127.0.0.1", key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        names.AddIpAddress(IPAddress.Loopback);
        request.CertificateExtensions.Add(names.Build());
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        using var certificate = request.CreateSelfSigned(DateTimeOffset.UtcNow.AddHours(-1), DateTimeOffset.UtcNow.AddDays(1));
        File.WriteAllText(PathOf($"{name}.pem"), certificate.ExportCertificatePem());
        File.WriteAllText(PathOf($"{name}.key"), key.ExportPkcs8PrivateKeyPem());
        Run("chmod", "400", PathOf($"{name}.key"));
        if (Environment.IsPrivilegedProcess)
            Run("chown", "-R", "postgres", _folder);
    }

    private static void Run(string program, params string[] words)
    {
        using var process = Process.Start(program, words);
        process.WaitForExit();
        Assert.Equal(0, process.ExitCode);
    }
}
