using Snowflake.Emulator.Sql.Catalog;
using Snowflake.Emulator.Sql.Syntax;
using Snowflake.Emulator.Sql.Translation;
using Snowflake.Emulator.Sql.Types;

namespace Snowflake.Emulator.Sql.Execution;

/// <summary>CREATE TABLE in all its forms.</summary>
internal sealed class TableDefinitions(Definition definition)
{
    private readonly ConstraintDefinitions _constraints = new(definition);

    public static string SequenceSql(string stored, long start, long increment) =>
        $"CREATE SEQUENCE {stored} AS bigint START WITH {start} INCREMENT BY {increment} MINVALUE -9223372036854775808 MAXVALUE 9223372036854775807";

    public async Task<(CatalogState State, string Message)> CreateAsync(CreateTableStatement create, CatalogState state)
    {
        var key = definition.Session.Key(create.Name);
        var existing = create.Kind == "TEMPORARY" ? definition.Session.Temporary.GetValueOrDefault(key) : state.Objects.GetValueOrDefault(key);
        if (existing is not null)
        {
            if (create.Mode.IfNotExists) return (state, $"{key.Name} already exists, statement succeeded.");
            if (!create.Mode.Replaces || existing is not Table) throw SqlError.Exists(create.Name.ToString());
        }

        var table = await definition.Connection.AtomicallyAsync(() => TableAsync(create), definition.Cancellation);
        var message = $"Table {key.Name} successfully created.";
        if (create.Kind != "TEMPORARY") return (state.Without(key, definition.Now).With(key, table), message);
        definition.Session.Temporary[key] = table;
        return (state, message);
    }

    /// <summary>A table like another, with its rows or without.</summary>
    /// <param name="rows">Where its rows are; null for the table itself.</param>
    public async Task<Table> CopyAsync(Table source, bool withRows, string? rows = null)
    {
        var copy = source with { Id = definition.Catalog.NextId(), Created = definition.Now, HistorySince = null };
        await definition.ExecuteAsync($"CREATE TABLE {copy.Stored} (LIKE {source.Stored} INCLUDING DEFAULTS){TableHistory.Sql(copy)}");
        var names = string.Join(", ", source.Columns.Select(column => column.Stored));
        if (withRows) await definition.ExecuteAsync($"INSERT INTO {copy.Stored} ({names}) SELECT {names} FROM {rows ?? source.Stored} AS t");
        foreach (var check in source.Keys.Where(key => key.Kind == "CHECK")) await _constraints.EnforceAsync(copy, check, sparesRows: true);
        var columns = new List<Column>();
        foreach (var column in source.Columns) columns.Add(column.Identity is null ? column : column with { Identity = await CopyAsync(column.Identity, withRows) });
        return copy with { Columns = columns };
    }

    public async Task<Column> ColumnAsync(ColumnDefinition column, string stored)
    {
        var type = column.Type ?? throw SqlError.Unknown($"the column {column.Name} without a type");
        if (column.Collation is not ("" or "utf8")) throw SqlError.Unknown($"the collation '{column.Collation}'");
        if (column.Default is not null) Casts.Assign(new ExpressionTranslator(new(definition.Session, []), new()).Translate(column.Default), type, column.Name);
        return new(column.Name, type, stored)
        {
            IsNotNull = column.IsNotNull || column.Constraints.Any(constraint => constraint.Kind == "PRIMARY KEY"),
            Default = Located(column.Default),
            DefaultText = Located(column.Default) is ColumnExpression { Parts: [.., "NEXTVAL"] } next ? Shown(next) : column.DefaultText,
            Collation = column.Collation,
            Comment = column.Comment,
            Identity = column.Identity is { } identity ? await IdentityAsync(identity) : null,
        };
    }

    /// <summary>A sequence is the one that the name means now, wherever rows are inserted later.</summary>
    public Expression? Located(Expression? value)
    {
        if (value is not ColumnExpression { Name: "NEXTVAL", Parts.Count: > 1 } next) return value;
        var key = definition.Session.Key(new([.. next.Parts.SkipLast(1)]));
        return new ColumnExpression([key.Database, key.Schema, key.Name, next.Name]);
    }

