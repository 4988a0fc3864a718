using System.Text.Json;
using FsCheck;
using FsCheck.Fluent;
using Migration.Core.Documents;
using Migration.Core.Plans;
using Migration.Core.Problems;

namespace Migration.Core.Tests.Plans;

public class PlanRoundTripTests
{
    // Words that notations like to misread, beside anything that a string may hold.
    private static readonly Gen<string> Texts = Gen.OneOf(
        Gen.Elements("yes", "null", "~", "true", "12", "1e5", "0x1F", ".5", "- a", "a: b", "#x", " lead", "trail ", "a\nb", "a\r\nb\n", "\t", "'", "\"", "\\", "🌱", "---", "...", "&a", "*a", "!t", "%", "@", "`", "{", "[", "?", "|", ">", "é", "\u0085", "\u2028", "\u0001", "\uFEFFx"),
        ArbMap.Default.GeneratorFor<NonEmptyString>().Select(s => new string([.. s.Get.Where(c => !char.IsSurrogate(c) && c is not ('\uFFFE' or '\uFFFF'))]) + "x"));

    private static readonly Gen<string?> Options = Gen.OneOf(Gen.Constant((string?)null), Texts.Select(t => (string?)t));

    private static readonly Gen<TimeSpan> Durations = Gen.OneOf(
        Gen.Choose(0, 1_000_000).Select(n => TimeSpan.FromSeconds(n)),
        Gen.Choose(0, int.MaxValue).Select(n => TimeSpan.FromTicks(n)));

    private static readonly Gen<JsonElement?> Defaults = Gen.OneOf(
        Gen.Constant((JsonElement?)null),
        Texts.Select(t => (JsonElement?)JsonSerializer.SerializeToElement(t)),
        Gen.Elements("0", "-1", "1.50", "12345678901234567890", "1e-7", "true", "false").Select(t => (JsonElement?)JsonElement.Parse(t)));

    private static readonly Gen<DataTransformation> Transformations =
        from type in Enums<TransformationType>()
        from expression in Options
        from dataType in Options
        select new DataTransformation { Type = type, Expression = expression, DataType = dataType };

    private static readonly Gen<ColumnMapping> Columns =
        from source in Options
        from target in Options
        from transform in Gen.OneOf(Gen.Constant((DataTransformation?)null), Transformations.Select(t => (DataTransformation?)t))
        from required in Gen.Elements(true, false)
        from value in Defaults
        select new ColumnMapping { SourceColumn = source, TargetColumn = target, Transform = transform, Required = required, DefaultValue = value };

    private static readonly Gen<ValidationRule> Rules =
        from name in Texts
        from type in Enums<ValidationType>()
        from tables in Few(Texts)
        from severity in Enums<Severity>()
        select new ValidationRule { Name = name, Type = type, Tables = tables, Severity = severity };

    private static readonly Gen<TableMigration> Tables =
        from source in Texts
        from target in Options
        from columns in Few(Columns)
        from transformations in Few(Transformations)
        from rules in Few(Rules)
        select new TableMigration { SourceTable = source, TargetTable = target, Columns = columns, Transformations = transformations, Validations = rules };

    private static readonly Gen<MigrationConfiguration> Configurations =
        from batch in Gen.Choose(int.MinValue, int.MaxValue)
        from delay in Durations
        from window in Durations
        from memory in Gen.Choose(0, int.MaxValue)
        from dry in Gen.Elements(true, false)
        from prefix in Texts
        select new MigrationConfiguration { BatchSize = batch, RetryDelay = delay, RollbackWindow = window, MemoryLimit = memory * 1024L, DryRun = dry, TempTablePrefix = prefix };

    private static readonly Gen<MigrationPlan> Plans =
        from name in Texts
        from description in Texts
        from schema in Texts
        from tables in Few(Tables)
        from rules in Few(Rules)
        from configuration in Configurations
        from expected in Gen.OneOf(Options, Gen.Constant((string?)""))
        select SamplePlans.Minimal with
        {
            Name = name,
            Description = description,
            SourceSchema = schema,
            Tables = tables,
            Validations = rules,
            Configuration = configuration,
            PreConditions = [new PreCondition { Name = name, Query = description, Expected = expected }],
        };

    [Theory]
    [InlineData(DocumentFormat.Yaml)]
    [InlineData(DocumentFormat.Json)]
    public void Write_AnyPlan_ReadsBackEqual(DocumentFormat format) =>
        Prop.ForAll(Plans.ToArbitrary(), plan =>
        {
            var text = PlanFile.Write(plan, format);
            var result = PlanFile.Read(text, format);
            return (result.Problems.Count == 0 && JsonSerializer.Serialize(result.Value) == JsonSerializer.Serialize(plan))
                .Label(text + string.Join('\n', result.Problems));
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void Fingerprint_AnyPlan_IsTheSameAfterARoundTrip() =>
        Prop.ForAll(Plans.ToArbitrary(), plan =>
        {
            var again = PlanFile.Read(PlanFile.Write(plan, DocumentFormat.Yaml), DocumentFormat.Yaml).Value!;
            return PlanFingerprint.Of(again) == PlanFingerprint.Of(plan);
        }).QuickCheckThrowOnFailure();

    private static Gen<T> Enums<T>()
        where T : struct, Enum => Gen.Elements(Enum.GetValues<T>());

    private static Gen<T[]> Few<T>(Gen<T> items) => Gen.Choose(0, 2).SelectMany(n => items.ArrayOf(n));
}
