using System.Globalization;

namespace Snowflake.Emulator.Sql.Translation;

/// <summary>The names that an expression sees; those of an enclosing query are behind its own.</summary>
internal sealed class Scope(Scope? outer = null)
{
    private readonly Dictionary<string, CommonRelation> _commons = [];

    public List<Relation> Relations { get; } = [];

    /// <summary>The aliases of the items before, which columns hide.</summary>
    public Dictionary<string, Typed> Aliases { get; } = [];

    /// <summary>What a query beside the others of a FROM sees: none of them.</summary>
    public Scope Outside()
    {
        var outside = new Scope(outer);
        foreach (var (name, common) in _commons) outside.Add(name, common);
        return outside;
    }

    public void Add(string name, CommonRelation common) => _commons[name] = common;

    public CommonRelation? Common(string name) => _commons.GetValueOrDefault(name) ?? outer?.Common(name);

    public Typed Column(IReadOnlyList<string> parts) => Find(parts) ?? throw SqlError.InvalidIdentifier(string.Join('.', parts));

    public Typed? Find(IReadOnlyList<string> parts)
    {
        var qualifiers = parts.Take(parts.Count - 1).ToArray();
        var found = Relations.Where(relation => relation.IsNamed(qualifiers)).SelectMany(relation => relation.Columns)
            .Where(column => column.Name == parts[^1] && (qualifiers.Length > 0 || !column.IsMerged)).ToList();
        if (found.Count > 1) throw SqlError.Ambiguous(parts[^1]);
        if (found.Count == 1) return found[0].Value;
        if (parts.Count == 1 && Aliases.TryGetValue(parts[0], out var alias)) return alias;
        return outer?.Find(parts);
    }

    public Typed Place(int place) =>
        Relations is [var only] && place >= 1 && place <= only.Columns.Count ? only.Columns[place - 1].Value : throw SqlError.InvalidIdentifier("$" + place.ToString(CultureInfo.InvariantCulture));

    /// <summary>What a star stands for.</summary>
    public IEnumerable<RelationColumn> All(string? table)
    {
        if (table is null) return Relations.SelectMany(relation => relation.Columns).Where(column => !column.IsMerged);
        return (Relations.FirstOrDefault(relation => relation.IsNamed([table])) ?? throw SqlError.InvalidIdentifier(table)).Columns;
    }
}

/// <summary>A common table: its name in PostgreSQL and its columns.</summary>
internal sealed record CommonRelation(string Stored, IReadOnlyList<OutputColumn> Columns);