    /// <summary>With quotes where a part needs them.</summary>
    public static string Shown(ColumnExpression name) =>
        string.Join('.', name.Parts.Select(part => part.All(letter => char.IsAsciiLetterUpper(letter) || char.IsAsciiDigit(letter) || letter is '_' or '$') ? part : $"\"{part.Replace("\"", "\"\"", StringComparison.Ordinal)}\""));

    public static string Sql(Column column) => $"{column.Stored} {column.Type.Stored}{(column.IsNotNull ? " NOT NULL" : "")}";

    private async Task<Table> TableAsync(CreateTableStatement create)
    {
        var table = create switch
        {
            { CloneOf: { } source } => await CloneAsync(source, create.ClonePast, create.Kind),
            { Like: { } source } => await CopyAsync(definition.Session.Table(source).Table, withRows: false),
            { As: { } query } => await AsAsync(create, query),
            _ => await DeclaredAsync(create),
        };
        return table with
        {
            Kind = create.Kind,
            Comment = create.Comment.Length > 0 || create.CloneOf is null ? create.Comment : table.Comment,
            Grants = create.CopiesGrants ? table.Grants : [],
            RetentionDays = create.RetentionDays ?? table.RetentionDays,
            ClusterBy = create.ClusterBy.Count > 0 ? create.ClusterBy : table.ClusterBy,
        };
    }

    private async Task<Table> CloneAsync(ObjectName name, PastMoment? past, string kind)
    {
        var (key, source) = definition.Session.Table(name);
        if (kind == "TABLE" && source.Kind != "TABLE") throw new Engine.EngineException("002120", "0A000", "SQL compilation error: Transient object cannot be cloned to a permanent object.");
        return await CopyAsync(source, withRows: true, past is null ? null : new PastTranslator(new(definition.Session, [])).Rows(key, source, past));
    }

    private async Task<Table> DeclaredAsync(CreateTableStatement create)
    {
        if (create.Columns.GroupBy(column => column.Name).FirstOrDefault(group => group.Count() > 1) is { } twice)
            throw new Engine.EngineException("002025", "42S21", $"SQL compilation error:\nduplicate column name '{twice.Key}'");
        var table = new Table(definition.Catalog.NextId(), definition.Now) { ColumnsEver = create.Columns.Count };
        var columns = new List<Column>();
        foreach (var column in create.Columns) columns.Add(await ColumnAsync(column, $"c{columns.Count + 1}"));
        table = table with { Columns = ConstraintDefinitions.KeyColumnsNotNull(columns, create.Constraints) };
        await definition.ExecuteAsync($"CREATE TABLE {table.Stored} ({string.Join(", ", table.Columns.Select(Sql).Prepend(TableHistory.Added))}){TableHistory.Sql(table)}");
        foreach (var constraint in create.Constraints) table = await _constraints.AddAsync(table, constraint, definition.Session.Key(create.Name));
        return table;
    }

    /// <summary>Columns of a query; those that are declared give names, and types where they have them.</summary>
    private async Task<Table> AsAsync(CreateTableStatement create, Query query)
    {
        if (definition.Session.Warehouse.Length == 0) throw SqlError.NoWarehouse();
        var context = new TranslationContext(definition.Session, []);
        var translated = new QueryTranslator(context).Translate(query, null);
        var declared = create.Columns.Count == 0 ? [.. translated.Columns.Select(column => new ColumnDefinition(column.Name, null) { IsNotNull = !column.IsNullable })] : create.Columns;
        if (declared.Count != translated.Columns.Count) throw SqlError.ColumnCount(declared.Count, translated.Columns.Count);
        var table = await DeclaredAsync(create with { Columns = [.. declared.Select((column, i) => column with { Type = column.Type ?? Known(translated.Columns[i].Type) })] });
        var select = new ChangeTranslator(context).Selected(table, table.Columns, translated);
        await definition.Connection.ExecuteAsync($"INSERT INTO {table.Stored} ({ChangeTranslator.Names(table, table.Columns)}) {select}", context.Parameters, definition.Cancellation);
        return table;
    }

    private static SqlType Known(SqlType type) => type.Kind == TypeKind.Null ? SqlType.Text(SqlType.DefaultText) : type;

    private async Task<IdentityEntry> IdentityAsync(IdentityDefinition identity)
    {
        var stored = $"data.q{definition.Catalog.NextId()}";
        await definition.ExecuteAsync(SequenceSql(stored, identity.Start, identity.Increment));
        return new(identity.Start, identity.Increment, identity.IsOrdered, stored);
    }

    private async Task<IdentityEntry> CopyAsync(IdentityEntry identity, bool continues)
    {
        var copy = await IdentityAsync(new(identity.Start, identity.Increment, identity.IsOrdered));
        if (continues) await definition.Connection.QueryAsync($"SELECT setval('{copy.Sequence}', last_value, is_called)::text FROM {identity.Sequence}", [], definition.Cancellation);
        return copy;
    }
}
