using Temporalio.Api.Common.V1;
using Temporalio.Api.Enums.V1;

namespace Temporalio.Worker.Commands;

/// <summary>Commands that change the memo and the search attributes.</summary>
internal static class PropertyCommands
{
    internal static IssuedCommand UpsertMemo(Memo memo) => new()
    {
        Event = EventType.WorkflowPropertiesModified,
        Subject = "memo",
        Command = new()
        {
            CommandType = CommandType.ModifyWorkflowProperties,
            ModifyWorkflowPropertiesCommandAttributes = new() { UpsertedMemo = memo },
        },
    };

    internal static IssuedCommand UpsertSearchAttributes(SearchAttributes attributes) => new()
    {
        Event = EventType.UpsertWorkflowSearchAttributes,
        Subject = "search attributes",
        Command = new()
        {
            CommandType = CommandType.UpsertWorkflowSearchAttributes,
            UpsertWorkflowSearchAttributesCommandAttributes = new() { SearchAttributes = attributes },
        },
    };
}
