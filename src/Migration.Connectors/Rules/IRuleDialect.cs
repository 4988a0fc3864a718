using Migration.Connectors.Types;

namespace Migration.Connectors.Rules;

/// <summary>Where engines differ in how a rule is asked; all else is standard SQL. Columns and values come as SQL text.</summary>
public interface IRuleDialect
{
    /// <summary>A condition: the regular expression is found in the value as text.</summary>
    string Matches(string value, string pattern);

    /// <summary>A condition over a whole table: the latest moment of a column is not before the one given.</summary>
    string IsFresh(string column, DateTimeOffset since);

    /// <summary>The value in the order of its bytes where it is text, so that its least and greatest are the same in every engine.</summary>
    string InByteOrder(string value, LogicalType type);

    /// <summary>What follows a table's name where its rows are asked for as of a moment; empty where the engine can't.</summary>
    /// <param name="moment">As the engine's own source gives it.</param>
    string AsOf(string moment) => "";
}
