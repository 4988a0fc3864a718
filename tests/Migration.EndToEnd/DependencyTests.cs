using System.Reflection;

namespace Migration.EndToEnd;

/// <summary>Dependencies point inward: what each assembly may know, asserted from the assemblies.</summary>
public sealed class DependencyTests
{
    [Theory]
    [InlineData("Migration.Core", "")]
    [InlineData("Migration.Connectors", "Migration.Core")]
    [InlineData("Migration.Connectors.Sqlite", "Migration.Connectors,Migration.Core")]
    [InlineData("Migration.Connectors.Postgres", "Migration.Connectors,Migration.Core")]
    [InlineData("Migration.Connectors.Snowflake", "Migration.Connectors,Migration.Core")]
    [InlineData("Snowflake.SqlApi", "")]
    [InlineData("Migration.Planning", "Migration.Connectors,Migration.Core")]
    [InlineData("Migration.Workflows", "Migration.Core,Temporal.Sdk,Temporal.Api,Temporalio")]
    [InlineData("Migration.Activities", "Migration.Workflows,Migration.Planning,Migration.Connectors,Migration.Core,Temporal.Sdk,Temporal.Api,Temporalio")]
    [InlineData("Temporal.Api", "")]
    [InlineData("Temporal.Sdk", "Temporal.Api")]
    [InlineData("Temporal.EmbeddedServer", "Temporal.Api")]
    public void Assembly_References_OnlyWhatItMayKnow(string assembly, string allowed)
    {
        var path = Path.Combine(AppContext.BaseDirectory, assembly + ".dll");
        if (assembly == "Temporal.Sdk" && !File.Exists(path)) return;

        var ours = Assembly.LoadFrom(path).GetReferencedAssemblies().Select(name => name.Name!)
            .Where(name => name.StartsWith("Migration.", StringComparison.Ordinal) || name.StartsWith("Temporal", StringComparison.Ordinal));

        Assert.Empty(ours.Except(allowed.Split(',')));
    }
}
