namespace Migration.Workflows;

/// <summary>What a request led to.</summary>
/// <param name="Effect">A sentence for the audit.</param>
public sealed record Decision(bool Accepted, string Effect)
{
    public static Decision Accept(string effect) => new(true, effect);

    public static Decision Refuse(string effect) => new(false, effect);
}
