namespace Migration.Connectors.Snowflake.Views;

/// <summary>What a name of a query stands for, by its place in it.</summary>
internal enum NameRole
{
    /// <summary>A table, a view, a sequence or a model.</summary>
    Object,

    /// <summary>A function that is called.</summary>
    Call,

    /// <summary>A column, a star, or the next number of a sequence: what stands before its last two parts leads to a schema.</summary>
    Column,

    Stage,

    /// <summary>In a literal that may be read as a name.</summary>
    Text,
}
