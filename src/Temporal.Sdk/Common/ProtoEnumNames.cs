using System.Collections.Concurrent;
using System.Reflection;
using System.Text.Json;
using System.Text.Json.Nodes;
using Google.Protobuf.Reflection;

namespace Temporalio.Common;

/// <summary>
/// Older tools exported enums as <c>WorkflowExecutionStarted</c>; protobuf JSON wants
/// <c>EVENT_TYPE_WORKFLOW_EXECUTION_STARTED</c>. This walks a JSON tree along its message type and
/// completes such names.
/// </summary>
internal static class ProtoEnumNames
{
    private static readonly ConcurrentDictionary<EnumDescriptor, Dictionary<string, string>> Cache = new();

    public static void Complete(JsonObject json, MessageDescriptor message)
    {
        foreach (var field in message.Fields.InDeclarationOrder())
        {
            var name = json.ContainsKey(field.JsonName) ? field.JsonName : field.Name;
            if (json[name] is { } node)
                Complete(node, field);
        }
    }

    private static void Complete(JsonNode node, FieldDescriptor field)
    {
        if (field.IsMap)
            CompleteMap(node, field.MessageType.FindFieldByName("value"));
        else if (node is JsonArray items)
            CompleteAll([.. items], field);
        else if (field.FieldType == FieldType.Enum)
            CompleteName(node, field.EnumType);
        else if (field.FieldType == FieldType.Message && node is JsonObject child)
            Complete(child, field.MessageType);
    }

    private static void CompleteMap(JsonNode node, FieldDescriptor valueField)
    {
        if (node is JsonObject map)
            CompleteAll([.. map.Select(entry => entry.Value)], valueField);
    }

    private static void CompleteAll(List<JsonNode?> nodes, FieldDescriptor field)
    {
        foreach (var node in nodes)
        {
            if (node != null)
                Complete(node, field);
        }
    }

    private static void CompleteName(JsonNode node, EnumDescriptor descriptor)
    {
        if (node.GetValueKind() == JsonValueKind.String
            && Cache.GetOrAdd(descriptor, LongNames).TryGetValue(node.GetValue<string>(), out var full))
        {
            node.ReplaceWith(full);
        }
    }

    private static Dictionary<string, string> LongNames(EnumDescriptor descriptor) =>
        descriptor.ClrType.GetFields(BindingFlags.Public | BindingFlags.Static)
            .Select(field => (field.Name, Attribute: field.GetCustomAttribute<OriginalNameAttribute>()))
            .Where(member => member.Attribute != null)
            .ToDictionary(member => member.Name, member => member.Attribute!.Name);
}
