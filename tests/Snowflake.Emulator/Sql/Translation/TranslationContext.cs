using System.Globalization;
using Snowflake.Emulator.Engine;
using Snowflake.Emulator.Sql.Catalog;
using Snowflake.Emulator.Sql.Execution;
using Snowflake.Emulator.Sql.Types;

namespace Snowflake.Emulator.Sql.Translation;

/// <summary>One statement being translated: what it may name, and the parameters that it takes along.</summary>
internal sealed class TranslationContext(SessionState session, IReadOnlyList<EngineBinding> bindings)
{
    private readonly List<string?> _parameters = [];
    private readonly Dictionary<int, Typed> _bound = [];
    private int _aliases;
    private DateTimeOffset? _now;

    public SessionState Session => session;

    public IReadOnlyList<string?> Parameters => _parameters;

    /// <summary>One moment for the whole statement.</summary>
    public DateTimeOffset Now => _now ??= session.Now;

    /// <summary>Whether a table is read, which takes a warehouse.</summary>
    public bool NeedsWarehouse { get; set; }

    /// <summary>The tables and views that were named, also by views.</summary>
    public HashSet<ObjectKey> References { get; } = [];

    /// <summary>Whether a name without a colon may be a variable: in the expressions of a script, not in its statements.</summary>
    public bool SeesVariables { get; init; }

    /// <summary>A name that nothing else has.</summary>
    public string Alias() => $"a{++_aliases}";

    public string Parameter(string? text)
    {
        _parameters.Add(text);
        return $"${_parameters.Count.ToString(CultureInfo.InvariantCulture)}::text";
    }

    public Typed Bind(int index)
    {
        if (index >= bindings.Count) throw new EngineException("002049", "42601", "SQL compilation error:\nBind variable ? not set.");
        return _bound.TryGetValue(index, out var known) ? known : _bound[index] = Bound(bindings[index]);
    }

    public Typed Variable(string name, bool isOfSession)
    {
        var value = (isOfSession ? session.Variables : session.ScriptVariables).GetValueOrDefault(name)
            ?? throw new EngineException("002211", "02000", $"SQL compilation error:\nvariable '{name}' does not exist");
        return new($"({Parameter(value.Text)})::{value.Type.Stored}", value.Type);
    }

    private Typed Bound(EngineBinding binding)
    {
        var text = Parameter(binding.Text);
        return binding.Type switch
        {
            "FIXED" => new($"({text})::numeric", SqlType.Number(SqlType.MostDigits, 0)),
            "REAL" => new($"({text})::float8", SqlType.Float),
            "TEXT" => new($"({text})", SqlType.Varchar),
            "BOOLEAN" => new($"({text})::boolean", SqlType.Boolean),
            "DATE" => new($"(date '1970-01-01' + floor(({text})::numeric / 86400000)::int)", SqlType.Date),
            "TIME" => Moment(text, TypeKind.Time),
            "TIMESTAMP_NTZ" => Moment(text, TypeKind.TimestampNtz),
            "TIMESTAMP_LTZ" => Moment(text, TypeKind.TimestampLtz),
            "TIMESTAMP_TZ" => new($"sf.tz_of(split_part({text}, ' ', 1)::numeric * 0.000000001, split_part({text}, ' ', 2)::int - 1440)", SqlType.Moment(TypeKind.TimestampTz)),
            _ => throw SqlError.Unknown($"binds of type {binding.Type}"),
        };
    }

    private static Typed Moment(string nanoseconds, TypeKind kind) => new($"(({nanoseconds})::numeric * 0.000000001)", SqlType.Moment(kind));
}
