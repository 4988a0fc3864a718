using Migration.Conformance;
using Npgsql;

namespace Migration.EndToEnd.Crashes;

/// <summary>An administrator ends the product's sessions.</summary>
internal sealed class SessionEnd(PostgresServer server) : IFault
{
    public string Name => "end of the sessions";

    public void Strike(Random random)
    {
        using var connection = new NpgsqlConnection(server.ConnectionString("postgres") + ";Pooling=false");
        connection.Open();
        using var command = new NpgsqlCommand("SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity WHERE application_name LIKE 'snowflake-deploy%'", connection);
        command.ExecuteScalar();
    }
}

/// <summary>kill -9 to every process of PostgreSQL, and a start that finds what the log has.</summary>
internal sealed class DatabaseKill(PostgresServer server) : IFault
{
    public string Name => "kill of PostgreSQL";

    public void Strike(Random random)
    {
        server.KillAll();
        server.StartAgain();
    }
}

/// <summary>The network drops every connection between the product and PostgreSQL.</summary>
internal sealed class ConnectionLoss(LoopbackProxy proxy) : IFault
{
    public string Name => "loss of the connections";

    public void Strike(Random random) => proxy.Drop();
}

/// <summary>The network carries nothing more on the connections there are, and closes none.</summary>
internal sealed class ConnectionSilence(LoopbackProxy proxy) : IFault
{
    public string Name => "silence of the connections";

    public void Strike(Random random) => proxy.Silence();
}
