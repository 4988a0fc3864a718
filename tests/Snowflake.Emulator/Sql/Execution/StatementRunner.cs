using Snowflake.Emulator.Engine;
using Snowflake.Emulator.Sql.Catalog;
using Snowflake.Emulator.Sql.Syntax;
using Snowflake.Emulator.Sql.Translation;

namespace Snowflake.Emulator.Sql.Execution;

/// <summary>Runs one statement of any kind.</summary>
internal sealed class StatementRunner(AccountCatalog catalog, SessionState session, SessionConnection connection)
{
    private const string Done = "Statement executed successfully.";

    public SessionState Session => session;

    public SessionConnection Connection => connection;

    public async Task<EngineResult> RunAsync(Statement statement, IReadOnlyList<EngineBinding> bindings, CancellationToken cancellation) => statement switch
    {
        QueryStatement query => await QueryAsync(query.Query, new(session, bindings), cancellation),
        InsertStatement or UpdateStatement or DeleteStatement or MergeStatement or TruncateStatement =>
            await new ChangeRunner(connection, new(session, bindings)).RunAsync(statement, cancellation),
        CopyStatement copy => await new CopyRunner(catalog.Files, connection, new(session, bindings)).RunAsync(copy, cancellation),
        PutStatement put => new StageRunner(session).Put(put),
        RemoveStatement remove => new StageRunner(session).Remove(remove),
        TransactionStatement transaction => await TransactionAsync(transaction.Word, cancellation),
        ScriptStatement script => await new ScriptRunner(this).RunAsync(script.Block, cancellation),
        UseStatement use => Use(use),
        SetParameterStatement parameter => await SetAsync(parameter, cancellation),
        SetVariableStatement variable => await SetAsync(variable, cancellation),
        ShowStatement show => await new ShowRunner(session, connection).ShowAsync(show, cancellation),
        DescribeStatement describe => ShowRunner.Describe(session, describe),
        AlterWarehouseStatement alter => await AlterAsync(alter, cancellation),
        _ => await DefineAsync(statement, cancellation),
    };

    /// <summary>The values of an expression or a query, as PostgreSQL writes them.</summary>
    public async Task<(TranslatedQuery Query, List<string?[]> Rows)> ValuesAsync(Query query, TranslationContext context, CancellationToken cancellation)
    {
        var translated = new QueryTranslator(context).Translate(query, null);
        RequireWarehouse(context);
        var texts = translated.Columns.Select((_, i) => $"q.c{i + 1}::text");
        return (translated, await GuardedAsync(() => connection.QueryAsync($"SELECT {string.Join(", ", texts)} FROM ({translated.Sql}) AS q", context.Parameters, cancellation), cancellation));
    }

    private async Task<EngineResult> QueryAsync(Query query, TranslationContext context, CancellationToken cancellation)
    {
        var translated = new QueryTranslator(context).Translate(query, null);
        RequireWarehouse(context);
        return await GuardedAsync(() => ResultReader.ReadAsync(connection, translated, context.Parameters, cancellation), cancellation);
    }

    private Task<T> GuardedAsync<T>(Func<Task<T>> read, CancellationToken cancellation) => session.IsInTransaction ? connection.AtomicallyAsync(read, cancellation) : read();

    private void RequireWarehouse(TranslationContext context)
    {
        if (context.NeedsWarehouse) session.RequireWarehouse();
    }

    private async Task<EngineResult> TransactionAsync(string word, CancellationToken cancellation)
    {
        if (word == "BEGIN") await connection.BeginAsync(cancellation);
        else await connection.EndAsync(word, cancellation);
        return EngineResult.Status(Done);
    }

    private EngineResult Use(UseStatement use)
    {
        switch (use.Kind)
        {
            case "ROLE":
                session.Role = use.Name.Name;
                break;
            case "WAREHOUSE":
                session.Warehouse = session.Warehouses.Find(use.Name.Name) is not null ? use.Name.Name : throw SqlError.NoObject("Object", use.Name.ToString());
                break;
            case "DATABASE":
                if (!session.State.Databases.ContainsKey(use.Name.Name)) throw SqlError.NoObject("Database", use.Name.Name);
                (session.Database, session.Schema) = (use.Name.Name, "PUBLIC");
                break;
            default:
                var key = session.SchemaKey(use.Name);
                if (!session.State.Schemas.ContainsKey(key)) throw SqlError.NoObject("Schema", use.Name.ToString());
                (session.Database, session.Schema) = key;
                break;
        }

        return EngineResult.Status(Done);
    }

    /// <summary>Of the parameters of a session, those that change nothing here are named; the others are refused.</summary>
    private async Task<EngineResult> SetAsync(SetParameterStatement parameter, CancellationToken cancellation)
    {
        if (parameter.Name == "TIMEZONE")
        {
            session.TimeZone = parameter.Value;
            await connection.ApplyTimeZoneAsync(cancellation);
        }
        else if (parameter.Name is not ("QUERY_TAG" or "LOCK_TIMEOUT" or "STATEMENT_TIMEOUT_IN_SECONDS" or "USE_CACHED_RESULT"))
        {
            throw SqlError.Unknown($"the parameter {parameter.Name}");
        }

        return EngineResult.Status(Done);
    }

    private async Task<EngineResult> SetAsync(SetVariableStatement variable, CancellationToken cancellation)
    {
        var (query, rows) = await ValuesAsync(new(new SelectBody([new(variable.Value, null, "")])), new(session, []), cancellation);
        session.Variables[variable.Name] = new(query.Columns[0].Type, rows[0][0]);
        return EngineResult.Status(Done);
    }

    private async Task<EngineResult> AlterAsync(AlterWarehouseStatement alter, CancellationToken cancellation)
    {
        await connection.EndAsync("COMMIT", cancellation);
        return new WarehouseRunner(session).Alter(alter);
    }

    /// <summary>A definition ends an open transaction, and stands by itself.</summary>
    private async Task<EngineResult> DefineAsync(Statement statement, CancellationToken cancellation)
    {
        await connection.EndAsync("COMMIT", cancellation);
        var message = Done;
        await catalog.ChangeAsync(async state =>
        {
            var runner = new DefinitionRunner(new(catalog, session, connection, cancellation));
            (var changed, message) = await runner.RunAsync(statement, state);
            return changed;
        }, cancellation);
        return EngineResult.Status(message);
    }
}
