using Migration.Core.Errors;

namespace Migration.Connectors.Tests;

public sealed class ConnectorCatalogTests
{
    [Fact]
    public async Task Open_OfADatabaseThatIsNotConfigured_NamesIt()
    {
        var catalog = new ConnectorCatalog([], new Dictionary<string, DatabaseSettings>());

        var failure = await Assert.ThrowsAsync<MigrationException>(() => catalog.OpenAsync("X", CancellationToken.None));

        Assert.Equal(ErrorCodes.DatabaseUnknown, failure.Code);
    }

    [Fact]
    public async Task Open_OfAnUnknownKind_IsRefused()
    {
        var settings = new DatabaseSettings("X", "oracle", new Dictionary<string, string>());
        var catalog = new ConnectorCatalog([], new Dictionary<string, DatabaseSettings> { ["X"] = settings });

        var failure = await Assert.ThrowsAsync<MigrationException>(() => catalog.OpenAsync("X", CancellationToken.None));

        Assert.Equal(ErrorCodes.ConfigInvalid, failure.Code);
    }
}
