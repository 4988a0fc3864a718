using System.Globalization;
using Migration.Connectors.Snowflake.Engine;
using Migration.Connectors.Snowflake.Schema;
using Migration.Connectors.Warehouses;
using Migration.Core.Plans;

namespace Migration.Connectors.Snowflake.Warehouses;

/// <summary>A row of SHOW WAREHOUSES.</summary>
internal sealed record WarehouseState(WarehouseOutline Outline, string Comment)
{
    // By Snowflake's service consumption table; the second generation's differs by cloud, this is the dearest.
    private const decimal SecondGeneration = 1.35m;
    private const decimal SnowparkOptimized = 1.5m;

    private static readonly Dictionary<string, WarehouseSize> s_sizes = new(StringComparer.OrdinalIgnoreCase)
    {
        ["X-Small"] = WarehouseSize.XSmall,
        ["Small"] = WarehouseSize.Small,
        ["Medium"] = WarehouseSize.Medium,
        ["Large"] = WarehouseSize.Large,
        ["X-Large"] = WarehouseSize.XLarge,
        ["2X-Large"] = WarehouseSize.XXLarge,
        ["3X-Large"] = WarehouseSize.XXXLarge,
        ["4X-Large"] = WarehouseSize.X4Large,
        ["5X-Large"] = WarehouseSize.X5Large,
        ["6X-Large"] = WarehouseSize.X6Large,
    };

    /// <summary>False for an adaptive warehouse, say: it works, but can be neither priced nor resized.</summary>
    public bool HasSize => Outline.Size != WarehouseSize.Unchanged;

    public static WarehouseState Of(ResultReader row, string account)
    {
        var seconds = row.TextOrNull("auto_suspend");
        return new(new(account, row.Text("name"))
        {
            Size = s_sizes.GetValueOrDefault(row.Text("size"), WarehouseSize.Unchanged),
            IsStarted = row.Text("state") is not "SUSPENDED",
            AutoResumes = row.Text("auto_resume") is "true",
            AutoSuspend = long.TryParse(seconds, CultureInfo.InvariantCulture, out var idle) && idle > 0 ? TimeSpan.FromSeconds(idle) : null,
            Clusters = int.TryParse(row.TextOrNull("min_cluster_count"), CultureInfo.InvariantCulture, out var clusters) ? Math.Max(1, clusters) : 1,
            Factor = row.Text("type") == "SNOWPARK-OPTIMIZED" ? SnowparkOptimized : row.TextOrNull("generation") == "2" ? SecondGeneration : 1,
        }, row.Text("comment"));
    }
}
