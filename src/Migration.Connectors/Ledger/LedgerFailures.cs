using Migration.Core.Errors;

namespace Migration.Connectors.Ledger;

/// <summary>What a ledger refuses, in the same words whichever engine it stands in.</summary>
public static class LedgerFailures
{
    /// <param name="by">The attempt that holds the shard now; null where that is not known.</param>
    public static MigrationException Overtaken(string table, long epoch, long? by) => new(ErrorCodes.AttemptFenced,
        $"Attempt {epoch} on table '{table}' was overtaken by {(by is null ? "another attempt" : $"attempt {by}")} or taken back; nothing of its batch was written. Nothing is to be done.");

    public static MigrationException NoShard(string table, int shard) => new(ErrorCodes.LedgerInvalid,
        $"The ledger of table '{table}' has no shard {shard}. Roll the table back and retry, or start a new execution.");

    public static MigrationException RangeKnown(string table, long ordinal, Exception refused) => new(ErrorCodes.LedgerInvalid,
        $"The ledger of table '{table}' has range {ordinal} already. Nothing was written twice; retry to go on from the ledger.", transient: true, refused);
}
