using Temporalio.Client;

namespace Temporalio.Tests.PublicApi;

/// <summary>
/// What stands in the list has been compared with the official package, signature by signature, so that code compiles
/// against either. A change of the list needs the same.
/// </summary>
public sealed class PublicApiTests
{
    [Fact]
    public void Members_OfTheSdk_AreThoseOfTheList()
    {
        var listed = File.ReadAllLines(Path.Combine(AppContext.BaseDirectory, "PublicApi", "PublicApi.txt"));

        var actual = ApiListing.Of(typeof(TemporalClient).Assembly);

        var changes = actual.Except(listed).Select(line => $"+ {line}").Concat(listed.Except(actual).Select(line => $"- {line}")).ToList();
        Assert.True(changes.Count == 0, $"The public API differs from PublicApi/PublicApi.txt:\n{string.Join('\n', changes)}");
    }
}
