using System.Globalization;
using Snowflake.Emulator.Engine;
using Snowflake.Emulator.Sql.Account;
using Snowflake.Emulator.Sql.Syntax;

namespace Snowflake.Emulator.Sql.Execution;

/// <summary>Shows and alters warehouses. A new size is there at once.</summary>
internal sealed class WarehouseRunner(SessionState session)
{
    public EngineResult Show(ShowStatement show)
    {
        var table = new ShowTable(
            "name", "state", "type", "size", "min_cluster_count", "max_cluster_count", "started_clusters", "running", "queued", "is_default", "is_current",
            "auto_suspend", "auto_resume", "owner", "comment", "resource_monitor", "resource_constraint", "generation");
        foreach (var one in ShowSelection.Chosen(show, session.Warehouses.All.Where(IsSeen), one => one.Name))
        {
            table.Add(one.Name, one.IsStarted ? "STARTED" : "SUSPENDED", "STANDARD", WarehouseSizes.Shown(one.Size), one.Clusters, one.Clusters, one.IsStarted ? one.Clusters : 0, 0, 0,
                one.Name == session.Options.DefaultWarehouse ? "Y" : "N", one.Name == session.Warehouse ? "Y" : "N", one.AutoSuspend, one.AutoResumes ? "true" : "false",
                AccountDenials.Owner, one.Comment, one.ResourceMonitor.Length == 0 ? "null" : one.ResourceMonitor, null, "1");
        }

        return table.Result();
    }

    public EngineResult Alter(AlterWarehouseStatement alter)
    {
        var name = alter.Name.Name;
        if (session.Warehouses.Find(name) is not { } found || !IsSeen(found))
            return alter.IfExists ? EngineResult.Status("Statement executed successfully.") : throw SqlError.NoObject("Warehouse", name);
        session.Denials.Require(session.Role, alter.Action == "SET" ? "MODIFY" : "OPERATE", "WAREHOUSE", name);
        session.Warehouses.Change(name, warehouse => alter.Action switch
        {
            "SUSPEND" => warehouse.IsStarted ? warehouse with { IsStarted = false } : throw SqlError.WarehouseState("090064", name, "suspended"),
            "RESUME" => Resumed(warehouse, alter.IfSuspended),
            _ => alter.Properties.Aggregate(warehouse, (changed, property) => Set(changed, property, alter.Properties)),
        });
        return EngineResult.Status("Statement executed successfully.");
    }

    private bool IsSeen(Warehouse warehouse) => session.Denials.Held(session.Role, "WAREHOUSE", warehouse.Name).Count > 0;

    private static Warehouse Resumed(Warehouse warehouse, bool ifSuspended)
    {
        if (warehouse.IsExhausted) throw SqlError.Exhausted(warehouse.Name);
        return !warehouse.IsStarted || ifSuspended ? warehouse with { IsStarted = true } : throw SqlError.WarehouseState("090063", warehouse.Name, "resumed");
    }

    private static Warehouse Set(Warehouse warehouse, KeyValuePair<string, string> property, IReadOnlyDictionary<string, string> all) => property.Key switch
    {
        "WAREHOUSE_SIZE" => warehouse with { Size = WarehouseSizes.Of(property.Value) ?? throw SqlError.BadProperty(property.Key, property.Value) },
        "AUTO_SUSPEND" => warehouse with { AutoSuspend = property.Value == "NULL" ? null : int.Parse(property.Value, CultureInfo.InvariantCulture) },
        "AUTO_RESUME" => warehouse with { AutoResumes = property.Value == "TRUE" },
        "COMMENT" => warehouse with { Comment = property.Value },
        "WAIT_FOR_COMPLETION" when all.ContainsKey("WAREHOUSE_SIZE") => warehouse,
        _ => throw SqlError.BadProperty(property.Key, property.Value),
    };
}
