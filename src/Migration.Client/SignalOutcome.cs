namespace Migration.Client;

/// <summary>What became of a request.</summary>
/// <param name="Code">The error code of a refusal; empty otherwise.</param>
/// <param name="Message">What it led to, or why it was not sent or had no effect, a sentence.</param>
public sealed record SignalOutcome(SignalVerdict Verdict, string Code, string Message)
{
    public static SignalOutcome Accept(string effect) => new(SignalVerdict.Accepted, "", effect);

    public static SignalOutcome Already(string state) => new(SignalVerdict.AlreadySo, "", state);

    public static SignalOutcome Unanswered(string message) => new(SignalVerdict.Unanswered, "", message);

    public static SignalOutcome Refuse(string code, string reason) => new(SignalVerdict.Refused, code, reason);
}
