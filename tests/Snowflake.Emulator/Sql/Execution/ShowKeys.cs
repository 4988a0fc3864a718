using Snowflake.Emulator.Engine;
using Snowflake.Emulator.Sql.Catalog;
using Snowflake.Emulator.Sql.Syntax;

namespace Snowflake.Emulator.Sql.Execution;

/// <summary>SHOW PRIMARY KEYS, UNIQUE KEYS, IMPORTED KEYS and EXPORTED KEYS.</summary>
internal sealed class ShowKeys(SessionState session)
{
    private readonly ShowSelection _selection = new(session);

    public EngineResult Keys(ShowStatement show, string kind)
    {
        var table = new ShowTable("created_on", "database_name", "schema_name", "table_name", "column_name", "key_sequence", "constraint_name", "rely", "comment");
        foreach (var (key, found) in _selection.Objects<Table>(show))
        {
            foreach (var constraint in found.Keys.Where(constraint => constraint.Kind == kind))
            {
                foreach (var (place, column) in constraint.Columns.Index())
                    table.Add(constraint.Created, key.Database, key.Schema, key.Name, column, place + 1, constraint.Name, TrueFalse(constraint.IsRely), null);
            }
        }

        return table.Result();
    }

    public EngineResult ForeignKeys(Func<ObjectKey, ObjectKey, bool> isChosen)
    {
        var table = new ShowTable("created_on", "pk_database_name", "pk_schema_name", "pk_table_name", "pk_column_name", "fk_database_name", "fk_schema_name", "fk_table_name", "fk_column_name",
            "key_sequence", "update_rule", "delete_rule", "fk_name", "pk_name", "deferrability", "rely", "comment");
        foreach (var (key, found) in _selection.All().Where(entry => entry.Value is Table).Select(entry => (entry.Key, (Table)entry.Value)))
        {
            foreach (var constraint in found.Keys.Where(constraint => constraint.References is { } references && isChosen(key, references)))
            {
                var referenced = constraint.References!;
                var name = (session.Find(referenced) as Table)?.Keys.FirstOrDefault(other => other.Kind is "PRIMARY KEY" or "UNIQUE" && other.Columns.SequenceEqual(constraint.ReferencedColumns))?.Name;
                foreach (var (place, column) in constraint.Columns.Index())
                {
                    table.Add(constraint.Created, referenced.Database, referenced.Schema, referenced.Name, constraint.ReferencedColumns[place], key.Database, key.Schema, key.Name, column,
                        place + 1, constraint.OnUpdate, constraint.OnDelete, constraint.Name, name, "NOT DEFERRABLE", TrueFalse(constraint.IsRely), null);
                }
            }
        }

        return table.Result();
    }

    private static string TrueFalse(bool value) => value ? "true" : "false";
}
