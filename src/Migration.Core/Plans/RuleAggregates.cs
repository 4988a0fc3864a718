namespace Migration.Core.Plans;

/// <summary>What a rule of type CONSISTENCY can compare of a column, in the words of a plan.</summary>
public static class RuleAggregates
{
    public const string Count = "COUNT";
    public const string CountDistinct = "COUNT_DISTINCT";
    public const string Sum = "SUM";
    public const string Minimum = "MIN";
    public const string Maximum = "MAX";

    public static IReadOnlyList<string> All { get; } = [Count, CountDistinct, Sum, Minimum, Maximum];
}
