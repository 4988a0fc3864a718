namespace Snowflake.Emulator.Sql.Translation;

/// <summary>What a FROM brings into sight.</summary>
/// <param name="Qualifiers">The names that may stand before a column, outermost first; the last is the alias.</param>
internal sealed record Relation(IReadOnlyList<string> Qualifiers, IReadOnlyList<RelationColumn> Columns)
{
    public bool IsNamed(IReadOnlyList<string> parts) => parts.Count <= Qualifiers.Count && Qualifiers.Skip(Qualifiers.Count - parts.Count).SequenceEqual(parts);
}

/// <param name="IsMerged">Joined by USING: only the other side's is seen without a qualifier.</param>
internal sealed record RelationColumn(string Name, Typed Value, bool IsMerged = false);
