using System.Data.Common;

namespace Snowflake.SqlApi;

/// <summary>The provider, for code that knows ADO.NET alone.</summary>
public sealed class SnowflakeProviderFactory : DbProviderFactory
{
    public static readonly SnowflakeProviderFactory Instance = new();

    private SnowflakeProviderFactory()
    {
    }

    public override DbConnection CreateConnection() => new SnowflakeConnection();

    public override DbCommand CreateCommand() => new SnowflakeCommand();

    public override DbParameter CreateParameter() => new SnowflakeParameter();

    public override DbConnectionStringBuilder CreateConnectionStringBuilder() => new();

    public override DbDataSource CreateDataSource(string connectionString) => new SnowflakeDataSource(connectionString);
}
