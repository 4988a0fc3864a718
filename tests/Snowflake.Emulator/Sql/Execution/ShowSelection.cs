using System.Text.RegularExpressions;
using Snowflake.Emulator.Sql.Catalog;
using Snowflake.Emulator.Sql.Syntax;

namespace Snowflake.Emulator.Sql.Execution;

/// <summary>What a SHOW asks for: where, by which pattern, which page.</summary>
internal sealed class ShowSelection(SessionState session)
{
    public IEnumerable<KeyValuePair<ObjectKey, CatalogObject>> All() =>
        session.State.Objects.Where(entry => !session.Temporary.ContainsKey(entry.Key)).Concat(session.Temporary.Select(entry => new KeyValuePair<ObjectKey, CatalogObject>(entry.Key, entry.Value)))
            .OrderBy(entry => entry.Key.ToString(), StringComparer.Ordinal);

    public IEnumerable<(ObjectKey Key, T Value)> Objects<T>(ShowStatement show)
        where T : CatalogObject => All().Where(entry => entry.Value is T && Within(show, entry.Key)).Select(entry => (entry.Key, (T)entry.Value));

    public bool Within(ShowStatement show, ObjectKey key)
    {
        switch (show.InKind)
        {
            case "ACCOUNT":
                return true;
            case "DATABASE":
                return key.Database == (show.In?.Name ?? session.RequireDatabase());
            case "TABLE" or "VIEW":
                return key == session.Key(show.In!);
        }

        if (show.In is null && show.InKind.Length == 0 && session.Schema.Length == 0) return session.Database.Length == 0 || key.Database == session.Database;
        var schema = show.In is null ? (session.RequireDatabase(), session.Schema) : session.SchemaKey(show.In);
        if (show.In is not null && show.InKind.Length == 0 && session.Find(Key(show.In)) is not null) return key == Key(show.In);
        return session.State.Schemas.ContainsKey(schema) ? (key.Database, key.Schema) == schema : throw SqlError.NoObject("Schema", show.In?.ToString() ?? schema.Schema);
    }

    private ObjectKey Key(ObjectName name) => name.Parts.Count switch
    {
        3 => new(name.Parts[0], name.Parts[1], name.Parts[2]),
        2 => new(session.Database, name.Parts[0], name.Parts[1]),
        _ => new(session.Database, session.Schema, name.Name),
    };

    public static IEnumerable<T> Chosen<T>(ShowStatement show, IEnumerable<T> all, Func<T, string> name)
    {
        var chosen = all.Where(one => Matches(show.Like, name(one)) && (show.StartsWith is null || name(one).StartsWith(show.StartsWith, StringComparison.Ordinal)));
        if (show.From is { } from) chosen = chosen.Where(one => string.CompareOrdinal(name(one), from) > 0);
        return show.Limit is { } limit ? chosen.Take(limit) : chosen;
    }

    /// <summary>The pattern of SHOW … LIKE does not mind the case.</summary>
    public static bool Matches(string? pattern, string name) =>
        pattern is null || Regex.IsMatch(name, $"^{Regex.Escape(pattern).Replace("%", ".*", StringComparison.Ordinal).Replace("_", ".", StringComparison.Ordinal)}$", RegexOptions.IgnoreCase | RegexOptions.Singleline | RegexOptions.CultureInvariant);
}
