using Snowflake.Emulator.Sql.Catalog;
using Snowflake.Emulator.Sql.Syntax;

namespace Snowflake.Emulator.Sql.Execution;

/// <summary>Runs what creates, drops and describes objects.</summary>
internal sealed class DefinitionRunner(Definition definition)
{
    private const string Done = "Statement executed successfully.";

    public async Task<(CatalogState State, string Message)> RunAsync(Statement statement, CatalogState state)
    {
        Privileges.Require(definition.Session, statement);
        return await DefineAsync(statement, state);
    }

    private async Task<(CatalogState State, string Message)> DefineAsync(Statement statement, CatalogState state) => statement switch
    {
        CreateDatabaseStatement create => await new NamespaceDefinitions(definition).CreateAsync(create, state),
        CreateSchemaStatement create => await new NamespaceDefinitions(definition).CreateAsync(create, state),
        CreateTableStatement create => await new TableDefinitions(definition).CreateAsync(create, state),
        CreateViewStatement create => View(create, state),
        CreateSequenceStatement create => await SequenceAsync(create, state),
        CreateStageStatement create => Stage(create, state),
        CreateTagStatement create => new GovernanceDefinitions(definition).Create(create, state),
        CreatePolicyStatement create => new GovernanceDefinitions(definition).Create(create, state),
        GrantStatement grant => (new GovernanceDefinitions(definition).Grant(grant, state), Done),
        DropStatement drop => Drop(drop, state),
        UndropStatement undrop => new UndropDefinitions(definition).Run(undrop, state),
        AlterRetentionStatement alter => (RetentionDefinitions.Alter(definition, alter, state), Done),
        CommentStatement comment => (Comment(comment, state), Done),
        AlterViewStatement alter => (new ViewAlterations(definition).Alter(alter, state), Done),
        AlterTableStatement alter => await new TableAlterations(definition).AlterAsync(alter, state),
        _ => throw SqlError.Unknown(statement.GetType().Name),
    };

    private (CatalogState State, string Message) View(CreateViewStatement create, CatalogState state)
    {
        var key = definition.Session.Key(create.Name);
        if (state.Objects.TryGetValue(key, out var existing))
        {
            if (create.Mode.IfNotExists) return (state, $"{key.Name} already exists, statement succeeded.");
            if (!create.Mode.Replaces || existing is not Catalog.View) throw SqlError.Exists(create.Name.ToString());
        }

        var view = new View(key, create.Query, create.Text, definition.Now) { Columns = create.Columns, Statement = create.Statement, IsSecure = create.IsSecure, Comment = create.Comment };
        _ = definition.Session.ColumnsOf(view);
        return (state.With(key, view), $"View {key.Name} successfully created.");
    }

    private async Task<(CatalogState State, string Message)> SequenceAsync(CreateSequenceStatement create, CatalogState state)
    {
        var key = definition.Session.Key(create.Name);
        if (state.Sequences.ContainsKey(key))
        {
            if (create.Mode.IfNotExists) return (state, $"{key.Name} already exists, statement succeeded.");
            if (!create.Mode.Replaces) throw SqlError.Exists(create.Name.ToString());
        }

        var sequence = new Sequence(definition.Catalog.NextId(), create.Start, create.Increment, definition.Now) { IsOrdered = create.IsOrdered, Comment = create.Comment };
        await definition.ExecuteAsync(TableDefinitions.SequenceSql(sequence.Stored, create.Start, create.Increment));
        return (state with { Sequences = state.Sequences.SetItem(key, sequence) }, $"Sequence {key.Name} successfully created.");
    }

    private (CatalogState State, string Message) Stage(CreateStageStatement create, CatalogState state)
    {
        var key = definition.Session.Key(create.Name);
        if (state.Stages.ContainsKey(key))
        {
            if (create.Mode.IfNotExists) return (state, $"{key.Name} already exists, statement succeeded.");
            if (!create.Mode.Replaces) throw SqlError.Exists(create.Name.ToString());
        }

        return (state with { Stages = state.Stages.SetItem(key, new(definition.Catalog.Files.NewFolder(), definition.Now) { Comment = create.Comment }) }, $"Stage area {key.Name} successfully created.");
    }

