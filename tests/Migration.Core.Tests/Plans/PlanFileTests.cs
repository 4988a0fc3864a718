using System.Text.Json;
using Migration.Core.Documents;
using Migration.Core.Errors;
using Migration.Core.Plans;

namespace Migration.Core.Tests.Plans;

public class PlanFileTests
{
    [Theory]
    [InlineData(DocumentFormat.Yaml)]
    [InlineData(DocumentFormat.Json)]
    public void Write_AFullPlan_ReadsBackEqual(DocumentFormat format)
    {
        var result = PlanFile.Read(PlanFile.Write(SamplePlans.Full, format), format);

        Assert.Empty(result.Problems);
        PlanAssert.Equal(SamplePlans.Full, result.Value);
    }

    [Fact]
    public void Write_AFullPlan_SurvivesDefaultJsonOfAPayload()
    {
        var payload = JsonSerializer.Serialize(SamplePlans.Full);

        PlanAssert.Equal(SamplePlans.Full, JsonSerializer.Deserialize<MigrationPlan>(payload));
    }

    [Fact]
    public void Read_OnlyWhatIsRequired_TakesTheDefaults()
    {
        var result = PlanFile.Read("id: users\nname: Users\nsourceDatabase: LEGACY_DB\ntargetDatabase: NEW_DB\n", DocumentFormat.Yaml);

        PlanAssert.Equal(SamplePlans.Minimal, result.Value);
    }

    [Fact]
    public void Read_ManyMistakes_ReportsEachAtOnceWithPathAndCode()
    {
        const string text = """
            id: users
            name: 12
            sourceDatabse: A
            targetDatabase: B
            type: EVERYTHING
            tables:
              - sourceTable: t
                columns:
                  - sourceColumn: [a]
                    transform: { expression: x }
            configuration:
              batchSize: many
              retryDelay: soon
              useTransactions: yes
            """;

        var result = PlanFile.Read(text, DocumentFormat.Yaml);

        Assert.Null(result.Value);
        Assert.Equal(
            [
                ("configuration.batchSize", ErrorCodes.PlanWrongType),
                ("configuration.retryDelay", ErrorCodes.PlanInvalidValue),
                ("configuration.useTransactions", ErrorCodes.PlanWrongType),
                ("name", ErrorCodes.PlanWrongType),
                ("sourceDatabase", ErrorCodes.PlanMissing),
                ("sourceDatabse", ErrorCodes.PlanUnknownKey),
                ("tables[0].columns[0].sourceColumn", ErrorCodes.PlanWrongType),
                ("tables[0].columns[0].transform.type", ErrorCodes.PlanMissing),
                ("type", ErrorCodes.PlanInvalidValue),
            ],
            result.Problems.Select(p => (p.Path, p.Code)).Order());
    }

    [Fact]
    public void Read_AMistypedKey_SuggestsTheKeyAndGivesThePlace()
    {
        var problem = Assert.Single(Read("configuration:\n  batchsize: 5").Problems, p => p.Code == ErrorCodes.PlanUnknownKey);

        Assert.Equal("Did you mean 'batchSize'?", problem.Fix);
        Assert.StartsWith("Line 6, column 3:", problem.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Read_AMistypedKeyInJson_GivesThePlace()
    {
        const string text = "{ \"id\": \"a\", \"name\": \"A\",\n  \"sourceDatabase\": \"S\", \"targetDatabase\": \"T\",\n  \"tabels\": [] }";

        var problem = Assert.Single(PlanFile.Read(text, DocumentFormat.Json).Problems);

        Assert.Equal("Did you mean 'tables'?", problem.Fix);
        Assert.StartsWith("Line 3, column 3:", problem.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("row_count", ValidationType.RowCount)]
    [InlineData("ROW_COUNT", ValidationType.RowCount)]
    [InlineData("Accuracy", ValidationType.Accuracy)]
    public void Read_EnumInAnyCase_IsTaken(string text, ValidationType expected) =>
        Assert.Equal(expected, Value($"validations: [{{ name: v, type: {text} }}]").Validations[0].Type);

    [Theory]
    [InlineData("'123'", JsonValueKind.String)]
    [InlineData("\"true\"", JsonValueKind.String)]
    [InlineData("123", JsonValueKind.Number)]
    [InlineData("-1.50e3", JsonValueKind.Number)]
    [InlineData("true", JsonValueKind.True)]
    [InlineData("False", JsonValueKind.False)]
    [InlineData("2024-01-31", JsonValueKind.String)]
    [InlineData("yes", JsonValueKind.String)]
    public void Read_DefaultValue_KeepsItsKind(string yaml, JsonValueKind expected) =>
        Assert.Equal(expected, DefaultValue(yaml)!.Value.ValueKind);

    [Theory]
    [InlineData("null")]
    [InlineData("~")]
    [InlineData("")]
    public void Read_DefaultValueNull_IsNoDefault(string yaml) => Assert.Null(DefaultValue(yaml));

    [Theory]
    [InlineData("007")]
    [InlineData("0x1F")]
    [InlineData("+5")]
    [InlineData(".inf")]
    public void Read_ANumberThatOnlyYamlKnows_IsRefused(string yaml) =>
        Assert.Contains(Read($"tables: [{{ sourceTable: t, columns: [{{ sourceColumn: c, defaultValue: {yaml} }}] }}]").Problems, p => p.Code == ErrorCodes.PlanInvalidValue);

    [Fact]
    public void Read_ANumberWhereTextIsExpected_AsksForQuotes()
    {
        var problem = Assert.Single(Read("tables: [{ sourceTable: 2024 }]").Problems);

        Assert.Equal(("tables[0].sourceTable", ErrorCodes.PlanWrongType), (problem.Path, problem.Code));
        Assert.Contains("quote", problem.Fix, StringComparison.Ordinal);
    }

    [Fact]
    public void Read_ExpectedNumber_IsTakenAsItsText() =>
        Assert.Equal("3", Value("preConditions: [{ name: p, query: SELECT 3, expected: 3 }]").PreConditions[0].Expected);

    private static JsonElement? DefaultValue(string yaml) =>
        Value($"tables:\n- sourceTable: t\n  columns:\n  - sourceColumn: c\n    defaultValue: {yaml}").Tables[0].Columns[0].DefaultValue;

    private static DocumentResult<MigrationPlan> Read(string rest) =>
        PlanFile.Read($"id: users\nname: Users\nsourceDatabase: A\ntargetDatabase: B\n{rest}", DocumentFormat.Yaml);

    private static MigrationPlan Value(string rest)
    {
        var result = Read(rest);
        Assert.Empty(result.Problems);
        return result.Value!;
    }
}
