using Migration.Core.Documents;

namespace Migration.Core.Plans.Documents;

/// <summary>A plan as a document, both ways: each key once to read and once to write.</summary>
internal static class PlanDocument
{
    public static MigrationPlan Read(MapReader map) => new()
    {
        Id = map.RequiredText("id"),
        Name = map.RequiredText("name"),
        Description = map.TextOrNull("description") ?? "",
        Type = map.Optional("type", ValueFormats.Enum<MigrationType>(), MigrationType.Combined),
        Strategy = map.Optional("strategy", ValueFormats.Enum<MigrationStrategy>(), MigrationStrategy.Batch),
        SourceDatabase = map.RequiredText("sourceDatabase"),
        SourceSchema = map.TextOrNull("sourceSchema") ?? "",
        TargetDatabase = map.RequiredText("targetDatabase"),
        TargetSchema = map.TextOrNull("targetSchema") ?? "",
        Tables = map.Maps("tables", TableDocument.Read),
        Dependencies = map.Texts("dependencies"),
        PreConditions = map.Maps("preConditions", PreConditionDocument.Read),
        PostActions = map.Maps("postActions", PostActionDocument.Read),
        Validations = map.Maps("validations", ValidationRuleDocument.Read),
        Configuration = map.MapOrNull("configuration", ConfigurationDocument.Read) ?? new MigrationConfiguration(),
        EstimatedTime = map.ValueOrNull("estimatedTime", ValueFormats.Duration),
        EstimatedSize = map.ValueOrNull("estimatedSize", ValueFormats.Size),
    };

    public static MapNode Write(MigrationPlan plan) => new MapWriter()
        .Text("id", plan.Id)
        .Text("name", plan.Name)
        .Text("description", plan.Description)
        .Enum("type", plan.Type)
        .Enum("strategy", plan.Strategy)
        .Text("sourceDatabase", plan.SourceDatabase)
        .Text("sourceSchema", plan.SourceSchema)
        .Text("targetDatabase", plan.TargetDatabase)
        .Text("targetSchema", plan.TargetSchema)
        .Maps("tables", plan.Tables, TableDocument.Write)
        .Texts("dependencies", plan.Dependencies)
        .Maps("preConditions", plan.PreConditions, PreConditionDocument.Write)
        .Maps("postActions", plan.PostActions, PostActionDocument.Write)
        .Maps("validations", plan.Validations, ValidationRuleDocument.Write)
        .Node("configuration", ConfigurationDocument.Write(plan.Configuration))
        .Value("estimatedTime", plan.EstimatedTime)
        .Size("estimatedSize", plan.EstimatedSize)
        .ToNode();
}
