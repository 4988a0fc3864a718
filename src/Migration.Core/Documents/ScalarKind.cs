namespace Migration.Core.Documents;

/// <summary>What a scalar is: in YAML a quoted one is always text, a plain one by the core schema of YAML 1.2.</summary>
public enum ScalarKind
{
    Text,

    /// <summary>The text is a number in JSON's grammar.</summary>
    Number,

    /// <summary>The text is <c>true</c> or <c>false</c>.</summary>
    Boolean,

    Null,
}
