using Migration.Connectors.Schema;
using Migration.Connectors.Sqlite.Engine;
using Migration.Connectors.Sqlite.Schema;

namespace Migration.Connectors.Sqlite.Pages;

/// <summary>The place in a target's connection where <see cref="TableImage"/>s are read from, one after another.</summary>
internal sealed unsafe class ImageAttachment : IDisposable
{
    public const string Table = Schema + ".image";

    private const string Schema = "_migration_image";

    private readonly SqliteSession _session;
    private readonly byte[] _empty;

    private ImageAttachment(SqliteSession session, byte[] empty)
    {
        _session = session;
        _empty = empty;
    }

    /// <summary>The database without a row: two pages as SQLite makes them.</summary>
    public ReadOnlyMemory<byte> Empty => _empty;

    /// <summary>Null where the table's columns can't be declared again by themselves.</summary>
    public static ImageAttachment? TryAttach(SqliteSession session, TableDefinition source)
    {
        session.Execute($"ATTACH ':memory:' AS {Schema}");
        try
        {
            session.Execute($"PRAGMA {Schema}.page_size={TableImage.PageSize}; CREATE TABLE {Table}({Columns(source)}){(source.IsStrict ? " STRICT" : "")}");
            var empty = Serialize(session);
            if (empty.Length == 2 * TableImage.PageSize)
                return new ImageAttachment(session, empty);
        }
        catch (SqliteFailure)
        {
            // A default in double quotes, a collation that is not there: such a table is copied column by column.
        }
        session.Execute($"DETACH {Schema}");
        return null;
    }

    /// <summary>The name in the image of a column of the table.</summary>
    public static string Column(int place) => $"c{place}";

    /// <summary>Shows the connection an image, until what is returned is disposed. Not within a transaction.</summary>
    public IDisposable Show(TableImage image)
    {
        Load(image.Database);
        // Pages are then used where they lie, not copied first.
        _session.Execute($"PRAGMA {Schema}.mmap_size={int.MaxValue}");
        return new Turn(this);
    }

    public void Dispose() => _session.Execute($"DETACH {Schema}");

    private static string Columns(TableDefinition source) => string.Join(", ", source.Columns.Select((column, place) => Declaration(source, column, place)));

    // All that SQLite compares before it copies records as they are; checks are left out, so that they are made.
    private static string Declaration(TableDefinition source, ColumnDefinition column, int place)
    {
        var isRowId = column.Name.Equals(source.RowIdColumn, StringComparison.OrdinalIgnoreCase);
        var type = source.IsStrict ? column.DeclaredType : Affinities.Of(column.DeclaredType) switch
        {
            Affinity.Blob => "",
            Affinity.Text => "TEXT",
            Affinity.Integer => "INTEGER",
            Affinity.Real => "REAL",
            _ => "NUMERIC",
        };
        // To name BINARY, which is the default, makes a difference to that comparison.
        var collation = column.Collation == "BINARY" ? "" : $" COLLATE {SqliteNames.Quote(column.Collation)}";
        return $"{Column(place)} {type}{(isRowId ? " PRIMARY KEY" : "")}{(column.NotNull ? " NOT NULL" : "")}{collation}"
            + (column.DefaultExpression is { } text ? $" DEFAULT ({text}\n)" : "");
    }

    private static byte[] Serialize(SqliteSession session)
    {
        fixed (byte* schema = "_migration_image\0"u8)
        {
            long size;
            var pages = Sqlite3.Serialize(session.Pointer, schema, &size, 0);
            var copy = GC.AllocateUninitializedArray<byte>((int)size, pinned: true);
            new ReadOnlySpan<byte>(pages, (int)size).CopyTo(copy);
            Sqlite3.Free(pages);
            return copy;
        }
    }

    // SQLite reads the memory in its place; it is pinned, and kept by the batch until the empty one takes its place.
    private void Load(ReadOnlySpan<byte> database)
    {
        fixed (byte* schema = "_migration_image\0"u8, start = database)
            _session.Check(Sqlite3.Deserialize(_session.Pointer, schema, start, database.Length, database.Length, 0));
    }

    private sealed class Turn(ImageAttachment attachment) : IDisposable
    {
        public void Dispose() => attachment.Load(attachment._empty);
    }
}
