using Temporalio.Api.WorkflowService.V1;
using Temporalio.Common;

namespace Temporalio.Client;

/// <summary>Answer to a count, with groups when the query asks for them.</summary>
public class WorkflowExecutionCount
{
    internal WorkflowExecutionCount(CountWorkflowExecutionsResponse raw)
    {
        Count = raw.Count;
        Groups = raw.Groups.Select(group => new AggregationGroup(group)).ToArray();
    }

    public long Count { get; }

    public IReadOnlyCollection<AggregationGroup> Groups { get; }

    /// <summary>One group of a count, for example one status.</summary>
    public class AggregationGroup
    {
        internal AggregationGroup(CountWorkflowExecutionsResponse.Types.AggregationGroup raw)
        {
            Count = raw.Count;
            GroupValues = raw.GroupValues.Select(SearchAttributePayload.Read)
                .Where(value => value != null).Select(value => value!.Value.Value).ToArray();
        }

        public long Count { get; }

        public IReadOnlyCollection<object> GroupValues { get; }
    }
}
