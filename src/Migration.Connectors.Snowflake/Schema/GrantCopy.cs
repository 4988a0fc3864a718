using Migration.Connectors.Snowflake.Engine;

namespace Migration.Connectors.Snowflake.Schema;

/// <summary>Grants on an object that an execution made what its source has granted. May be repeated.</summary>
/// <param name="kind">VIEW or SEQUENCE.</param>
internal sealed class GrantCopy(SnowflakeSession session, string kind, SchemaPlace target)
{
    /// <param name="name">Of both, stored.</param>
    /// <returns>A sentence for each that was refused.</returns>
    public async Task<IReadOnlyList<string>> RunAsync(AttachmentReader source, string name, CancellationToken cancellation)
    {
        var refused = new List<string>();
        var there = await new AttachmentReader(session, target, name, kind).GrantsAsync(cancellation);
        foreach (var grant in (await source.GrantsAsync(cancellation)).Except(there))
        {
            if (await session.RefusalAsync(grant.On(kind, target.Of(name)), cancellation) is { } refusal)
                refused.Add($"{grant.Privilege} for {grant.Grantee} of {kind.ToLowerInvariant()} '{name}' is not given to its copy. {refusal}");
        }
        return refused;
    }
}
