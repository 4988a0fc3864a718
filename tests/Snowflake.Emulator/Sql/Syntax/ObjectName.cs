namespace Snowflake.Emulator.Sql.Syntax;

/// <summary>A name of one to three parts, as it is stored: in upper case unless it was quoted.</summary>
internal sealed record ObjectName(IReadOnlyList<string> Parts)
{
    public string Name => Parts[^1];

    public override string ToString() => string.Join('.', Parts);
}
