using Migration.Connectors;
using Migration.Connectors.Sqlite;
using Migration.Core.Errors;

namespace Migration.Activities.Tests;

public sealed class ResilientConnectorTests
{
    private static readonly DatabaseSettings Shop = new("SHOP", "sqlite", new Dictionary<string, string> { ["path"] = "shop.db" });
    private static readonly DatabaseSettings Other = Shop with { Name = "OTHER" };

    [Fact]
    public async Task OpenAsync_TransientFailure_IsTriedAgain()
    {
        var inner = new Flaky(failures: 2, transient: true);
        await using var database = await new ResilientConnector(inner, TimeProvider.System).OpenAsync(Shop, default);
        Assert.Equal(3, inner.Attempts);
    }

    [Fact]
    public async Task OpenAsync_PermanentFailure_IsToldAtOnce()
    {
        var inner = new Flaky(failures: 1, transient: false);
        var failure = await Assert.ThrowsAsync<MigrationException>(() => new ResilientConnector(inner, TimeProvider.System).OpenAsync(Shop, default));
        Assert.Equal((ErrorCodes.DatabaseMissing, 1), (failure.Code, inner.Attempts));
    }

    [Fact]
    public async Task OpenAsync_DatabaseThatKeepsFailing_IsLeftAloneAndOthersAreNot()
    {
        var inner = new Flaky(failures: int.MaxValue, transient: true);
        var connector = new ResilientConnector(inner, TimeProvider.System);
        MigrationException failure;
        do
            failure = await Assert.ThrowsAsync<MigrationException>(() => connector.OpenAsync(Shop, default));
        while (inner.Attempts < OpeningPolicy.FailuresToBreak);
        var before = inner.Attempts;
        failure = await Assert.ThrowsAsync<MigrationException>(() => connector.OpenAsync(Shop, default));
        Assert.Equal(before, inner.Attempts);
        Assert.True(failure.IsTransient);
        Assert.Contains("SHOP", failure.Message, StringComparison.Ordinal);

        await Assert.ThrowsAsync<MigrationException>(() => connector.OpenAsync(Other, default));
        Assert.True(inner.Attempts > before);
    }

    private sealed class Flaky(int failures, bool transient) : IConnector
    {
        public int Attempts { get; private set; }

        public string Kind => "sqlite";

        public Task<IDatabase> OpenAsync(DatabaseSettings settings, CancellationToken cancellation) => ++Attempts <= failures
            ? throw new MigrationException(ErrorCodes.DatabaseMissing, "It is gone.", transient)
            : new SqliteConnector().OpenAsync(settings, cancellation);
    }
}
