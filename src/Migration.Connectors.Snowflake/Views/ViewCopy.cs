using Migration.Connectors.Schema;
using Migration.Connectors.Snowflake.Engine;
using Migration.Connectors.Snowflake.Ledger;
using Migration.Connectors.Snowflake.Schema;
using Migration.Core.Errors;
using Migration.Core.Problems;

namespace Migration.Connectors.Snowflake.Views;

/// <summary>Creates the views of a schema in another one of the account, each after those that it reads.</summary>
/// <param name="place">Where they go; names in a view are looked up where the view is.</param>
internal sealed class ViewCopy(SnowflakeSession session, SchemaPlace place, MadeObjects made)
{
    private readonly List<Problem> _problems = [];

    public async Task<IReadOnlyList<Problem>> RunAsync(SchemaDefinition source, CancellationToken cancellation)
    {
        if (source.Dialect != TableDefinition.SnowflakeDialect || source.Views.Count == 0)
            return [];
        var from = new SchemaPlace(source.Database, source.Name);
        var elsewhere = await SchemasAsync(from, cancellation);
        var waiting = source.Views.Select(view => new ViewInWork(view, "")).ToList();
        for (var before = int.MaxValue; waiting.Count > 0 && waiting.Count < before;)
        {
            before = waiting.Count;
            var later = new List<ViewInWork>();
            foreach (var one in waiting)
            {
                if (await MissesAsync(from, one.View, elsewhere, cancellation) is { } missing)
                    later.Add(one with { Missing = missing });
            }
            waiting = later;
        }
        foreach (var one in waiting)
            Tell(one.View, one.Missing);
        return _problems;
    }

    private sealed record ViewInWork(ViewDefinition View, string Missing);

    /// <summary>Of another database a schema before a table's name is looked up in this one.</summary>
    private async Task<IReadOnlySet<string>> SchemasAsync(SchemaPlace from, CancellationToken cancellation) => from.Database == place.Database
        ? new HashSet<string>()
        : (await session.QueryAsync($"SELECT SCHEMA_NAME FROM {from.Catalog}.SCHEMATA", row => row.GetString(0), cancellation)).ToHashSet(StringComparer.Ordinal);

    /// <summary>Creates a view, or tells why it is not created.</summary>
    /// <returns>What it reads and lacks, which may be a view that comes later; else null.</returns>
    private async Task<string?> MissesAsync(SchemaPlace from, ViewDefinition view, IReadOnlySet<string> elsewhere, CancellationToken cancellation)
    {
        var statement = ViewStatementReader.Read(view.Sql)!;
        var query = new ViewNames(from, place, elsewhere).Lead(statement.Query);
        var attachments = new AttachmentReader(session, from, view.Name, "VIEW");
        if (query.Doubt is { } name)
            Tell(view, view.IsSecure ? "It can't be told for certain where a name in its text leads." : $"It can't be told for certain where '{name}' in its text leads.");
        else if (await attachments.PoliciesAsync(cancellation) is [var policy, ..])
            Tell(view, $"The policy {policy.Name} protects it, and would not protect its copy.");
        else
            return await TryAsync(from, view, statement with { IsSecure = statement.IsSecure || view.IsSecure, Query = query.Text }, attachments, cancellation);
        return null;
    }

    private async Task<string?> TryAsync(SchemaPlace from, ViewDefinition view, ViewStatement statement, AttachmentReader attachments, CancellationToken cancellation)
    {
        try
        {
            if (!await made.MakeAsync(ObjectKind.View, view.Name, comment => statement.Write(place, view.Name, comment), view.Comment ?? "", cancellation))
                Tell(view, "Something of that name is there already, and stays as it is.");
            else if (await new ViewReferences(session).FindAsync(place, view.Name, from, cancellation) is { } read)
                await TakeBackAsync(from, view, read, cancellation);
            else
                await AttachAsync(view, attachments, cancellation);
            return null;
        }
        catch (SnowflakeFailure refused) when (refused.Code is ErrorCodes.TableUnknown or ErrorCodes.SchemaUnknown)
        {
            return Refusal(view, refused);
        }
        catch (SnowflakeFailure refused) when (!refused.IsTransient)
        {
            Tell(view, Refusal(view, refused));
            return null;
        }
    }

    /// <summary>Before anybody was granted anything on it.</summary>
    private async Task TakeBackAsync(SchemaPlace from, ViewDefinition view, string read, CancellationToken cancellation)
    {
        await made.TakeBackAsync(ObjectKind.View, view.Name, cancellation);
        Tell(view, $"It would still read {(view.IsSecure ? "the source" : $"{from.Of(read)} of the source")}, by its text or through a view of another schema.");
    }

    /// <summary>Snowflake's message may say words of the statement, which is its owner's alone where the view is secure.</summary>
    private static string Refusal(ViewDefinition view, SnowflakeFailure refused) =>
        view.IsSecure ? "Snowflake refuses its statement. Why is told in QUERY_HISTORY to those who may see it; often the schema lacks what the view reads." : refused.Message;

    private async Task AttachAsync(ViewDefinition view, AttachmentReader attachments, CancellationToken cancellation)
    {
        await TagAsync(view, attachments, cancellation);
        foreach (var refused in await new GrantCopy(session, "VIEW", place).RunAsync(attachments, view.Name, cancellation))
            Add(view, refused, "Grant it by hand where it is needed.");
        foreach (var unknown in attachments.Unknown.Distinct())
            Add(view, unknown, "Grant the role what it needs to see them, or put them on the copy by hand.");
    }

    private async Task TagAsync(ViewDefinition view, AttachmentReader attachments, CancellationToken cancellation)
    {
        if (await attachments.TagsAsync(cancellation) is not { Count: > 0 } tags)
            return;
        foreach (var tag in tags.Except(await new AttachmentReader(session, place, view.Name, "VIEW").TagsAsync(cancellation)))
        {
            if (await session.RefusalAsync(tag.On("VIEW", place.Of(view.Name)), cancellation) is { } refusal)
                Add(view, $"The tag {tag.Name}{(tag.Column is null ? "" : $" of column '{tag.Column}'")} of view '{view.Name}' is not given to its copy. {refusal}", "Put it there by hand where it is needed.");
        }
    }

    private void Tell(ViewDefinition view, string why) => Add(view, $"The view '{view.Name}' is not created. {why}", "Create it by hand where it is needed.");

    private void Add(ViewDefinition view, string what, string fix) => _problems.Add(new($"views.{view.Name}", ErrorCodes.SchemaReduced, what, fix, Severity.Warning));
}
