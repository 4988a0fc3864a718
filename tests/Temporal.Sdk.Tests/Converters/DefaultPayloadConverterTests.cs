using Temporalio.Api.Common.V1;
using Temporalio.Converters;

namespace Temporalio.Tests.Converters;

public sealed class DefaultPayloadConverterTests
{
    private readonly DefaultPayloadConverter converter = new();

    [Fact]
    public void ToPayload_OfNull_IsBinaryNullWithoutData()
    {
        var payload = converter.ToPayload(null);

        Assert.Equal("binary/null", Encoding(payload));
        Assert.True(payload.Data.IsEmpty);
        Assert.Null(converter.ToValue<string?>(payload));
    }

    [Fact]
    public void ToPayload_OfBytes_IsBinaryPlain()
    {
        var payload = converter.ToPayload(new byte[] { 1, 2, 3 });

        Assert.Equal("binary/plain", Encoding(payload));
        Assert.Equal([1, 2, 3], converter.ToValue<byte[]>(payload));
    }

    [Fact]
    public void ToPayload_OfMessage_IsJsonProtobufWithItsType()
    {
        var payload = converter.ToPayload(new WorkflowExecution { WorkflowId = "w" });

        Assert.Equal("json/protobuf", Encoding(payload));
        Assert.Equal("temporal.api.common.v1.WorkflowExecution", payload.Metadata["messageType"].ToStringUtf8());
        Assert.Equal("w", converter.ToValue<WorkflowExecution>(payload).WorkflowId);
    }

    [Fact]
    public void ToValue_OfBinaryProtobuf_ReadsTheMessage()
    {
        new BinaryProtoConverter().TryToPayload(new WorkflowExecution { WorkflowId = "w" }, out var payload);

        Assert.Equal("w", converter.ToValue<WorkflowExecution>(payload!).WorkflowId);
    }

    [Fact]
    public void ToValue_OfAnotherMessageType_IsRefused() =>
        Assert.Throws<ArgumentException>(() =>
            converter.ToValue<Payload>(converter.ToPayload(new WorkflowExecution())));

    [Fact]
    public void ToPayload_OfAnythingElse_IsJsonPlain()
    {
        var payload = converter.ToPayload(new Sample("ä", 5));

        Assert.Equal("json/plain", Encoding(payload));
        Assert.Equal(new Sample("ä", 5), converter.ToValue<Sample>(payload));
    }

    [Fact]
    public void ToValue_OfNullForAValueType_IsRefused() =>
        Assert.Throws<ArgumentException>(() => converter.ToValue<int>(converter.ToPayload(null)));

    [Fact]
    public void ToValue_OfUnknownEncoding_IsRefused() =>
        Assert.Throws<ArgumentException>(() => converter.ToValue<string>(new Payload
        {
            Metadata = { ["encoding"] = Google.Protobuf.ByteString.CopyFromUtf8("binary/unheard-of") },
        }));

    [Fact]
    public void RawValue_PassesThroughUntouched()
    {
        var payload = converter.ToPayload("text");

        Assert.Same(payload, converter.ToPayload(new RawValue(payload)));
        Assert.Same(payload, ((IRawValue)converter.ToValue(payload, typeof(IRawValue))!).Payload);
    }

    private static string Encoding(Payload payload) => payload.Metadata["encoding"].ToStringUtf8();

    private sealed record Sample(string Text, int Number);
}
