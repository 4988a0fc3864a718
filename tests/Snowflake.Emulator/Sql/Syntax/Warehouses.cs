namespace Snowflake.Emulator.Sql.Syntax;

/// <summary>ALTER WAREHOUSE.</summary>
internal sealed record AlterWarehouseStatement(ObjectName Name, bool IfExists) : Statement
{
    /// <summary>SUSPEND, RESUME or SET.</summary>
    public string Action { get; init; } = "SET";

    /// <summary>RESUME IF SUSPENDED.</summary>
    public bool IfSuspended { get; init; }

    public IReadOnlyDictionary<string, string> Properties { get; init; } = new Dictionary<string, string>();
}
