using Temporalio.Api.Failure.V1;
using Temporalio.Converters;
using Temporalio.Exceptions;

namespace Temporalio.Tests.Converters;

public sealed class DefaultFailureConverterTests
{
    private readonly DefaultPayloadConverter payloads = new();
    private readonly DefaultFailureConverter failures = new();

    [Fact]
    public void ToFailure_OfAnyException_IsAnApplicationFailureOfItsTypeName()
    {
        var failure = failures.ToFailure(new InvalidOperationException("outer", new TimeoutException("inner")), payloads);

        Assert.Equal("outer", failure.Message);
        Assert.Equal(nameof(InvalidOperationException), failure.ApplicationFailureInfo.Type);
        Assert.Equal("inner", failure.Cause.Message);
        Assert.Equal(nameof(TimeoutException), failure.Cause.ApplicationFailureInfo.Type);
    }

    [Fact]
    public void ApplicationFailure_ThereAndBack_KeepsEverything()
    {
        var sent = new ApplicationFailureException(
            "message", errorType: "Kind", nonRetryable: true, details: ["a", 2], nextRetryDelay: TimeSpan.FromSeconds(7));

        var received = Assert.IsType<ApplicationFailureException>(
            failures.ToException(failures.ToFailure(sent, payloads), payloads));

        Assert.Equal("message", received.Message);
        Assert.Equal("Kind", received.ErrorType);
        Assert.True(received.NonRetryable);
        Assert.Equal(2, received.Details.Count);
        Assert.Equal("a", received.Details.ElementAt<string>(0));
        Assert.Equal(2, received.Details.ElementAt<int>(1));
        Assert.Equal(TimeSpan.FromSeconds(7), received.NextRetryDelay);
    }

    [Fact]
    public void ToException_OfActivityFailure_HasTheReasonInside()
    {
        var failure = new Failure
        {
            Message = "Activity task failed",
            ActivityFailureInfo = new() { ActivityId = "1", ActivityType = new() { Name = "Copy" } },
            Cause = new() { Message = "cancelled", CanceledFailureInfo = new() },
        };

        var exception = Assert.IsType<ActivityFailureException>(failures.ToException(failure, payloads));

        Assert.Equal("Copy", exception.ActivityType);
        Assert.IsType<CanceledFailureException>(exception.InnerException);
        Assert.True(TemporalException.IsCanceledException(exception));
        Assert.Equal(failure, failures.ToFailure(exception, payloads));
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void ToException_OfEachKind_HasItsOwnType(Failure failure, Type expected)
    {
        ArgumentNullException.ThrowIfNull(failure);
        Assert.Equal(expected, failures.ToException(failure, payloads).GetType());
    }

    public static TheoryData<Failure, Type> Kinds => new()
    {
        { new() { TimeoutFailureInfo = new() }, typeof(TimeoutFailureException) },
        { new() { CanceledFailureInfo = new() }, typeof(CanceledFailureException) },
        { new() { TerminatedFailureInfo = new() }, typeof(TerminatedFailureException) },
        { new() { ServerFailureInfo = new() }, typeof(ServerFailureException) },
        { new() { ChildWorkflowExecutionFailureInfo = new() }, typeof(ChildWorkflowFailureException) },
        { new(), typeof(FailureException) },
    };

    [Fact]
    public void EncodedCommonAttributes_ThereAndBack_HideAndRestoreTheMessage()
    {
        var hiding = new DefaultFailureConverter.WithEncodedCommonAttributes();

        var failure = hiding.ToFailure(new InvalidOperationException("secret"), payloads);

        Assert.Equal("Encoded failure", failure.Message);
        Assert.Empty(failure.StackTrace);
        Assert.Equal("secret", failures.ToException(failure, payloads).Message);
    }

    [Fact]
    public async Task Codec_OnAFailure_CoversTheDetailsOfItsCauses()
    {
        var converter = DataConverter.Default with { PayloadCodec = new ReversingCodec() };
        var sent = new ApplicationFailureException(
            "outer", new ApplicationFailureException("inner", details: ["detail"]));

        var failure = await converter.ToFailureAsync(sent);
        var wire = failure.Clone();
        var received = await converter.ToExceptionAsync(failure);

        Assert.NotEqual("\"detail\"", wire.Cause.ApplicationFailureInfo.Details.Payloads_[0].Data.ToStringUtf8());
        var inner = Assert.IsType<ApplicationFailureException>(received.InnerException);
        Assert.Equal("detail", inner.Details.ElementAt<string>(0));
    }
}
