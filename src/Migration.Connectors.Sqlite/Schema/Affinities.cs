using Migration.Connectors.Schema;

namespace Migration.Connectors.Sqlite.Schema;

/// <summary>Affinity of columns, and values as a column of another affinity would store them.</summary>
internal static class Affinities
{
    /// <summary>A STRICT table's ANY stores values as they are; elsewhere the word means NUMERIC.</summary>
    public static Affinity Of(ColumnDefinition column, bool strict) =>
        strict && column.DeclaredType.Equals("ANY", StringComparison.OrdinalIgnoreCase) ? Affinity.Blob : Of(column.DeclaredType);

    public static Affinity Of(string declaredType)
    {
        bool Has(string part) => declaredType.Contains(part, StringComparison.OrdinalIgnoreCase);
        if (Has("INT"))
            return Affinity.Integer;
        if (Has("CHAR") || Has("CLOB") || Has("TEXT"))
            return Affinity.Text;
        if (declaredType.Length == 0 || Has("BLOB"))
            return Affinity.Blob;
        return Has("REAL") || Has("FLOA") || Has("DOUB") ? Affinity.Real : Affinity.Numeric;
    }

    /// <summary>
    /// An expression whose value is what a column of the affinity stores when it is given <paramref name="value"/>:
    /// so the hash of what is read agrees with what will be found. CAST alone would turn 'abc' into 0.
    /// </summary>
    public static string Stored(string value, Affinity affinity) => affinity switch
    {
        Affinity.Text => $"(SELECT CASE WHEN typeof(v) IN ('integer', 'real') THEN CAST(v AS TEXT) ELSE v END FROM (SELECT {value} AS v))",
        Affinity.Numeric or Affinity.Integer => $"(SELECT {WholeNumber} FROM (SELECT {Number} AS v FROM (SELECT {value} AS v)))",
        Affinity.Real => $"(SELECT CASE WHEN typeof(v) = 'integer' THEN CAST(v AS REAL) ELSE v END FROM (SELECT {Number} AS v FROM (SELECT {value} AS v)))",
        _ => value,
    };

    // The comparison applies numeric affinity to the text: it is equal to its CAST only where all of it is a number.
    private const string Number = "CASE WHEN typeof(v) = 'text' AND (v || '') = CAST(v AS NUMERIC) THEN CAST(v AS NUMERIC) ELSE v END";

    // SQLite keeps a float as an integer where nothing is lost and the integer has at most 51 bits.
    private const string WholeNumber =
        "CASE WHEN typeof(v) = 'real' AND v BETWEEN -2251799813685248 AND 2251799813685247 AND v = CAST(v AS INTEGER) THEN CAST(v AS INTEGER) ELSE v END";
}
