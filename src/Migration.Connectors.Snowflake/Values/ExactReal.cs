using Migration.Connectors.Rows;
using Migration.Connectors.Schema;
using Migration.Connectors.Types;

namespace Migration.Connectors.Snowflake.Values;

/// <summary>
/// The SQL that writes a FLOAT as <see cref="RealText"/> does. Snowflake's own text of one, in a result too, has ten digits
/// or so, where seventeen may be needed. Each step is exact in 8 bytes whatever Snowflake's formats are: it compares with
/// powers of two, multiplies and divides by them, and takes whole numbers of 26 bits away.
/// </summary>
internal static class ExactReal
{
    private const int Bits = RealText.DigitBits;
    private const string Suffix = "_";

    // A subnormal is lifted by more than a float's largest power of two, so in two steps.
    private static readonly (string? From, string Step, int Place)[] s_coarse =
    [
        (Power(30), $"/ {Power(30)}", 30), (Power(20), $"/ {Power(20)}", 20), (Power(10), $"/ {Power(10)}", 10), ("1", "", 0),
        (Power(-10), $"* {Power(10)}", -10), (Power(-20), $"* {Power(20)}", -20), (Power(-30), $"* {Power(30)}", -30), (null, $"* {Power(30)} * {Power(12)}", -42),
    ];

    private static readonly (string? From, string Step, int Place)[] s_fine =
        [.. Enumerable.Range(1, 11).Reverse().Select(place => ((string?)Power(place), $"/ {Power(place)}", place)), (null, "", 0)];

    /// <summary>Of the values that are FLOAT and leave the account.</summary>
    public static IReadOnlyList<int> PlacesIn(IReadOnlyList<ColumnForm> forms, Func<ColumnForm, ColumnType?> type) =>
        [.. forms.Index().Where(form => form.Item.Form != ValueForm.Native && type(form.Item)?.Kind == LogicalType.Double).Select(form => form.Index)];

    /// <summary>Of a target's columns.</summary>
    public static IReadOnlyList<int> PlacesIn(IReadOnlyList<ColumnForm> forms, TableDefinition table) => PlacesIn(forms, form => table.FindColumn(form.Column)?.Type);

    /// <summary>A query for all that another one has and, of some of its columns, what <see cref="Of"/> needs beside.</summary>
    /// <param name="names">Quoted, of columns that are FLOAT.</param>
    public static string Around(string query, IReadOnlyList<string> names)
    {
        var coarse = names.Select(name => Taken(s_coarse, Finite(name), $"ABS({name})", "0", (Beside(name, 'A'), Beside(name, 'B'))));
        var fine = names.Select(name => Taken(s_fine, null, Beside(name, 'A'), Beside(name, 'B'), (Beside(name, 'C'), Beside(name, 'D'))));
        return $"SELECT *, {string.Join(", ", fine)} FROM (SELECT *, {string.Join(", ", coarse)} FROM ({query}) AS a) AS b";
    }

    /// <summary>The text of a column; NULL where it is NULL.</summary>
    public static string Of(string name)
    {
        var (rest, place) = (Beside(name, 'C'), Beside(name, 'D'));
        var lifted = $"{rest} * {Power(1)}";
        return $"CASE WHEN {name} = 0 THEN '{RealText.Zero}' WHEN {name} = 'NaN'::FLOAT THEN '{RealText.NaN}' WHEN {name} = 'inf'::FLOAT THEN '{RealText.Infinity}' WHEN {name} = '-inf'::FLOAT THEN '{RealText.NegativeInfinity}' "
            + $"ELSE 'R' || IFF({name} < 0, '-', '') || {Digit(rest)} || '.' || {Digit($"({rest} - FLOOR({rest})) * {Power(1)}")} || '.' || {Digit($"({lifted} - FLOOR({lifted})) * {Power(1)}")} || 'p' || TO_VARCHAR({place}) || ';' END";
    }

    /// <summary>What is left of a value when its largest power among some is taken away, and which that was.</summary>
    private static string Taken((string? From, string Step, int Place)[] steps, string? condition, string value, string place, (string Value, string Place) names)
    {
        var rests = steps.Select(step => Case(step.From, value, $"{value} {step.Step}".TrimEnd()));
        var places = steps.Select(step => Case(step.From, value, place == "0" ? $"{step.Place}" : $"{place} + {step.Place}"));
        var unless = condition is null ? "" : $"WHEN NOT ({condition}) THEN NULL ";
        return $"CASE {unless}{string.Concat(rests)}END AS {names.Value}, CASE {unless}{string.Concat(places)}END AS {names.Place}";
    }

    private static string Case(string? from, string value, string then) => from is null ? $"ELSE {then} " : $"WHEN {value} >= {from} THEN {then} ";

    // No arithmetic is done with what is no number, which is larger than all.
    private static string Finite(string name) => $"{name} <> 0 AND ABS({name}) < 'inf'::FLOAT";

    private static string Digit(string number) => $"TO_VARCHAR(FLOOR({number})::NUMBER(10,0))";

    private static string Power(int place) => $"POWER(2, {place * Bits})";

    private static string Beside(string name, char which) => $"{name[..^1]}{Suffix}{which}\"";
}
