using Google.Protobuf.WellKnownTypes;
using Temporal.EmbeddedServer.Runs;
using Temporal.EmbeddedServer.TimeSkipping;
using Temporalio.Api.TestService.V1;

namespace Temporal.EmbeddedServer.Rpc;

/// <summary>What test environments of the SDKs ask of a server whose time can be skipped.</summary>
internal sealed class TestRpcs(TimeSkipper skipper)
{
    private const string Service = "temporal.api.testservice.v1.TestService";

    public void Map(GrpcServiceMap map) => map
        .Add<Empty, GetCurrentTimeResponse>(Service, "GetCurrentTime", (_, _) => Task.FromResult(
            new GetCurrentTimeResponse { Time = Timestamp.FromDateTimeOffset(skipper.Now) }))
        .Add<LockTimeSkippingRequest, LockTimeSkippingResponse>(Service, "LockTimeSkipping", (_, _) =>
        {
            skipper.Lock();
            return Task.FromResult(new LockTimeSkippingResponse());
        })
        .Add<UnlockTimeSkippingRequest, UnlockTimeSkippingResponse>(Service, "UnlockTimeSkipping", (_, _) =>
        {
            skipper.Unlock();
            return Task.FromResult(new UnlockTimeSkippingResponse());
        })
        .Add<SleepRequest, SleepResponse>(Service, "Sleep", SleepAsync)
        .Add<SleepUntilRequest, SleepResponse>(Service, "SleepUntil", SleepUntilAsync)
        .Add<SleepRequest, SleepResponse>(Service, "UnlockTimeSkippingWithSleep", SleepUnlockedAsync);

    private async Task<SleepResponse> SleepAsync(SleepRequest request, GrpcServerCall call)
    {
        await skipper.SleepUntilAsync(skipper.Now + (request.Duration.OrNull() ?? TimeSpan.Zero), call.Aborted);
        return new SleepResponse();
    }

    private async Task<SleepResponse> SleepUntilAsync(SleepUntilRequest request, GrpcServerCall call)
    {
        var until = request.Timestamp ?? throw new GrpcException(GrpcStatusCode.InvalidArgument, "SleepUntil needs a timestamp.");
        await skipper.SleepUntilAsync(until.ToDateTimeOffset(), call.Aborted);
        return new SleepResponse();
    }

    private async Task<SleepResponse> SleepUnlockedAsync(SleepRequest request, GrpcServerCall call)
    {
        skipper.Unlock();
        try
        {
            return await SleepAsync(request, call);
        }
        finally
        {
            skipper.Lock();
        }
    }
}
