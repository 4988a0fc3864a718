using System.Globalization;
using Snowflake.Emulator.Engine;

namespace Snowflake.Emulator.Sql.Execution;

/// <summary>Rows of SHOW and DESCRIBE: columns in lower case, all of them texts but for moments and numbers.</summary>
internal sealed class ShowTable(params string[] columns)
{
    private readonly List<string?[]> _rows = [];

    public void Add(params object?[] values) => _rows.Add([.. values.Select(Text)]);

    public EngineResult Result() => new([.. columns.Select(Column)], _rows);

    private static EngineColumn Column(string name) => name switch
    {
        "created_on" or "dropped_on" => new(name, "timestamp_ltz") { Precision = 0, Scale = 3 },
        "rows" or "bytes" or "key_sequence" or "next_value" or "interval" => new(name, "fixed") { Precision = 38, Scale = 0 },
        _ => new(name, "text") { Length = 16_777_216 },
    };

    private static string? Text(object? value) => value switch
    {
        null => null,
        DateTimeOffset moment => (moment.ToUnixTimeMilliseconds() / 1000m).ToString("0.000000000", CultureInfo.InvariantCulture),
        _ => Convert.ToString(value, CultureInfo.InvariantCulture),
    };
}
