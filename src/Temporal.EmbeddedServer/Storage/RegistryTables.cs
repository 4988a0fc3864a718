using Google.Protobuf;
using Microsoft.Data.Sqlite;
using Temporalio.Api.WorkflowService.V1;

namespace Temporal.EmbeddedServer.Storage;

/// <summary>The small tables that are kept in memory whole: namespaces, search attributes, the server's own identity.</summary>
internal static class RegistryTables
{
    public static List<DescribeNamespaceResponse> Namespaces(SqliteConnection connection)
    {
        using var statement = new Statement(connection, "SELECT info FROM namespaces ORDER BY name");
        return statement.Query(row => DescribeNamespaceResponse.Parser.ParseFrom(row.GetFieldValue<byte[]>(0)));
    }

    public static void PutNamespace(SqliteConnection connection, DescribeNamespaceResponse info)
    {
        using var statement = new Statement(connection, "INSERT OR REPLACE INTO namespaces (name, info) VALUES ($0, $1)");
        statement.Execute(info.NamespaceInfo.Name, info.ToByteArray());
    }

    public static void RemoveNamespace(SqliteConnection connection, string name)
    {
        using var statement = new Statement(connection, "DELETE FROM namespaces WHERE name = $0");
        statement.Execute(name);
    }

    public static Dictionary<string, IndexedValueType> SearchAttributes(SqliteConnection connection)
    {
        using var statement = new Statement(connection, "SELECT name, type FROM search_attributes");
        return statement.Query(row => (row.GetString(0), (IndexedValueType)row.GetInt32(1))).ToDictionary();
    }

    public static void PutSearchAttribute(SqliteConnection connection, string name, IndexedValueType type)
    {
        using var statement = new Statement(connection, "INSERT OR REPLACE INTO search_attributes (name, type) VALUES ($0, $1)");
        statement.Execute(name, (int)type);
    }

    public static void RemoveSearchAttribute(SqliteConnection connection, string name)
    {
        using var statement = new Statement(connection, "DELETE FROM search_attributes WHERE name = $0");
        statement.Execute(name);
    }

    /// <summary>A value that is made once in the life of the file.</summary>
    public static string Once(SqliteConnection connection, string name, Func<string> make)
    {
        using var read = new Statement(connection, "SELECT value FROM meta WHERE name = $0");
        if (read.Scalar(name) is string known)
        {
            return known;
        }

        var value = make();
        using var write = new Statement(connection, "INSERT INTO meta (name, value) VALUES ($0, $1)");
        write.Execute(name, value);
        return value;
    }
}
