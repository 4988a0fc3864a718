using System.Data.Common;
using Migration.Connectors.Snowflake.Schema;
using Migration.Core.Errors;
using Migration.Core.Documents;

namespace Migration.Connectors.Snowflake.Engine;

/// <summary>One <c>kind: snowflake</c> entry of the configuration.</summary>
/// <param name="ConnectionString">The driver's; it may hold a secret: never shown.</param>
/// <param name="Home">The database and the schema that the connection string names.</param>
/// <param name="StatementTimeout">How long a statement may take; zero leaves it to the account's setting.</param>
internal sealed record SnowflakeOptions(string Name, string ConnectionString, SchemaPlace Home, TimeSpan StatementTimeout)
{
    public const string Product = "snowflake-deploy";
    private const string DefaultSchema = "PUBLIC";

    private static readonly string[] s_keys = ["connection", "statementTimeout"];

    /// <summary>The account's address, by which two databases are known to lie in one account.</summary>
    public required string Account { get; init; }

    /// <summary>The stored name of the warehouse that the connection string names; null where it is the user's.</summary>
    public string? Warehouse => new DbConnectionStringBuilder { ConnectionString = ConnectionString }.TryGetValue("warehouse", out var name) ? SnowflakeNames.Identifier((string)name) : null;

    public static SnowflakeOptions Of(DatabaseSettings settings)
    {
        if (settings.Values.Keys.FirstOrDefault(key => !s_keys.Contains(key)) is { } unknown)
            throw Invalid(settings, $"has the setting '{unknown}', which kind snowflake does not know. Use: {string.Join(", ", s_keys)}.");
        if (!settings.Values.TryGetValue("connection", out var connection) || string.IsNullOrWhiteSpace(connection))
            throw Invalid(settings, "has no connection. Add 'connection' with account, authenticator, user, db, schema and warehouse to its entry in the configuration.");
        var keys = Keys(settings, connection);
        if (!keys.TryGetValue("db", out var database))
            throw Invalid(settings, "has a connection without db. Name the database in it.");
        if (!keys.ContainsKey("application"))
            keys["application"] = Product;
        var home = new SchemaPlace(SnowflakeNames.Identifier((string)database), keys.TryGetValue("schema", out var schema) ? SnowflakeNames.Identifier((string)schema) : DefaultSchema);
        return new SnowflakeOptions(settings.Name, keys.ConnectionString, home, Timeout(settings)) { Account = Validated(settings, keys.ConnectionString) };
    }

    /// <summary>The same account for text of a plan's author: names without a schema are looked up in another one, and no session is shared.</summary>
    public string ConnectionTo(SchemaPlace place) => Driver.Unshared(new DbConnectionStringBuilder
    {
        ConnectionString = ConnectionString,
        ["db"] = SnowflakeNames.Quote(place.Database),
        ["schema"] = SnowflakeNames.Quote(place.Schema),
    });

    private static DbConnectionStringBuilder Keys(DatabaseSettings settings, string connection)
    {
        try
        {
            return new DbConnectionStringBuilder { ConnectionString = connection };
        }
        catch (ArgumentException)
        {
            // The reason may repeat a part of the string, which may be the secret.
            throw Invalid(settings, "has a connection that is no connection string. Write account=…;user=…;authenticator=snowflake_jwt;private_key_file=…;db=…;schema=…;warehouse=….");
        }
    }

    private static string Validated(DatabaseSettings settings, string connection)
    {
        try
        {
            return Driver.Check(connection);
        }
        catch (ConnectionRefusedException refused)
        {
            throw Invalid(settings, $"has a connection that the driver does not take. {refused.Message}");
        }
    }

    private static TimeSpan Timeout(DatabaseSettings settings)
    {
        if (!settings.Values.TryGetValue("statementTimeout", out var text))
            return TimeSpan.Zero;
        return DurationText.TryParse(text, out var duration) ? duration : throw Invalid(settings, "has a statementTimeout that is no duration. Write 30s or 5m.");
    }

    private static MigrationException Invalid(DatabaseSettings settings, string what) =>
        new(ErrorCodes.ConfigInvalid, $"Database '{settings.Name}' {what}");
}
