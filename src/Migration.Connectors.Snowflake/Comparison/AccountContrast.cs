using Migration.Connectors.Comparison;
using Migration.Connectors.Snowflake.Engine;
using Migration.Connectors.Snowflake.Ledger;
using Migration.Connectors.Snowflake.Tables;

namespace Migration.Connectors.Snowflake.Comparison;

/// <summary>
/// Compares two tables of one account where they are: by the number and the sum of HASH of their rows, and where these
/// differ by a join over the key. Only rows that differ leave the account, and of them the first.
/// </summary>
internal sealed class AccountContrast(ContrastSide first, ContrastSide second)
{
    /// <param name="most">Rows that are read of those that differ.</param>
    public async Task<TableContrast?> RunAsync(int most, CancellationToken cancellation)
    {
        var sums = await Task.WhenAll(first.SumAsync(cancellation), second.SumAsync(cancellation));
        if (sums[0] is not { } left || sums[1] is not { } right)
            return null;
        var contrast = new TableContrast(left, right);
        return contrast.IsEqual || !await HasKeyAsync(cancellation) ? contrast : contrast with { Rows = await ListAsync(most, cancellation) };
    }

    private async Task<bool> HasKeyAsync(CancellationToken cancellation) => first.Key.Count > 0 && first.Key.Zip(second.Key).All(pair => AreAlike(pair.First, pair.Second))
        && await first.IsKeyAsync(cancellation) && await second.IsKeyAsync(cancellation);

    private static bool AreAlike(KeyPart one, KeyPart other) => one.Form == other.Form && (one.Form != Types.ValueForm.Instant || one.Type == other.Type);

    /// <summary>Null where the first table's role may not read the second.</summary>
    private async Task<ContrastedRows?> ListAsync(int most, CancellationToken cancellation)
    {
        var query = new ContrastQuery((first.Shape, first.Key), (second.Shape, second.Key));
        try
        {
            var counts = (await first.Session.QueryAsync(query.Count, row => (Missing: row.Number(0), Extra: row.Number(1), All: row.Number(2)), cancellation))[0];
            var keys = await first.Session.QueryAsync(query.Keys(most), row => first.KeyOf(row), cancellation);
            return new ContrastedRows(counts.Missing, counts.Extra, counts.All - counts.Missing - counts.Extra)
            {
                First = await first.ReadAsync(keys, cancellation),
                Second = await second.ReadAsync(keys, cancellation),
            };
        }
        catch (SnowflakeFailure refused) when (!refused.IsTransient)
        {
            return null;
        }
    }
}
