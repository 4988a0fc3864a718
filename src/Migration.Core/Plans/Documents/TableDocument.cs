using Migration.Core.Documents;

namespace Migration.Core.Plans.Documents;

/// <summary>One item of <c>tables</c>.</summary>
internal static class TableDocument
{
    public static TableMigration Read(MapReader map) => new()
    {
        SourceTable = map.RequiredText("sourceTable"),
        TargetTable = map.TextOrNull("targetTable"),
        Columns = map.Maps("columns", ColumnDocument.Read),
        Transformations = map.Maps("transformations", TransformationDocument.Read),
        Validations = map.Maps("validations", ValidationRuleDocument.Read),
    };

    public static MapNode Write(TableMigration table) => new MapWriter()
        .Text("sourceTable", table.SourceTable)
        .Text("targetTable", table.TargetTable)
        .Maps("columns", table.Columns, ColumnDocument.Write)
        .Maps("transformations", table.Transformations, TransformationDocument.Write)
        .Maps("validations", table.Validations, ValidationRuleDocument.Write)
        .ToNode();
}
