using Temporalio.Activities;
using Temporalio.Converters;

namespace Temporalio.Tests.Activities;

public sealed class ActivityDefinitionTests
{
    [Fact]
    public void CreateAll_NamesEachActivityAsCallersDo()
    {
        var names = ActivityDefinition.CreateAll(new Sample()).Select(activity => activity.Name).Order(StringComparer.Ordinal);

        Assert.Equal(["Copy", "Fail", "Named"], names);
    }

    [Fact]
    public void CreateAll_OfInstanceMethodsWithoutInstance_IsRefused() =>
        Assert.Throws<InvalidOperationException>(() => ActivityDefinition.CreateAll<Sample>(null));

    [Fact]
    public void CreateAll_OfATypeWithoutActivities_IsRefused() =>
        Assert.Throws<ArgumentException>(() => ActivityDefinition.CreateAll("x"));

    [Fact]
    public async Task Invoke_OfATask_GivesItsResult() =>
        Assert.Equal("a1", await Find("Copy").InvokeAsync(["a"]));

    [Fact]
    public async Task Invoke_OfAThrowingMethod_ThrowsTheOriginal() =>
        await Assert.ThrowsAsync<TimeoutException>(() => Find("Fail").InvokeAsync([]));

    [Fact]
    public void Create_OfALocalFunction_FindsItsName()
    {
        [Activity]
        static Task LocalAsync() => Task.CompletedTask;

        Assert.Equal("Local", ActivityDefinition.Create(LocalAsync).Name);
    }

    [Fact]
    public void Create_OfALambdaWithoutName_IsRefused() =>
        Assert.Throws<ArgumentException>(() => ActivityDefinition.Create([Activity] () => 5));

    [Fact]
    public void Create_OfADynamicActivityWithOtherParameters_IsRefused() =>
        Assert.Throws<ArgumentException>(() => ActivityDefinition.Create([Activity(Dynamic = true)] (string a) => a));

    [Fact]
    public void Create_OfADynamicActivity_HasNoName() =>
        Assert.True(ActivityDefinition.Create([Activity(Dynamic = true)] (IRawValue[] args) => args.Length).Dynamic);

    [Fact]
    public void Create_WithAReservedName_IsRefused() =>
        Assert.Throws<ArgumentException>(() => ActivityDefinition.Create([Activity("__temporal_x")] () => 5));

    private static ActivityDefinition Find(string name) =>
        ActivityDefinition.CreateAll(new Sample()).Single(activity => activity.Name == name);

    private sealed class Sample(string suffix = "")
    {
        [Activity]
        public Task<string> CopyAsync(string text, int count = 1) => Task.FromResult(text + count + suffix);

        [Activity("Named")]
        public string Other() => nameof(Sample) + suffix;

        [Activity]
        public void Fail() => throw new TimeoutException(suffix);
    }
}
