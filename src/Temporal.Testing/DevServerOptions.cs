namespace Temporalio.Testing;

/// <summary>The service of a local environment.</summary>
public class DevServerOptions : ICloneable
{
    /// <summary>A file that outlives the environment; a temporary one when unset.</summary>
    public string? DatabaseFilename { get; set; }

    public virtual object Clone() => MemberwiseClone();
}
