using Snowflake.Emulator.Engine;
using Snowflake.Emulator.Sql.Catalog;
using Snowflake.Emulator.Sql.Syntax;

namespace Snowflake.Emulator.Sql.Execution;

/// <summary>Puts tags and policies on a table and its columns, and takes them away.</summary>
internal sealed class GovernedAlterations(Definition definition)
{
    public Table Alter(Table table, GovernedAlteration alteration) => alteration switch
    {
        SetTag { Column: { } column } set => OfColumn(table, column, found => found with { Tags = [.. Without(found.Tags, Tag(set)), new(Tag(set), set.Value)] }),
        SetTag set => table with { Tags = [.. Without(table.Tags, Tag(set)), new(Tag(set), set.Value)] },
        UnsetTag { Column: { } column } unset => OfColumn(table, column, found => found with { Tags = [.. Without(found.Tags, definition.Session.Key(unset.Tag))] }),
        UnsetTag unset => table with { Tags = [.. Without(table.Tags, definition.Session.Key(unset.Tag))] },
        SetMask set => Mask(table, set),
        UnsetMask unset => OfColumn(table, unset.Column, column => column with { Mask = null }),
        AddRowPolicy add => AddRows(table, add),
        DropRowPolicy drop when drop.Policy is null || table.RowPolicy?.Policy == definition.Session.Key(drop.Policy) => table with { RowPolicy = null },
        DropRowPolicy drop => throw SqlError.NoObject("ROW ACCESS POLICY", drop.Policy!.ToString()),
        _ => throw SqlError.Unknown(alteration.GetType().Name),
    };

    private static IEnumerable<TagUse> Without(IReadOnlyList<TagUse> tags, ObjectKey tag) => tags.Where(other => other.Tag != tag);

    private static Table OfColumn(Table table, string name, Func<Column, Column> change)
    {
        var column = table.Find(name) ?? throw SqlError.InvalidIdentifier(name);
        return table with { Columns = [.. table.Columns.Select(other => other == column ? change(column) : other)] };
    }

    public ObjectKey Tag(SetTag set)
    {
        var (key, tag) = Applied<Tag>(set.Tag, "TAG");
        return tag.AllowedValues.Count == 0 || tag.AllowedValues.Contains(set.Value) ? key
            : throw new EngineException("391801", "0A000", $"Tag value '{set.Value}' is not allowed for tag '{key.Name}'.");
    }

    private Table Mask(Table table, SetMask set)
    {
        var (key, policy) = Applied<Policy>(set.Policy, "MASKING POLICY");
        var column = table.Find(set.Column) ?? throw SqlError.InvalidIdentifier(set.Column);
        if (column.Mask is not null && !set.IsForced)
            throw new EngineException("003552", "0A000", $"SQL compilation error:\nSpecified column already attached to another masking policy. A column cannot be attached to multiple masking policies.");
        var use = Use(table, key, policy, set.Using.Count == 0 ? [set.Column] : set.Using);
        if (use.Columns[0] != set.Column) throw SqlError.InvalidIdentifier(use.Columns[0]);
        if (policy.Returns.Kind != column.Type.Kind) throw SqlError.NotOfColumn(column.Type.ToString(), policy.Returns.ToString(), column.Name);
        return OfColumn(table, set.Column, found => found with { Mask = use });
    }

    private Table AddRows(Table table, AddRowPolicy add)
    {
        var (key, policy) = Applied<Policy>(add.Policy, "ROW ACCESS POLICY");
        return table.RowPolicy is null ? table with { RowPolicy = Use(table, key, policy, add.Columns) }
            : throw new EngineException("003551", "0A000", "SQL compilation error:\nObject already has a row access policy. Only one row access policy is allowed at a time.");
    }

    private static PolicyUse Use(Table table, ObjectKey key, Policy policy, IReadOnlyList<string> columns)
    {
        if (columns.Count != policy.Arguments.Count) throw SqlError.ColumnCount(policy.Arguments.Count, columns.Count);
        foreach (var (argument, name) in policy.Arguments.Zip(columns))
        {
            var column = table.Find(name) ?? throw SqlError.InvalidIdentifier(name);
            if (column.Type.Kind != argument.Type.Kind) throw SqlError.NotOfColumn(argument.Type.ToString(), column.Type.ToString(), name);
        }

        return new(key, columns);
    }

    /// <summary>The tag or policy, if the role may apply it.</summary>
    private (ObjectKey Key, T Governor) Applied<T>(ObjectName name, string kind)
        where T : Governor
    {
        var key = definition.Session.Key(name);
        var governor = GovernanceDefinitions.Find(definition.Session.State, key, kind) as T ?? throw SqlError.NoObject(kind, name.ToString());
        return governor.IsAppliedBy(definition.Session.Role) ? (key, governor) : throw GovernanceDefinitions.NotAllowed(kind, key);
    }
}
