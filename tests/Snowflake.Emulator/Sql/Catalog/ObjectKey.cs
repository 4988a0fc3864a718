namespace Snowflake.Emulator.Sql.Catalog;

/// <summary>The full name of an object of a schema.</summary>
internal sealed record ObjectKey(string Database, string Schema, string Name)
{
    public override string ToString() => $"{Database}.{Schema}.{Name}";
}
