using Migration.Connectors.Snowflake.Engine;
using Migration.Connectors.Snowflake.Schema;
using Migration.Connectors.Snowflake.Warehouses;
using Migration.Core.Errors;
using Migration.Core.Plans;
using Migration.Core.Problems;

namespace Migration.Connectors.Snowflake.Preflight;

/// <summary>Whether the warehouse of a connection can run statements, and be changed as a plan asks.</summary>
internal sealed class WarehouseInspection(SnowflakeSession session)
{
    public async Task<IReadOnlyList<Problem>> RunAsync(string path, MigrationConfiguration configuration, Func<CancellationToken, Task<WarehouseState?>> find, CancellationToken cancellation)
    {
        var (role, name) = await session.ContextAsync(cancellation);
        if (name.Length == 0)
            return [new(path, ErrorCodes.ConfigInvalid, $"Database '{session.Options.Name}' has no warehouse that could run a statement.", $"Name one in the connection, and grant its USAGE to role '{role}'.")];
        var subject = $"Database '{session.Options.Name}': warehouse '{name}'";
        if (await find(cancellation) is not { } found)
            return [new(path, ErrorCodes.WarehouseUnusable, $"{subject} is not there, or role '{role}' may not see it.", $"Correct its name in the connection, or GRANT USAGE ON WAREHOUSE {SnowflakeNames.Quote(name)} TO ROLE {SnowflakeNames.Quote(role)}.")];
        var problems = new List<Problem>();
        if (!found.HasSize && (configuration.ChangesWarehouse || configuration.MaxCredits > 0))
            problems.Add(new(path, ErrorCodes.WarehouseUnusable, $"{subject} has no size, by which its credits could be counted or it could be changed.", "Leave maxCredits, warehouseSize and suspendWarehouse out, or name another warehouse."));
        if (found.Outline is { IsStarted: false, AutoResumes: false })
            problems.Add(new(path, ErrorCodes.WarehouseUnusable, $"{subject} is suspended and does not resume by itself.", $"ALTER WAREHOUSE {SnowflakeNames.Quote(name)} RESUME, or set its AUTO_RESUME."));
        if (configuration.SuspendWarehouse && !found.Outline.AutoResumes)
            problems.Add(new(path, ErrorCodes.WarehouseUnusable, $"{subject} does not resume by itself, so it is not suspended after the execution.", "Set its AUTO_RESUME, or leave suspendWarehouse out.", Severity.Warning));
        var missing = await new Grants(session).MissingAsync($"WAREHOUSE {SnowflakeNames.Quote(name)}", Needed(configuration), cancellation);
        if (missing.Count > 0)
            problems.Add(new(path, ErrorCodes.WarehouseUnusable, $"{subject}: role '{role}' lacks {string.Join(", ", missing)}.", $"GRANT {string.Join(", ", missing)} ON WAREHOUSE {SnowflakeNames.Quote(name)} TO ROLE {SnowflakeNames.Quote(role)}."));
        return problems;
    }

    /// <summary>What a plan changes is noted in the warehouse's comment, which takes MODIFY.</summary>
    private static List<string> Needed(MigrationConfiguration configuration)
    {
        List<string> needed = ["USAGE"];
        if (configuration.ChangesWarehouse)
            needed.Add("MODIFY");
        if (configuration.SuspendWarehouse)
            needed.Add("OPERATE");
        return needed;
    }
}