    private (CatalogState State, string Message) Drop(DropStatement drop, CatalogState state)
    {
        var message = $"{drop.Name.Name} successfully dropped.";
        var absent = $"Drop statement executed successfully ({drop.Name.Name} already dropped).";
        switch (drop.Kind)
        {
            case "DATABASE" or "SCHEMA":
                return new NamespaceDefinitions(definition).Drop(drop, state) is { } dropped ? (dropped, message) : (state, absent);
            case "SEQUENCE":
                var sequence = definition.Session.Key(drop.Name);
                if (state.Sequences.ContainsKey(sequence)) return (state with { Sequences = state.Sequences.Remove(sequence) }, message);
                return drop.IfExists ? (state, absent) : throw SqlError.NoObject("Sequence", drop.Name.ToString());
            case "TAG" or "MASKING POLICY" or "ROW ACCESS POLICY":
                return new GovernanceDefinitions(definition).Drop(drop, state) is { } left ? (left, message) : (state, absent);
            case "STAGE":
                var stage = definition.Session.Key(drop.Name);
                if (state.Stages.ContainsKey(stage)) return (state with { Stages = state.Stages.Remove(stage) }, message);
                return drop.IfExists ? (state, absent) : throw SqlError.NoObject("Stage", drop.Name.ToString());
            default:
                return DropObject(drop, state) is { } without ? (without, message) : (state, absent);
        }
    }

    private CatalogState? DropObject(DropStatement drop, CatalogState state)
    {
        var key = definition.Session.Key(drop.Name);
        if (drop.Kind == "TABLE" && definition.Session.Temporary.Remove(key)) return state;
        var fits = state.Objects.GetValueOrDefault(key) switch { Table => drop.Kind == "TABLE", Catalog.View => drop.Kind == "VIEW", _ => false };
        if (fits) return state.Without(key, definition.Now);
        return drop.IfExists ? null : throw SqlError.NoObject(drop.Kind == "VIEW" ? "View" : "Table", drop.Name.ToString());
    }

    private CatalogState Comment(CommentStatement comment, CatalogState state)
    {
        switch (comment.Kind)
        {
            case "DATABASE" when state.Databases.TryGetValue(comment.Name.Name, out var database):
                return state with { Databases = state.Databases.SetItem(database.Name, database with { Comment = comment.Text }) };
            case "SCHEMA" when state.Schemas.TryGetValue(definition.Session.SchemaKey(comment.Name), out var schema):
                return state with { Schemas = state.Schemas.SetItem((schema.Database, schema.Name), schema with { Comment = comment.Text }) };
            case "SEQUENCE" when state.Sequences.TryGetValue(definition.Session.Key(comment.Name), out var sequence):
                return state with { Sequences = state.Sequences.SetItem(definition.Session.Key(comment.Name), sequence with { Comment = comment.Text }) };
            case "TABLE" or "VIEW" when state.Objects.TryGetValue(definition.Session.Key(comment.Name), out var entry):
                return state.With(definition.Session.Key(comment.Name), entry with { Comment = comment.Text });
            case "COLUMN":
                return CommentColumn(comment, state);
            default:
                return comment.IfExists ? state : throw SqlError.NoObject("Object", comment.Name.ToString());
        }
    }

    private CatalogState CommentColumn(CommentStatement comment, CatalogState state)
    {
        var (key, table) = definition.Session.Table(new([.. comment.Name.Parts.SkipLast(1)]));
        var column = table.Find(comment.Name.Name) ?? throw SqlError.InvalidIdentifier(comment.Name.Name);
        return state.With(key, table with { Columns = [.. table.Columns.Select(other => other == column ? other with { Comment = comment.Text } : other)] });
    }
}
