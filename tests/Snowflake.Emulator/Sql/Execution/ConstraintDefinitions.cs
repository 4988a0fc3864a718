using Snowflake.Emulator.Sql.Catalog;
using Snowflake.Emulator.Sql.Parsing;
using Snowflake.Emulator.Sql.Syntax;
using Snowflake.Emulator.Sql.Tokens;
using Snowflake.Emulator.Sql.Translation;

namespace Snowflake.Emulator.Sql.Execution;

/// <summary>Constraints: keys are kept and not enforced, checks are enforced.</summary>
internal sealed class ConstraintDefinitions(Definition definition)
{
    /// <summary>The columns of a primary key take no NULL.</summary>
    public static IReadOnlyList<Column> KeyColumnsNotNull(IReadOnlyList<Column> columns, IReadOnlyList<ConstraintDefinition> constraints)
    {
        var key = constraints.Where(constraint => constraint.Kind == "PRIMARY KEY").SelectMany(constraint => constraint.Columns).ToHashSet();
        return [.. columns.Select(column => key.Contains(column.Name) ? column with { IsNotNull = true } : column)];
    }

    public async Task<Table> AddAsync(Table table, ConstraintDefinition constraint, ObjectKey key)
    {
        foreach (var name in constraint.Columns) _ = table.Find(name) ?? throw SqlError.InvalidIdentifier(name);
        if (constraint.Kind == "PRIMARY KEY" && table.Keys.Any(known => known.Kind == "PRIMARY KEY"))
            throw new Engine.EngineException("002268", "42601", $"SQL compilation error:\nprimary key already exists for table '{key.Name}'");
        var entry = new KeyEntry(constraint.Kind, constraint.Name.Length > 0 ? constraint.Name : $"SYS_CONSTRAINT_{Guid.NewGuid()}", constraint.Columns, definition.Now)
        {
            OnDelete = constraint.OnDelete,
            OnUpdate = constraint.OnUpdate,
            IsRely = constraint.IsRely,
            CheckText = constraint.CheckText,
        };
        if (constraint.References is { } references) entry = References(entry, references, constraint, (key, table));
        if (constraint.Kind == "CHECK")
        {
            CheckClause.Require(entry.CheckText);
            entry = entry with { Columns = CheckClause.Columns(entry.CheckText, table) };
            await EnforceAsync(table, entry, constraint.SparesRows);
        }

        return table with { Keys = [.. table.Keys, entry] };
    }

    /// <param name="sparesRows">Rows that are there may break it.</param>
    public Task EnforceAsync(Table table, KeyEntry check, bool sparesRows)
    {
        var scope = new Scope();
        scope.Relations.Add(new([""], [.. table.Columns.Select(column => new RelationColumn(column.Name, new(column.Stored, column.Type)))]));
        var condition = new ExpressionTranslator(new(definition.Session, []), scope).Condition(new TokenReader(check.CheckText).Expression());
        return definition.ExecuteAsync($"ALTER TABLE {table.Stored} ADD CONSTRAINT {Quoted(check.Name)} CHECK ({condition}){(sparesRows ? " NOT VALID" : "")}");
    }

    private KeyEntry References(KeyEntry entry, ObjectName name, ConstraintDefinition constraint, (ObjectKey Key, Table Table) self)
    {
        var target = definition.Session.Key(name);
        var table = target == self.Key ? self.Table : definition.Session.Table(name).Table;
        var columns = constraint.ReferencedColumns.Count > 0 ? constraint.ReferencedColumns : table.Keys.FirstOrDefault(key => key.Kind == "PRIMARY KEY")?.Columns ?? [];
        if (!table.Keys.Any(key => key.Kind is "PRIMARY KEY" or "UNIQUE" && key.Columns.SequenceEqual(columns)))
            throw new Engine.EngineException("002271", "42601", $"SQL compilation error:\nThe referenced columns of '{name}' are not those of a primary or unique key.");
        return entry with { References = target, ReferencedColumns = columns };
    }

    public static string Quoted(string name) => $"\"{name.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
}
