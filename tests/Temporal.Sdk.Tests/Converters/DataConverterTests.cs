using Temporalio.Converters;

namespace Temporalio.Tests.Converters;

public sealed class DataConverterTests
{
    private readonly DataConverter converter = DataConverter.Default with { PayloadCodec = new ReversingCodec() };

    [Fact]
    public async Task Value_ThereAndBackThroughACodec_IsTheSame()
    {
        var payload = await converter.ToPayloadAsync("hello");

        Assert.NotEqual(DataConverter.Default.PayloadConverter.ToPayload("hello"), payload);
        Assert.Equal("hello", await converter.ToValueAsync<string>(payload));
    }

    [Fact]
    public async Task ToSingleValue_OfTwoPayloads_IsRefused()
    {
        var payloads = await converter.ToPayloadsAsync(["a", "b"]);

        await Assert.ThrowsAsync<ArgumentException>(() => converter.ToSingleValueAsync<string>(payloads));
    }
}
