namespace Migration.Workflows.Tests.Execution;

public sealed class OperatorLogTests
{
    private static readonly DateTimeOffset Noon = new(2026, 1, 2, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public void Contains_SameIdTwice_IsTrue()
    {
        var log = new OperatorLog([]);
        var request = new OperatorRequest { Id = "7", By = "ann" };
        Assert.False(log.Contains(request));
        log.Add("pause", request, Decision.Accept("It pauses."), Noon);
        Assert.True(log.Contains(request with { By = "bob" }));
    }

    [Fact]
    public void Entries_Request_SaysWhoWhyWhenAndWhatCameOfIt()
    {
        var log = new OperatorLog([]);
        log.Add("cancel", new() { Id = "7", By = "ann", Reason = "late", Undo = true, Tables = ["users"] }, Decision.Refuse("It is over."), Noon);
        var entry = JsonCopy.Of(Assert.Single(log.Entries));
        Assert.Equal(("cancel", "ann", "late", true, Noon), (entry.Action, entry.By, entry.Reason, entry.Undo, entry.At));
        Assert.Equal(["users"], entry.Tables);
        Assert.False(entry.Accepted);
        Assert.Equal("It is over.", entry.Effect);
    }
}
