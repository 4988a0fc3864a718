using Migration.Connectors.Snowflake.Engine;
using Migration.Connectors.Snowflake.Schema;
using Migration.Core.Errors;

namespace Migration.Connectors.Snowflake.Tables;

/// <summary>
/// Gives a table that an execution made what its source has: the same policies, tags, grants and clustering key. Before the
/// first row, so that none is ever without its policy: where one can't be put on the table, nothing is copied.
/// </summary>
internal sealed class AttachmentCopy(SnowflakeSession session, SnowflakeTableSource source, (SchemaPlace Place, string Name) target)
{
    private readonly List<string> _left = [];

    private string Table => target.Place.Of(target.Name);

    /// <summary>May be repeated; what the table has already stays.</summary>
    /// <param name="isBare">The table was made just now, so that it has nothing yet but what is given to every new one, which does no harm twice.</param>
    /// <returns>A sentence for each thing that the table did not get.</returns>
    public async Task<IReadOnlyList<string>> RunAsync(bool isBare, CancellationToken cancellation)
    {
        var wanted = await new AttachmentReader(session, source.Place, source.Table.Name).ReadAsync(cancellation);
        _left.AddRange(wanted.Unknown.Distinct());
        var there = isBare ? TableAttachments.None : await new AttachmentReader(session, target.Place, target.Name).ReadAsync(cancellation);
        foreach (var tag in wanted.Tags.Where(tag => tag.Column is null || Target(tag.Column) is not null).Select(tag => tag with { Column = tag.Column is null ? null : Target(tag.Column) }).Except(there.Tags))
            await TryAsync($"Tag {tag.Name}{Of(tag.Column)}", tag.On("TABLE", Table), cancellation);
        foreach (var policy in wanted.Policies.Where(policy => policy.Column is null || Target(policy.Column) is not null))
            await ProtectAsync(policy, there.Policies, cancellation);
        if (wanted.ClusteringKey.Length > 0 && there.ClusteringKey.Length == 0)
            await TryAsync($"The clustering key ({wanted.ClusteringKey})", $"ALTER TABLE {Table} CLUSTER BY ({wanted.ClusteringKey})", cancellation);
        foreach (var grant in wanted.Grants.Except(there.Grants))
            await TryAsync($"{grant.Privilege} for {grant.Grantee}", grant.On("TABLE", Table), cancellation);
        return _left;
    }

    private async Task ProtectAsync(AttachedPolicy policy, IReadOnlyList<AttachedPolicy> there, CancellationToken cancellation)
    {
        var columns = policy.Arguments.Select(Target).ToList();
        if (there.Any(other => other.Name == policy.Name && other.Column == (policy.Column is null ? null : Target(policy.Column))))
            return;
        if (columns.FindIndex(column => column is null) is >= 0 and var missing)
            throw Unprotected(policy, $"It asks column '{policy.Arguments[missing]}', which does not arrive as it is.");
        var names = columns.Select(column => column!);
        var sql = policy.Kind switch
        {
            AttachedPolicy.Masking when policy.Arguments.Count == 0 => $"ALTER TABLE {Table} {Column(Target(policy.Column!)!)}SET MASKING POLICY {policy.Name}",
            AttachedPolicy.Masking => $"ALTER TABLE {Table} {Column(Target(policy.Column!)!)}SET MASKING POLICY {policy.Name} USING ({SnowflakeNames.QuoteAll(names.Prepend(Target(policy.Column!)!))})",
            AttachedPolicy.RowAccess => $"ALTER TABLE {Table} ADD ROW ACCESS POLICY {policy.Name} ON ({SnowflakeNames.QuoteAll(names)})",
            _ => throw Unprotected(policy, $"Policies of the kind {policy.Kind} are not carried over."),
        };
        if (await session.RefusalAsync(sql, cancellation) is { } refusal)
            throw Unprotected(policy, refusal);
    }

    private async Task TryAsync(string what, string sql, CancellationToken cancellation)
    {
        if (await session.RefusalAsync(sql, cancellation) is { } refusal)
            _left.Add($"{what} of table '{source.Table.Name}' is not given to '{target.Name}'. {refusal}");
    }

    /// <summary>The name that a column has in the target; null where it does not arrive as it is.</summary>
    private string? Target(string column) => source.Columns.FirstOrDefault(moved => moved is { IsDirect: true, Source: { } from } && from.Name == column) is { } found ? SnowflakeNames.Stored(found.Target) : null;

    private static string Column(string name) => $"ALTER COLUMN {SnowflakeNames.Quote(name)} ";

    private static string Of(string? column) => column is null ? "" : $" of column '{column}'";

    private MigrationException Unprotected(AttachedPolicy policy, string why) => new(ErrorCodes.DatabaseUnreadable,
        $"Table '{source.Table.Name}' is protected by the policy {policy.Name}{Of(policy.Column)}, and its copy '{target.Name}' would not be: nothing was copied. {why} "
        + "Grant the role APPLY on the policy, leave the column out of the mapping, or put the policy on the table by hand and retry.");
}
