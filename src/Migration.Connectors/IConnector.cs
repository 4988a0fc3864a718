namespace Migration.Connectors;

/// <summary>One database engine.</summary>
public interface IConnector
{
    /// <summary>The word in the configuration: <c>sqlite</c>, <c>postgres</c>, <c>snowflake</c>.</summary>
    string Kind { get; }

    /// <summary>Opens a database. A target that does not exist yet may be opened; reading from it fails by name.</summary>
    Task<IDatabase> OpenAsync(DatabaseSettings settings, CancellationToken cancellation);
}
