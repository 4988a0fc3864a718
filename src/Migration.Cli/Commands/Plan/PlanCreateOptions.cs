using System.CommandLine;
using Migration.Cli.Commands.Templates;
using Migration.Cli.Errors;
using Migration.Cli.Session;
using Migration.Core.Plans;
using Migration.Planning;

namespace Migration.Cli.Commands.Plan;

/// <summary>The words of <c>migrate plan create</c>, and the request that they make.</summary>
internal sealed class PlanCreateOptions
{
    private const MigrationType StandardType = MigrationType.Combined;
    private const MigrationStrategy StandardStrategy = MigrationStrategy.Batch;
    private static readonly MigrationConfiguration Standard = new();

    private readonly Argument<string> _name = new("name") { Description = "What to call it; the plan's id is made of it" };
    private readonly Option<string?> _description = new("--description") { Description = "What it is for", HelpName = "TEXT" };
    private readonly Option<string> _sourceDatabase = Required("--source-database", "The database to move from, by its name in the configuration");
    private readonly Option<string?> _sourceSchema = new("--source-schema") { Description = "Its schema (default: the engine's, main for SQLite)", HelpName = "SCHEMA" };
    private readonly Option<string> _targetDatabase = Required("--target-database", "The database to move to, by its name in the configuration");
    private readonly Option<string?> _targetSchema = new("--target-schema") { Description = "Its schema (default: the engine's, main for SQLite)", HelpName = "SCHEMA" };
    private readonly Option<string[]> _tables = new("--tables") { Description = "Source tables, separated by commas (default: all)", HelpName = "NAMES" };
    private readonly Option<MigrationType?> _type = EnumOption.Create("--type", "What to move", StandardType);
    private readonly Option<MigrationStrategy?> _strategy = EnumOption.Create("--strategy", "How to move it", StandardStrategy);
    private readonly Option<int?> _batchSize = CommonOptions.Number("--batch-size", $"The most rows that one transaction writes (default {Standard.BatchSize})");
    private readonly Option<int?> _parallelism = CommonOptions.Number("--parallelism", $"Tables in work at once (default {Standard.Parallelism})");
    private readonly Option<bool?> _validation = new("--enable-validation") { Description = "Compare source and target after the copy (default true)", HelpName = "true|false" };
    private readonly Option<bool?> _rollback = new("--enable-rollback") { Description = "Keep what is needed to undo the migration (default true)", HelpName = "true|false" };

    private readonly Option<string?> _template = new("--template") { Description = "The template to make it of, as `templates list` names it; the other options go before what it says", HelpName = "ID" };
    private readonly Option<string[]> _values = TemplateOptions.Values();

    public Command AddTo(Command command) => AddCommonTo(command.With(_name, _template));

    /// <summary>All but the plan's name and template.</summary>
    public Command AddCommonTo(Command command) => command.With(
        _values, _description, _sourceDatabase, _sourceSchema, _targetDatabase, _targetSchema,
        _tables, _type, _strategy, _batchSize, _parallelism, _validation, _rollback);

    public PlanDraftRequest Request(CliSession session)
    {
        var template = session.Get(_template);
        if (template is null && session.Has(_values))
            throw new CliException(CliErrorCodes.Usage, "--set gives parameters of a template, and no template is named.", "Add --template ID; `templates list` shows which there are.");
        return Request(session, session.Get(_name), template);
    }

    /// <param name="template">Null for none.</param>
    public PlanDraftRequest Request(CliSession session, string name, string? template) =>
        Request(session, name, template is null ? null : TemplateOptions.Fill(session, template, _values));

    private PlanDraftRequest Request(CliSession session, string name, MigrationPlan? basis) => new()
    {
        Name = name,
        Basis = basis,
        Description = session.Get(_description) ?? "",
        SourceDatabase = session.Get(_sourceDatabase)!,
        SourceSchema = session.Get(_sourceSchema) ?? "",
        TargetDatabase = session.Get(_targetDatabase)!,
        TargetSchema = session.Get(_targetSchema) ?? "",
        Tables = Names(session.Get(_tables)),
        Type = session.Get(_type) ?? basis?.Type ?? StandardType,
        Strategy = session.Get(_strategy) ?? basis?.Strategy ?? StandardStrategy,
        Configuration = Configured(session, basis?.Configuration ?? Standard),
    };

    private MigrationConfiguration Configured(CliSession session, MigrationConfiguration basis) => basis with
    {
        BatchSize = session.Get(_batchSize) ?? basis.BatchSize,
        Parallelism = session.Get(_parallelism) ?? basis.Parallelism,
        EnableValidation = session.Get(_validation) ?? basis.EnableValidation,
        EnableRollback = session.Get(_rollback) ?? basis.EnableRollback,
    };

    /// <summary>A name that holds a comma is written into the plan's file by hand.</summary>
    private static string[] Names(string[]? given) =>
        [.. (given ?? []).SelectMany(list => list.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))];

    private static Option<string> Required(string name, string description) =>
        new(name) { Description = description, HelpName = "NAME", Required = true };
}
