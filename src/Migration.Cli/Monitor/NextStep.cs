namespace Migration.Cli.Monitor;

/// <summary>A command that makes sense now, and what for.</summary>
internal sealed record NextStep
{
    public NextStep(string why, params string[] words) => (Why, Words) = (why, ["migrate", .. words]);

    public string Why { get; }

    public IReadOnlyList<string> Words { get; }
}
