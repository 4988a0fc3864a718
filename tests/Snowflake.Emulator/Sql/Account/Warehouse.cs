namespace Snowflake.Emulator.Sql.Account;

/// <summary>A warehouse at one moment.</summary>
public sealed record Warehouse(string Name)
{
    /// <summary>As ALTER WAREHOUSE takes it: XSMALL.</summary>
    public string Size { get; init; } = WarehouseSizes.Words[0];

    public bool IsStarted { get; init; } = true;

    /// <summary>Seconds; null for never. It is shown, and no time passes for it.</summary>
    public int? AutoSuspend { get; init; } = 600;

    public bool AutoResumes { get; init; } = true;

    public int Clusters { get; init; } = 1;

    public string Comment { get; init; } = "";

    /// <summary>Empty for none.</summary>
    public string ResourceMonitor { get; init; } = "";

    /// <summary>Its resource monitor has used up its quota: it does not resume.</summary>
    public bool IsExhausted { get; init; }
}
