using System.Globalization;
using System.Text.RegularExpressions;
using System.Xml;

namespace Temporal.EmbeddedServer.Visibility;

/// <summary>What a name in a query stands for in SQL, and how its values are written.</summary>
internal sealed partial record VisibilityColumn(string Name, string Sql, IndexedValueType Type)
{
    private static readonly Dictionary<string, string> SystemColumns = new(StringComparer.Ordinal)
    {
        ["WorkflowId"] = "workflow_id",
        ["RunId"] = "run_id",
        ["WorkflowType"] = "workflow_type",
        ["StartTime"] = "start_time",
        ["ExecutionTime"] = "execution_time",
        ["CloseTime"] = "close_time",
        ["ExecutionStatus"] = "status",
        ["TaskQueue"] = "task_queue",
        ["HistoryLength"] = "history_length",
        ["HistorySizeBytes"] = "history_bytes",
        ["ExecutionDuration"] = "(close_time - execution_time)",
        ["StateTransitionCount"] = "transitions",
        ["ParentWorkflowId"] = "parent_workflow_id",
        ["ParentRunId"] = "parent_run_id",
        ["RootWorkflowId"] = "root_workflow_id",
        ["RootRunId"] = "root_run_id",
    };

    public bool IsList => Type == IndexedValueType.KeywordList;

    /// <summary>Whether its values are looked into word by word.</summary>
    public bool IsText => Type == IndexedValueType.Text;

    public static VisibilityColumn Of(QueryToken name, SearchAttributeRegistry registry)
    {
        if (name.Kind != QueryTokenKind.Name || registry.TypeOf(name.Text) is not { } type)
        {
            throw Invalid($"invalid query: '{name.Text}' at position {name.Position} is not a valid search attribute");
        }

        // The name is a registered one, so it holds nothing that could end the JSON path or the literal.
        var sql = SystemColumns.TryGetValue(name.Text, out var column) ? column : $"json_extract(search_attributes, '$.\"{name.Text}\"')";
        return new VisibilityColumn(name.Text, sql, type);
    }

    /// <summary>The value of a literal for a comparison with this column.</summary>
    public object Value(QueryToken token)
    {
        try
        {
            return token.Kind is QueryTokenKind.Text or QueryTokenKind.Number || (Type == IndexedValueType.Bool && token.Kind == QueryTokenKind.Name)
                ? Convert(token.Text)
                : throw new FormatException();
        }
        catch (Exception error) when (error is FormatException or OverflowException)
        {
            throw Invalid($"invalid query: '{token.Text}' at position {token.Position} is not a value for search attribute {Name} of type {Type}");
        }
    }

    private static object Status(string text) => Enum.TryParse<WorkflowExecutionStatus>(text, ignoreCase: true, out var status)
        ? (int)status
        : throw new FormatException();

    private static long DurationNanoseconds(string text)
    {
        if (long.TryParse(text, CultureInfo.InvariantCulture, out var nanoseconds))
        {
            return nanoseconds;
        }

        if (TimeSpan.TryParseExact(text, @"hh\:mm\:ss", CultureInfo.InvariantCulture, out var clock))
        {
            return clock.Ticks * 100;
        }

        var match = GoDuration().Match(text);
        if (!match.Success || text.Length == 0)
        {
            throw new FormatException();
        }

        double Part(string name) => match.Groups[name] is { Success: true } part ? double.Parse(part.Value, CultureInfo.InvariantCulture) : 0;
        return (long)((Part("d") * 86_400e9) + (Part("h") * 3600e9) + (Part("m") * 60e9) + (Part("s") * 1e9) + (Part("ms") * 1e6));
    }

    [GeneratedRegex(@"^((?<d>[\d.]+)d)?((?<h>[\d.]+)h)?((?<m>[\d.]+)m)?((?<s>[\d.]+)s)?((?<ms>[\d.]+)ms)?$", RegexOptions.ExplicitCapture)]
    private static partial Regex GoDuration();

    private static GrpcException Invalid(string message) => new(GrpcStatusCode.InvalidArgument, message);

    private object Convert(string text) => (Name, Type) switch
    {
        ("ExecutionStatus", _) => Status(text),
        ("ExecutionDuration", _) => DurationNanoseconds(text),
        (_, IndexedValueType.Int) => long.Parse(text, CultureInfo.InvariantCulture),
        (_, IndexedValueType.Double) => double.Parse(text, CultureInfo.InvariantCulture),
        (_, IndexedValueType.Bool) => bool.Parse(text) ? 1 : 0,
        (_, IndexedValueType.Datetime) => long.TryParse(text, CultureInfo.InvariantCulture, out var nanoseconds)
            ? nanoseconds
            : SearchAttributeValue.Nanoseconds(XmlConvert.ToDateTimeOffset(text)),
        _ => text,
    };
}
