namespace Migration.Connectors.Snowflake.Ledger;

/// <summary>What an execution makes beside its tables.</summary>
internal enum ObjectKind
{
    View,

    Sequence,
}
