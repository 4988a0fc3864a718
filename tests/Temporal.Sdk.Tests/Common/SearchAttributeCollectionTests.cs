using Temporalio.Common;

namespace Temporalio.Tests.Common;

public sealed class SearchAttributeCollectionTests
{
    private static readonly SearchAttributeKey<string> Phase = SearchAttributeKey.CreateKeyword("Phase");
    private static readonly SearchAttributeKey<long> Rows = SearchAttributeKey.CreateLong("Rows");
    private static readonly SearchAttributeKey<DateTimeOffset> Since = SearchAttributeKey.CreateDateTimeOffset("Since");
    private static readonly SearchAttributeKey<IReadOnlyCollection<string>> Tables =
        SearchAttributeKey.CreateKeywordList("Tables");

    [Fact]
    public void Collection_ThroughItsWireForm_KeepsNamesTypesAndValues()
    {
        var sent = new SearchAttributeCollection.Builder()
            .Set(Phase, "copy").Set(Rows, 5).Set(Since, DateTimeOffset.UnixEpoch).Set(Tables, ["a", "b"])
            .ToSearchAttributeCollection();

        var received = SearchAttributeCollection.FromProto(sent.ToProto());

        Assert.Equal("Keyword", sent.ToProto().IndexedFields["Phase"].Metadata["type"].ToStringUtf8());
        Assert.Equal("copy", received.Get(Phase));
        Assert.Equal(5, received.Get(Rows));
        Assert.Equal(DateTimeOffset.UnixEpoch, received.Get(Since));
        Assert.Equal(["a", "b"], received.Get(Tables));
    }

    [Fact]
    public void FromProto_WithTheServersLongTypeName_FindsTheType()
    {
        var proto = new SearchAttributeCollection.Builder().Set(Tables, ["a"]).ToSearchAttributeCollection().ToProto();
        proto.IndexedFields["Tables"].Metadata["type"] =
            Google.Protobuf.ByteString.CopyFromUtf8("INDEXED_VALUE_TYPE_KEYWORD_LIST");

        Assert.Equal(["a"], SearchAttributeCollection.FromProto(proto).Get(Tables));
    }

    [Fact]
    public void Updates_SetReplaceAndRemove()
    {
        var attributes = new SearchAttributeCollection.Builder().Set(Phase, "copy").Set(Rows, 5).ToSearchAttributeCollection();

        attributes.ApplyUpdates([Phase.ValueSet("done"), Rows.ValueUnset()]);

        Assert.Equal("done", attributes.Get(Phase));
        Assert.False(attributes.ContainsKey(Rows));
    }

    [Fact]
    public void Updates_TwoForOneName_AreRefusedAndChangeNothing()
    {
        var attributes = new SearchAttributeCollection.Builder().Set(Phase, "copy").ToSearchAttributeCollection();

        Assert.Throws<ArgumentException>(() => attributes.ApplyUpdates([Phase.ValueSet("a"), Phase.ValueSet("b")]));
        Assert.Equal("copy", attributes.Get(Phase));
    }

    [Fact]
    public void Builder_SameNameWithAnotherType_Replaces()
    {
        var attributes = new SearchAttributeCollection.Builder()
            .Set(Phase, "copy").Set(SearchAttributeKey.CreateLong("Phase"), 3).ToSearchAttributeCollection();

        Assert.Single(attributes);
        Assert.False(attributes.TryGetValue(Phase, out _));
    }
}
