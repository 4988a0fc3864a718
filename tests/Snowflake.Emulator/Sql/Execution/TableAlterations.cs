using System.Globalization;
using Snowflake.Emulator.Sql.Catalog;
using Snowflake.Emulator.Sql.Syntax;
using Snowflake.Emulator.Sql.Translation;
using Snowflake.Emulator.Sql.Types;

namespace Snowflake.Emulator.Sql.Execution;

/// <summary>ALTER TABLE.</summary>
internal sealed class TableAlterations(Definition definition)
{
    public async Task<(CatalogState State, string Message)> AlterAsync(AlterTableStatement alter, CatalogState state)
    {
        var key = definition.Session.Key(alter.Name);
        if (alter.IfExists && definition.Session.Find(key) is null) return (state, "Statement executed successfully.");
        var table = definition.Session.Table(alter.Name).Table;
        if (alter.Alterations is [RenameTable rename]) return (Rename(key, table, rename, state), "Statement executed successfully.");
        if (alter.Alterations is [SwapTable swap]) return (Swap(key, table, swap, state), "Statement executed successfully.");
        var altered = await definition.Connection.AtomicallyAsync(async () =>
        {
            foreach (var alteration in alter.Alterations) table = await AlterAsync(key, table, alteration);
            return table;
        }, definition.Cancellation);
        if (definition.Session.Temporary.ContainsKey(key)) definition.Session.Temporary[key] = altered;
        else state = Retention.Changed(state, state.With(key, altered), definition.Now);
        return (state, "Statement executed successfully.");
    }

    private CatalogState Rename(ObjectKey key, Table table, RenameTable rename, CatalogState state)
    {
        var target = rename.NewName.Parts.Count == 1 ? key with { Name = rename.NewName.Name } : definition.Session.Key(rename.NewName);
        if (state.Objects.ContainsKey(target)) throw SqlError.Exists(rename.NewName.ToString());
        return (state with { Objects = state.Objects.Remove(key) }).With(target, table);
    }

    private CatalogState Swap(ObjectKey key, Table table, SwapTable swap, CatalogState state)
    {
        var (other, with) = definition.Session.Table(swap.With);
        if (definition.Session.Temporary.ContainsKey(key) || definition.Session.Temporary.ContainsKey(other)) throw SqlError.Unknown("SWAP WITH a temporary table");
        return state.With(key, with).With(other, table);
    }

    private async Task<Table> AlterAsync(ObjectKey key, Table table, TableAlteration alteration) => alteration switch
    {
        AddColumn add => await AddAsync(table, add),
        DropColumn drop => await DropAsync(table, drop),
        RenameColumn rename => Renamed(table, rename),
        AddConstraint { Constraint: { Kind: "CHECK", SparesRows: false } } => throw new Engine.EngineException("000002", "0A000", "Unsupported feature 'CHECK with VALIDATE of a table that is there'."),
        AddConstraint add => await new ConstraintDefinitions(definition).AddAsync(await KeyColumnsAsync(table, add.Constraint), add.Constraint, key),
        DropConstraint drop => await DropAsync(table, drop),
        ClusterTable cluster => table with { ClusterBy = cluster.Keys },
        SetTableProperty property => Set(table, property),
        GovernedAlteration governed => new GovernedAlterations(definition).Alter(table, governed),
        AlterColumn alter => await AlterAsync(table, alter),
        _ => throw SqlError.Unknown(alteration.GetType().Name),
    };

    private async Task<Table> AddAsync(Table table, AddColumn add)
    {
        if (add.Column.Constraints.Any(constraint => constraint.Kind == "CHECK")) throw SqlError.Unknown("a CHECK of a column that is added");
        if (table.Find(add.Column.Name) is not null)
            return add.IfNotExists ? table : throw new Engine.EngineException("001430", "42601", $"SQL compilation error:\ncolumn '{add.Column.Name}' already exists");
        var column = await new TableDefinitions(definition).ColumnAsync(add.Column, $"c{table.ColumnsEver + 1}");
        var value = column.Identity is { } identity ? $"nextval('{identity.Sequence}')"
            : column.Default is null ? null : Casts.Assign(new ExpressionTranslator(new(definition.Session, []), new()).Translate(column.Default), column.Type, column.Name).Sql;
        await definition.ExecuteAsync($"ALTER TABLE {table.Stored} ADD COLUMN {TableDefinitions.Sql(column)}{(value is null ? "" : $" DEFAULT {value}")}");
        await definition.ExecuteAsync(TableHistory.Alter(table, $"ADD COLUMN {column.Stored} {column.Type.Stored}{(value is null || column.Identity is not null ? "" : $" DEFAULT {value}")}"));
        // Rows that are there take the default; later ones are given it by each statement.
        if (value is not null) await definition.ExecuteAsync($"ALTER TABLE {table.Stored} ALTER COLUMN {column.Stored} DROP DEFAULT");
        return table with { Columns = [.. table.Columns, column], ColumnsEver = table.ColumnsEver + 1 };
    }

    private async Task<Table> DropAsync(Table table, DropColumn drop)
    {
        if (table.Find(drop.Name) is not { } column) return drop.IfExists ? table : throw SqlError.InvalidIdentifier(drop.Name);
        if (table.RowPolicy?.Columns.Contains(drop.Name) == true || table.Columns.Any(other => other != column && other.Mask?.Columns.Contains(drop.Name) == true))
            throw SqlError.Unknown($"dropping the column {drop.Name}, which a policy reads");
        if (table.Keys.Any(key => key is { Kind: "CHECK", Columns.Count: > 1 } && key.Columns.Contains(drop.Name)))
            throw SqlError.Unknown($"dropping the column {drop.Name}, which a CHECK reads beside others");
        await definition.ExecuteAsync($"ALTER TABLE {table.Stored} DROP COLUMN {column.Stored}; {TableHistory.Alter(table, $"DROP COLUMN {column.Stored}")}");
        return table with { Columns = [.. table.Columns.Where(other => other != column)], Keys = [.. table.Keys.Where(key => !key.Columns.Contains(drop.Name))] };
    }

