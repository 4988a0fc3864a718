using Migration.Core.Plans;

namespace Migration.Core.Tests.Plans;

internal static class PlanAssert
{
    // Lists of records compare by reference; their JSON says what they hold.
    public static void Equal(MigrationPlan expected, MigrationPlan? actual) =>
        Assert.Equal(System.Text.Json.JsonSerializer.Serialize(expected), System.Text.Json.JsonSerializer.Serialize(actual));
}
