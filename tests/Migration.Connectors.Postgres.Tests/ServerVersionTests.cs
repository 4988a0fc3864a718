using Migration.Conformance;
using Migration.Connectors.Postgres.Engine;
using Migration.Connectors.Postgres.Tables;
using Migration.Core.Errors;

namespace Migration.Connectors.Postgres.Tests;

public sealed class ServerVersionTests
{
    [Theory]
    [InlineData("9.6.24")]
    [InlineData("12.22")]
    public void Server_ThatIsTooOld_IsRefusedByName(string version)
    {
        var refusal = Assert.Throws<MigrationException>(() => ServerVersion.Require(Version.Parse(version), "ERP"));

        Assert.Equal((ErrorCodes.DatabaseTooOld, false), (refusal.Code, refusal.IsTransient));
        Assert.Contains($"'ERP' is on PostgreSQL {version}", refusal.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("13.0")]
    [InlineData("15.6")]
    [InlineData("18.1")]
    public void Server_ThatIsNewEnough_IsTaken(string version) =>
        Assert.Null(Record.Exception(() => ServerVersion.Require(Version.Parse(version), "ERP")));

    [SkippableTheory]
    [InlineData("LC_COLLATE 'C' LC_CTYPE 'C'", true)]
    [InlineData("LC_COLLATE 'C' LC_CTYPE 'C' LOCALE_PROVIDER icu ICU_LOCALE 'en'", false)]
    public async Task Locale_OfAnotherProvider_IsNotTheOrderOfBytes(string locale, bool isOfBytes)
    {
        Skip.If(PostgresServer.Shared is null, PostgresServer.Missing);
        using var databases = new TestDatabases();
        databases.Postgres("control");
        var name = "locale" + Guid.NewGuid().ToString("N")[..12];
        databases.AdminScalar($"CREATE DATABASE {name} TEMPLATE template0 ENCODING 'UTF8' {locale}");
        try
        {
            var options = new PostgresOptions("x", PostgresServer.Shared.ConnectionString(name) + ";Pooling=false", TimeSpan.FromSeconds(30), TimeSpan.Zero, TimeSpan.FromSeconds(30));
            await using var session = await PostgresSession.OpenAsync(options, "", "", CancellationToken.None);
            Assert.Equal(isOfBytes, await TargetSettings.IsCLocaleAsync(session, CancellationToken.None));
        }
        finally
        {
            databases.AdminScalar($"DROP DATABASE {name} WITH (FORCE)");
        }
    }
}
