using Temporalio.Client;
using Temporalio.Client.Rpc;
using Temporalio.Exceptions;
using Temporalio.Tests.Fakes;
using static Temporalio.Exceptions.RpcException.StatusCode;

namespace Temporalio.Tests.Client;

public sealed class RpcRetryTests
{
    private readonly SkippingTime time = new();

    [Theory]
    [InlineData(DataLoss)]
    [InlineData(Internal)]
    [InlineData(Unknown)]
    [InlineData(ResourceExhausted)]
    [InlineData(Aborted)]
    [InlineData(OutOfRange)]
    [InlineData(Unavailable)]
    public async Task Run_AfterATransientCode_Repeats(RpcException.StatusCode code)
    {
        var calls = 0;

        var result = await new RpcRetry(new(), time).RunAsync(
            () => ++calls < 3 ? throw new RpcException(code, "x", null) : Task.FromResult(calls), default);

        Assert.Equal(3, result);
    }

    [Theory]
    [InlineData(NotFound)]
    [InlineData(InvalidArgument)]
    [InlineData(AlreadyExists)]
    [InlineData(DeadlineExceeded)]
    [InlineData(PermissionDenied)]
    public async Task Run_AfterAnotherCode_Throws(RpcException.StatusCode code)
    {
        var calls = 0;

        await Assert.ThrowsAsync<RpcException>(() => FailAsync(new(), code, () => calls++));

        Assert.Equal(1, calls);
    }

    [Fact]
    public async Task Run_MessageTooLarge_IsNotRepeated()
    {
        var error = new RpcException(ResourceExhausted, "grpc: received message larger than max (5 vs. 4)", null);
        var calls = 0;

        await Assert.ThrowsAsync<RpcException>(() => new RpcRetry(new(), time).RunAsync<int>(
            () =>
            {
                calls++;
                throw error;
            },
            default));

        Assert.Equal(1, calls);
    }

    [Fact]
    public async Task Run_ForEver_EndsAfterTheAttempts()
    {
        var calls = 0;

        await Assert.ThrowsAsync<RpcException>(() =>
            FailAsync(new() { MaxRetries = 4, MaxElapsedTime = null }, Unavailable, () => calls++));

        Assert.Equal(4, calls);
    }

    [Fact]
    public async Task Run_ForEver_EndsAfterTheTime()
    {
        await Assert.ThrowsAsync<RpcException>(() =>
            FailAsync(new() { MaxRetries = 0, RandomizationFactor = 0 }, Unavailable, () => { }));

        // 0.1 s, then half as much again each time: the first sum over 10 s.
        Assert.InRange(time.Elapsed, TimeSpan.FromSeconds(10), TimeSpan.FromSeconds(15));
    }

    [Fact]
    public void Defaults_AreTheOfficialOnes()
    {
        var options = new RpcRetryOptions();

        Assert.Equal(TimeSpan.FromMilliseconds(100), options.InitialInterval);
        Assert.Equal(1.5F, options.Multiplier);
        Assert.Equal(0.2F, options.RandomizationFactor);
        Assert.Equal(TimeSpan.FromSeconds(5), options.MaxInterval);
        Assert.Equal(TimeSpan.FromSeconds(10), options.MaxElapsedTime);
        Assert.Equal(10, options.MaxRetries);
    }

    private Task<int> FailAsync(RpcRetryOptions options, RpcException.StatusCode code, Action called) =>
        new RpcRetry(options, time).RunAsync<int>(
            () =>
            {
                called();
                throw new RpcException(code, "x", null);
            },
            default);
}
