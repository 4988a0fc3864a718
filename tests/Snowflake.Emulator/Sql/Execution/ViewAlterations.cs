using Snowflake.Emulator.Sql.Catalog;
using Snowflake.Emulator.Sql.Syntax;

namespace Snowflake.Emulator.Sql.Execution;

/// <summary>Puts tags on a view and its columns, and takes them away.</summary>
internal sealed class ViewAlterations(Definition definition)
{
    public CatalogState Alter(AlterViewStatement alter, CatalogState state)
    {
        var key = definition.Session.Key(alter.Name);
        if (alter.IfExists && definition.Session.Find(key) is null) return state;
        return state.With(key, alter.Alterations.Aggregate(definition.Session.View(alter.Name), Altered));
    }

    private View Altered(View view, TableAlteration alteration)
    {
        var (column, tag, use) = alteration switch
        {
            SetTag set => (set.Column, new GovernedAlterations(definition).Tag(set), set.Value),
            UnsetTag unset => (unset.Column, definition.Session.Key(unset.Tag), (string?)null),
            _ => throw SqlError.Unknown(alteration.GetType().Name),
        };
        IReadOnlyList<TagUse> added = use is null ? [] : [new(tag, use)];
        if (column is null) return view with { Tags = [.. view.Tags.Where(other => other.Tag != tag), .. added] };
        if (!definition.Session.ColumnsOf(view).Any(other => other.Name == column)) throw SqlError.InvalidIdentifier(column);
        return view with { ColumnTags = [.. view.ColumnTags.Where(other => other.Column != column || other.Use.Tag != tag), .. added.Select(one => (column, one))] };
    }
}
