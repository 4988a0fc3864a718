using System.Globalization;
using System.IO.Compression;
using System.Text.Json;
using Snowflake.Emulator.Engine;
using Snowflake.Emulator.Sql.Catalog;
using Snowflake.Emulator.Sql.Syntax;
using Snowflake.Emulator.Sql.Translation;
using Snowflake.Emulator.Sql.Types;

namespace Snowflake.Emulator.Sql.Execution;

/// <summary>Loads JSON files of a stage, all of them or none. A file that the table has loaded before is passed over, unless FORCE says otherwise.</summary>
internal sealed class CopyRunner(StagedFiles staged, SessionConnection connection, TranslationContext context)
{
    /// <summary>Characters of documents that PostgreSQL is given at once: it takes no text of a gigabyte.</summary>
    private const int MostAtOnce = 16_000_000;

    private static readonly EngineColumn[] Columns =
    [
        new("file", "text"), new("status", "text"), Number("rows_parsed"), Number("rows_loaded"), Number("error_limit"), Number("errors_seen"),
        new("first_error", "text"), Number("first_error_line"), Number("first_error_character"), new("first_error_column_name", "text"),
    ];

    public async Task<EngineResult> RunAsync(CopyStatement copy, CancellationToken cancellation)
    {
        if (context.Session.Warehouse.Length == 0) throw SqlError.NoWarehouse();
        var (_, table) = context.Session.Table(copy.Table);
        if (table.Keys.Any(key => key.Kind == "CHECK")) throw new EngineException("000002", "0A000", "Unsupported feature 'COPY INTO a table with CHECK constraints'.");
        var stage = context.Session.State.Stages.GetValueOrDefault(context.Session.Key(copy.From.Stage)) ?? throw SqlError.NoObject("Stage", copy.From.Stage.ToString());
        var files = StagedFiles.Matching(stage, copy.From.Path).Where(file => copy.Force || !staged.IsLoaded(table.Id, file)).ToList();
        if (files.Count == 0) return EngineResult.Status("Copy executed with 0 files processed.");
        var counts = await connection.AtomicallyAsync(async () =>
        {
            var loaded = new List<(string File, long Rows)>();
            foreach (var file in files) loaded.Add((StagedFiles.Name(stage, file), await LoadAsync(copy, table, file, cancellation)));
            return loaded;
        }, cancellation);
        foreach (var file in files)
        {
            staged.Loaded(table.Id, file);
            if (copy.Purge) File.Delete(file);
        }

        return new(Columns, [.. counts.Select(count => Row(count.File, count.Rows.ToString(CultureInfo.InvariantCulture)))]) { Stats = new(counts.Sum(count => count.Rows), 0, 0) };
    }

    private static string?[] Row(string file, string rows) => [file, "LOADED", rows, rows, "1", "0", null, null, null, null];

    private static EngineColumn Number(string name) => new(name, "fixed") { Precision = 18, Scale = 0 };

    private async Task<long> LoadAsync(CopyStatement copy, Table table, string file, CancellationToken cancellation)
    {
        try
        {
            await using var raw = File.OpenRead(file);
            await using Stream content = copy.IsGzip ? new GZipStream(raw, CompressionMode.Decompress) : raw;
            var (loaded, size, documents) = (0L, 0, new List<string>());
            await foreach (var document in JsonSerializer.DeserializeAsyncEnumerable<JsonElement>(content, topLevelValues: true, cancellationToken: cancellation))
            {
                documents.Add(document.GetRawText());
                size += documents[^1].Length;
                if (size < MostAtOnce) continue;
                loaded += await LoadAsync(copy, table, (documents, loaded), cancellation);
                (size, documents) = (0, []);
            }

            return loaded + await LoadAsync(copy, table, (documents, loaded), cancellation);
        }
        catch (Exception failure) when (failure is JsonException or InvalidDataException)
        {
            throw new EngineException("100069", "22P02", $"Error parsing JSON: {failure.Message}\n  File '{Path.GetFileName(file)}'");
        }
    }

    /// <param name="part">Documents of a file, and how many stand before them in it.</param>
    private async Task<long> LoadAsync(CopyStatement copy, Table table, (List<string> Documents, long Before) part, CancellationToken cancellation)
    {
        var own = new TranslationContext(context.Session, []);
        var documents = own.Parameter($"[{string.Join(',', part.Documents)}]");
        var values = copy.Values.Select(value => Value(value, own, part.Before)).ToList();
        var query = new TranslatedQuery($"SELECT {string.Join(", ", values.Select((value, i) => $"{value.Sql} AS c{i + 1}"))} FROM jsonb_array_elements(({documents})::jsonb) WITH ORDINALITY AS f(value, n)",
            [.. values.Select((value, i) => new OutputColumn($"C{i + 1}", value.Type))]);
        var targets = copy.Columns.Count == 0 ? table.Columns : [.. copy.Columns.Select(name => table.Find(name) ?? throw SqlError.InvalidIdentifier(name))];
        return await connection.ExecuteAsync($"INSERT INTO {table.Stored} ({ChangeTranslator.Names(table, targets)}) {new ChangeTranslator(own).Selected(table, targets, query)}", own.Parameters, cancellation);
    }

    /// <summary>Of what a COPY may select, literals, the document and its number are known.</summary>
    private static Typed Value(Expression value, TranslationContext own, long before) => value switch
    {
        PlaceExpression { Place: 1 } => new("f.value", SqlType.Variant),
        ColumnExpression { Parts: ["METADATA$FILE_ROW_NUMBER"] } => new($"(f.n + {before})::numeric", SqlType.Number(18, 0)),
        TextLiteral or NumberLiteral or NullLiteral => new ExpressionTranslator(own, new()).Translate(value),
        _ => throw SqlError.Unknown($"{value.GetType().Name} in a COPY"),
    };
}
