namespace Temporal.Interop;

/// <summary>
/// The official TypeScript SDK, as client and as worker, against the embedded server: one test for each file in
/// <c>typescript/scenarios</c>. A scenario passes when its assertions hold and the official worker replays every history it left.
/// </summary>
public sealed class ScenarioTests(NodeSuite suite) : IClassFixture<NodeSuite>
{
    public static TheoryData<string> Scenarios() => [.. TypeScriptFolder.Scenarios()];

    [SkippableTheory]
    [MemberData(nameof(Scenarios))]
    public void TypeScript_OnTheEmbeddedServer_BehavesAsOnTemporal(string scenario)
    {
        Skip.If(suite.Missing is not null, suite.Missing);

        var outcome = suite.Outcome(scenario);

        Assert.True(outcome.Error is null, outcome.Error);
    }
}
