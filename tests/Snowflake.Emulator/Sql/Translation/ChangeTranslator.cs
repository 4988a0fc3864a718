using Snowflake.Emulator.Sql.Catalog;
using Snowflake.Emulator.Sql.Syntax;

namespace Snowflake.Emulator.Sql.Translation;

/// <summary>INSERT, UPDATE, DELETE and MERGE into PostgreSQL's.</summary>
internal sealed class ChangeTranslator(TranslationContext context)
{
    public string Insert(InsertStatement insert)
    {
        var (_, table) = context.Session.Table(insert.Table);
        var targets = insert.Columns.Count == 0 ? table.Columns : [.. insert.Columns.Select(name => Column(table, name))];
        var names = Names(table, targets);
        // Each value of a list becomes what its column is; rows of a query have one type for all.
        return insert.Source is { Body: ValuesBody values, Order.Count: 0, Limit: null, With.Count: 0 }
            ? $"INSERT INTO {table.Stored} ({names}) VALUES {string.Join(", ", values.Rows.Select(row => Row(table, targets, row)))}"
            : $"INSERT INTO {table.Stored} ({names}) {Selected(table, targets, new QueryTranslator(context).Translate(insert.Source, null))}";
    }

    /// <summary>The rows of a query as columns of a table.</summary>
    public string Selected(Table table, IReadOnlyList<Column> targets, TranslatedQuery query)
    {
        if (query.Columns.Count != targets.Count) throw SqlError.ColumnCount(targets.Count, query.Columns.Count);
        var alias = context.Alias();
        var values = targets.Select((column, i) => Casts.Assign(new($"{alias}.c{i + 1}", query.Columns[i].Type), column.Type, column.Name).Sql);
        return $"SELECT {string.Join(", ", values.Concat(Omitted(table, targets).Select(Default)))} FROM ({query.Sql}) AS {alias}";
    }

    public static string Names(Table table, IReadOnlyList<Column> targets) => string.Join(", ", targets.Concat(Omitted(table, targets)).Select(column => column.Stored));

    public string Update(UpdateStatement update)
    {
        var scope = new Scope();
        var (key, table) = context.Session.Table(update.Table);
        var sources = new SourceTranslator(context, scope);
        var target = sources.Table(key, table, update.Alias);
        var condition = sources.RowCondition;
        var from = update.From is null ? "" : $" FROM {sources.Translate(update.From)}";
        var expressions = new ExpressionTranslator(context, scope);
        return $"UPDATE {target} SET {Assignments(table, update.Assignments, expressions)}{from}{Where(update.Where, expressions, condition)}";
    }

    public string Delete(DeleteStatement delete)
    {
        var scope = new Scope();
        var (key, table) = context.Session.Table(delete.Table);
        var sources = new SourceTranslator(context, scope);
        var target = sources.Table(key, table, delete.Alias);
        var condition = sources.RowCondition;
        var @using = delete.Using is null ? "" : $" USING {sources.Translate(delete.Using)}";
        return $"DELETE FROM {target}{@using}{Where(delete.Where, new(context, scope), condition)}";
    }

    public string Merge(MergeStatement merge)
    {
        var scope = new Scope();
        var (key, table) = context.Session.Table(merge.Table);
        var sources = new SourceTranslator(context, scope);
        var target = sources.Table(key, table, merge.Alias);
        var condition = sources.RowCondition;
        var source = sources.Translate(merge.Using);
        var expressions = new ExpressionTranslator(context, scope);
        var clauses = merge.Clauses.Select(clause => Clause(table, clause, expressions));
        return $"MERGE INTO {target} USING {source} ON {And(expressions.Condition(merge.On), condition)} {string.Join(' ', clauses)}";
    }

    private string Clause(Table table, MergeClause clause, ExpressionTranslator expressions)
    {
        var when = $"WHEN {(clause.IsMatched ? "" : "NOT ")}MATCHED{(clause.Condition is null ? "" : $" AND {expressions.Condition(clause.Condition)}")} THEN ";
        if (clause.IsDelete) return when + "DELETE";
        if (clause.IsMatched) return $"{when}UPDATE SET {Assignments(table, clause.Assignments, expressions)}";
        var targets = clause.Columns.Count == 0 ? table.Columns : [.. clause.Columns.Select(name => Column(table, name))];
        if (targets.Count != clause.Values.Count) throw SqlError.ColumnCount(targets.Count, clause.Values.Count);
        var values = targets.Select((column, i) => Value(column, clause.Values[i], expressions)).Concat(Omitted(table, targets).Select(Default));
        return $"{when}INSERT ({Names(table, targets)}) VALUES ({string.Join(", ", values)})";
    }

    private string Row(Table table, IReadOnlyList<Column> targets, IReadOnlyList<Expression> row)
    {
        if (row.Count != targets.Count) throw SqlError.ColumnCount(targets.Count, row.Count);
        var expressions = new ExpressionTranslator(context, new());
        if (row.OfType<FunctionExpression>().FirstOrDefault(call => VariantFunctions.IsRefusedInValues(call.Name)) is { } refused)
            throw new Engine.EngineException("002014", "22000", $"SQL compilation error:\nInvalid expression [{refused.Name}(...)] in VALUES clause");
        return $"({string.Join(", ", targets.Select((column, i) => Value(column, row[i], expressions)).Concat(Omitted(table, targets).Select(Default)))})";
    }

    private string Assignments(Table table, IReadOnlyList<Assignment> assignments, ExpressionTranslator expressions) => string.Join(", ", assignments.Select(assignment =>
    {
        var column = Column(table, assignment.Column);
        return $"{column.Stored} = {Value(column, assignment.Value, expressions)}";
    }));

    private string Value(Column column, Expression value, ExpressionTranslator expressions) =>
        value is DefaultExpression ? Default(column) : Casts.Assign(expressions.Translate(value), column.Type, column.Name).Sql;

    private string Default(Column column)
    {
        if (column.Identity is { } identity) return $"nextval('{identity.Sequence}')";
        return column.Default is null ? $"NULL::{column.Type.Stored}" : Casts.Assign(new ExpressionTranslator(context, new()).Translate(column.Default), column.Type, column.Name).Sql;
    }

    private static IEnumerable<Column> Omitted(Table table, IReadOnlyList<Column> targets) => table.Columns.Where(column => !targets.Contains(column));

    private static Column Column(Table table, string name) => table.Find(name) ?? throw SqlError.InvalidIdentifier(name);

    /// <param name="rows">The condition that a row access policy adds.</param>
    private static string Where(Expression? where, ExpressionTranslator expressions, string rows) =>
        And(where is null ? "" : expressions.Condition(where), rows) is { Length: > 0 } condition ? $" WHERE {condition}" : "";

    private static string And(string condition, string rows) => rows.Length == 0 ? condition : condition.Length == 0 ? rows : $"({condition}) AND ({rows})";
}
