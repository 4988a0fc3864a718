using System.Buffers;
using Migration.Core.Errors;

namespace Migration.Connectors.Sqlite;

/// <summary>Where the schemas of a SQLite database lie: one file is the schema <c>main</c>; in a folder each NAME.db is one.</summary>
internal sealed class SqliteLocation
{
    public const string DefaultSchema = "main";

    private static readonly string[] s_extensions = [".db", ".sqlite", ".sqlite3"];

    private static readonly SearchValues<char> s_forbidden = SearchValues.Create("/\\:*?\"<>|\0");

    private readonly string _name;

    public SqliteLocation(DatabaseSettings settings)
    {
        _name = settings.Name;
        Path = settings.Values.TryGetValue("path", out var path) && !string.IsNullOrWhiteSpace(path)
            ? System.IO.Path.GetFullPath(path)
            : throw new MigrationException(ErrorCodes.ConfigInvalid, $"Database '{settings.Name}' has no path. Add 'path' to its entry in the configuration.");
        IsFolder = Directory.Exists(Path) || (!File.Exists(Path) && LooksLikeFolder(path));
    }

    public string Path { get; }

    public bool IsFolder { get; }

    public bool Exists => IsFolder ? Directory.Exists(Path) : File.Exists(Path);

    public IReadOnlyList<string> ListSchemas()
    {
        if (!Exists)
            return [];
        return IsFolder ? [.. SchemaFiles().Select(f => System.IO.Path.GetFileNameWithoutExtension(f)!).Order(StringComparer.Ordinal)] : [DefaultSchema];
    }

    public bool HasSchema(string schema) => File.Exists(FileOf(schema));

    /// <summary>The file of a schema, whether or not it is there.</summary>
    public string FileOf(string schema)
    {
        if (IsFolder)
            return FindFile(schema) ?? System.IO.Path.Combine(Path, Checked(schema) + ".db");
        return schema.Length == 0 || schema.Equals(DefaultSchema, StringComparison.OrdinalIgnoreCase)
            ? Path
            : throw Unknown(schema, "It is one file, whose only schema is main.");
    }

    public string ExistingFileOf(string schema)
    {
        if (!Exists)
            throw new MigrationException(ErrorCodes.DatabaseMissing, $"Database '{_name}' does not exist at its path. Correct 'path' in the configuration.");
        var file = FileOf(schema);
        return File.Exists(file) ? file : throw Unknown(schema, ListSchemas() is { Count: > 0 } all
            ? $"It has: {string.Join(", ", all)}."
            : "Its folder holds no database.");
    }

    private string? FindFile(string schema)
    {
        if (!Directory.Exists(Path))
            return null;
        var wanted = schema.Length == 0 ? DefaultSchema : schema;
        var files = SchemaFiles().ToList();
        return files.Find(f => Names(f, wanted, StringComparison.Ordinal))
            ?? files.Find(f => Names(f, wanted, StringComparison.OrdinalIgnoreCase))
            ?? (schema.Length == 0 && files.Count == 1 ? files[0] : null);
    }

    private IEnumerable<string> SchemaFiles() => Directory.EnumerateFiles(Path)
        .Where(f => s_extensions.Contains(System.IO.Path.GetExtension(f), StringComparer.OrdinalIgnoreCase))
        .Order(StringComparer.Ordinal);

    private string Checked(string schema)
    {
        var name = schema.Length == 0 ? DefaultSchema : schema;
        return name.AsSpan().IndexOfAny(s_forbidden) < 0 && name is not ("." or "..")
            ? name
            : throw Unknown(schema, "A schema of a folder is a file name without its extension.");
    }

    private static bool Names(string file, string schema, StringComparison comparison) =>
        System.IO.Path.GetFileNameWithoutExtension(file).Equals(schema, comparison);

    private static bool LooksLikeFolder(string path) =>
        System.IO.Path.EndsInDirectorySeparator(path) || !System.IO.Path.HasExtension(path);

    private MigrationException Unknown(string schema, string explanation) =>
        new(ErrorCodes.SchemaUnknown, $"Database '{_name}' has no schema '{(schema.Length == 0 ? DefaultSchema : schema)}'. {explanation}");
}
