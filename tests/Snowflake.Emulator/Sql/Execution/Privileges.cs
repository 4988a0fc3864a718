using Snowflake.Emulator.Sql.Syntax;

namespace Snowflake.Emulator.Sql.Execution;

/// <summary>What a statement takes of its role.</summary>
internal static class Privileges
{
    /// <exception cref="Engine.EngineException">The role was denied it.</exception>
    public static void Require(SessionState session, Statement statement)
    {
        switch (statement)
        {
            case InsertStatement insert:
                Table(session, insert.Table, "INSERT");
                break;
            case UpdateStatement update:
                Table(session, update.Table, "UPDATE");
                break;
            case DeleteStatement delete:
                Table(session, delete.Table, "DELETE");
                break;
            case TruncateStatement truncate:
                Table(session, truncate.Table, "TRUNCATE");
                break;
            case CreateTableStatement { Kind: not "TEMPORARY" } table:
                InSchema(session, table.Name, "CREATE TABLE");
                break;
            case CreateViewStatement view:
                InSchema(session, view.Name, "CREATE VIEW");
                break;
            case CreateSequenceStatement sequence:
                InSchema(session, sequence.Name, "CREATE SEQUENCE");
                break;
            case CreateSchemaStatement schema:
                session.Denials.Require(session.Role, "CREATE SCHEMA", "DATABASE", session.SchemaKey(schema.Name).Database);
                break;
        }
    }

    private static void InSchema(SessionState session, ObjectName name, string privilege)
    {
        var key = session.Key(name);
        session.Denials.Require(session.Role, privilege, "SCHEMA", $"{key.Database}.{key.Schema}");
    }

    private static void Table(SessionState session, ObjectName name, string privilege) => session.Denials.Require(session.Role, privilege, "TABLE", session.Key(name).ToString());
}
