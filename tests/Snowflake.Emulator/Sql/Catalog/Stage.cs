namespace Snowflake.Emulator.Sql.Catalog;

/// <summary>An internal stage, whose files lie in a folder of this machine.</summary>
internal sealed record Stage(string Folder, DateTimeOffset Created)
{
    public string Comment { get; init; } = "";
}
