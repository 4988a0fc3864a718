using System.Globalization;
using Migration.Connectors.Snowflake.Engine;
using Migration.Connectors.Snowflake.Ledger;
using Migration.Connectors.Snowflake.Schema;

namespace Migration.Connectors.Snowflake.Tables;

/// <summary>
/// Makes the sequences of the source's schema that number columns by their defaults in the target's schema as well, going
/// on where those of the source are, so that the table which is made takes its numbers there.
/// </summary>
internal sealed class DefaultSequences(SnowflakeSession session, SnowflakeTableSource source, SchemaPlace target, MadeObjects made)
{
    private readonly List<string> _told = [];

    private sealed record Numbers(long Next, long Step, bool IsOrdered, string Comment);

    /// <summary>May be repeated.</summary>
    /// <returns>Defaults of the source by what stands in their place, and sentences.</returns>
    public async Task<(IReadOnlyDictionary<string, string> Defaults, IReadOnlyList<string> Told)> MakeAsync(CancellationToken cancellation)
    {
        var defaults = new Dictionary<string, string>();
        foreach (var expression in source.Columns.Where(column => column.IsDirect).Select(column => column.Source?.DefaultExpression).OfType<string>().Distinct())
        {
            // A sequence of another schema stays what it is, like a foreign key that leads there.
            if (SequenceDefault.Of(expression, source.Place) is { } found && found.Place == source.Place && found.Place != target && await MakeAsync(found.Name, cancellation))
                defaults[expression] = (found with { Place = target }).Write();
        }
        return (defaults, _told);
    }

    private async Task<bool> MakeAsync(string name, CancellationToken cancellation)
    {
        if (await ReadAsync(source.Place, name, cancellation) is not { } numbers)
        {
            Tell(name, "The role may not see it.");
            return false;
        }
        try
        {
            var isOurs = await made.MakeAsync(ObjectKind.Sequence, name, comment => Create(name, numbers, comment), numbers.Comment, cancellation);
            if (isOurs)
                _told.AddRange(await new GrantCopy(session, "SEQUENCE", target).RunAsync(new AttachmentReader(session, source.Place, name, "SEQUENCE"), name, cancellation));
            await CompareAsync(name, numbers, isOurs, cancellation);
            return true;
        }
        catch (SnowflakeFailure refused) when (!refused.IsTransient)
        {
            Tell(name, refused.Message);
            return false;
        }
    }

    private string Create(string name, Numbers numbers, string comment) => string.Create(CultureInfo.InvariantCulture,
        $"CREATE SEQUENCE {target.Of(name)} START WITH {numbers.Next} INCREMENT BY {numbers.Step} {(numbers.IsOrdered ? "ORDER" : "NOORDER")} COMMENT = {SnowflakeNames.Literal(comment)}");

    private async Task CompareAsync(string name, Numbers numbers, bool isOurs, CancellationToken cancellation)
    {
        if (await ReadAsync(target, name, cancellation) is not { } there)
            return;
        if (there.Step != numbers.Step || (numbers.Step > 0 ? there.Next < numbers.Next : there.Next > numbers.Next))
            _told.Add(string.Create(CultureInfo.InvariantCulture,
                $"Sequence '{name}' of the target{(isOurs ? "" : ", which was there,")} goes on at {there.Next} by {there.Step}, that of the source at {numbers.Next} by {numbers.Step}: it may give numbers that rows of table '{source.Table.Name}' have. Create it anew with a later START."));
    }

    private void Tell(string name, string why) => _told.Add(
        $"Sequence '{name}', by which columns of table '{source.Table.Name}' are numbered, is not made in the target; they take their numbers from that of the source. {why} Grant the role USAGE on the sequence and CREATE SEQUENCE on the target's schema, or change the default by ALTER TABLE … ALTER COLUMN … SET DEFAULT.");

    private async Task<Numbers?> ReadAsync(SchemaPlace place, string name, CancellationToken cancellation) => await session.QueryAsync(
        $"SELECT NEXT_VALUE, \"INCREMENT\", ORDERED, COMMENT FROM {place.Catalog}.SEQUENCES WHERE SEQUENCE_SCHEMA = {SnowflakeNames.Literal(place.Schema)} AND SEQUENCE_NAME = {SnowflakeNames.Literal(name)}",
        row => new Numbers(row.Number(0), row.Number(1), row.GetString(2) == "YES", row.IsDBNull(3) ? "" : row.GetString(3)), cancellation) is [var numbers, ..] ? numbers : null;
}