    private static Table Renamed(Table table, RenameColumn rename)
    {
        var column = table.Find(rename.Name) ?? throw SqlError.InvalidIdentifier(rename.Name);
        if (table.Find(rename.NewName) is not null) throw SqlError.Exists(rename.NewName);
        PolicyUse? Use(PolicyUse? use) => use is null ? null : use with { Columns = [.. use.Columns.Select(name => name == rename.Name ? rename.NewName : name)] };
        return table with
        {
            Columns = [.. table.Columns.Select(other => (other == column ? other with { Name = rename.NewName } : other) with { Mask = Use(other.Mask) })],
            RowPolicy = Use(table.RowPolicy),
            Keys = [.. table.Keys.Select(key => key with
            {
                Columns = [.. key.Columns.Select(name => name == rename.Name ? rename.NewName : name)],
                CheckText = key.Columns.Contains(rename.Name) ? CheckClause.Renamed(key.CheckText, rename.Name, rename.NewName) : key.CheckText,
            })],
        };
    }

    private async Task<Table> KeyColumnsAsync(Table table, ConstraintDefinition constraint)
    {
        var columns = ConstraintDefinitions.KeyColumnsNotNull(table.Columns, [constraint]);
        foreach (var column in columns.Except(table.Columns)) await definition.ExecuteAsync($"ALTER TABLE {table.Stored} ALTER COLUMN {column.Stored} SET NOT NULL");
        return table with { Columns = columns };
    }

    private async Task<Table> DropAsync(Table table, DropConstraint drop)
    {
        var key = table.Keys.FirstOrDefault(key => drop.Kind.Length > 0 ? key.Kind == drop.Kind : key.Name == drop.Name)
            ?? throw SqlError.NoObject("Constraint", drop.Name.Length > 0 ? drop.Name : drop.Kind);
        if (key.Kind == "CHECK") await definition.ExecuteAsync($"ALTER TABLE {table.Stored} DROP CONSTRAINT {ConstraintDefinitions.Quoted(key.Name)}");
        return table with { Keys = [.. table.Keys.Where(other => other != key)] };
    }

    private static Table Set(Table table, SetTableProperty property) => property.Name switch
    {
        "COMMENT" => table with { Comment = property.Value ?? "" },
        "DATA_RETENTION_TIME_IN_DAYS" => table with { RetentionDays = property.Value is { } days ? int.Parse(days, CultureInfo.InvariantCulture) : null },
        "CHANGE_TRACKING" => table with { TracksChanges = property.Value == "TRUE" },
        _ => throw SqlError.Unknown($"the property {property.Name}"),
    };

    private async Task<Table> AlterAsync(Table table, AlterColumn alter)
    {
        var column = table.Find(alter.Name) ?? throw SqlError.InvalidIdentifier(alter.Name);
        var changed = column;
        if (alter.SetsNotNull is { } notNull)
        {
            await definition.ExecuteAsync($"ALTER TABLE {table.Stored} ALTER COLUMN {column.Stored} {(notNull ? "SET" : "DROP")} NOT NULL");
            changed = changed with { IsNotNull = notNull };
        }

        if (alter.DropsDefault) changed = changed with { Default = null, DefaultText = "" };
        if (alter.Comment is { } comment) changed = changed with { Comment = comment };
        if (alter.DefaultSequence is { } sequence)
            changed = Renumbered(changed, sequence);
        if (alter.Type is { } type) changed = await RetypeAsync(table, column, type);
        return table with { Columns = [.. table.Columns.Select(other => other == column ? changed : other)] };
    }

    private Column Renumbered(Column column, ObjectName sequence)
    {
        if (column.Default is not ColumnExpression { Parts: [.., "NEXTVAL"] }) throw SqlError.Unknown($"a default of column {column.Name}, which has no sequence yet");
        _ = definition.Session.Sequence(sequence);
        var next = (ColumnExpression)new TableDefinitions(definition).Located(new ColumnExpression([.. sequence.Parts, "NEXTVAL"]))!;
        return column with { Default = next, DefaultText = TableDefinitions.Shown(next) };
    }

    /// <summary>Texts may become longer and numbers wider; nothing else may change.</summary>
    private async Task<Column> RetypeAsync(Table table, Column column, SqlType type)
    {
        var wider = column.Type.Kind == type.Kind && column.Type.Scale == type.Scale
            && (type.Kind == TypeKind.Varchar ? type.Length >= column.Type.Length : type.Kind == TypeKind.Number ? type.Precision >= column.Type.Precision : type == column.Type);
        if (!wider) throw new Engine.EngineException("002108", "22000", $"SQL compilation error:\ncannot change column {column.Name} from type {column.Type} to {type}");
        if (type.Kind == TypeKind.Number) await definition.ExecuteAsync($"ALTER TABLE {table.Stored} ALTER COLUMN {column.Stored} TYPE {type.Stored}; {TableHistory.Alter(table, $"ALTER COLUMN {column.Stored} TYPE {type.Stored}")}");
        return column with { Type = type };
    }
}
