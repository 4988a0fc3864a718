using Migration.Connectors.Postgres.Engine;
using Migration.Connectors.Schema;
using Npgsql;

namespace Migration.Connectors.Postgres.Schema;

/// <summary>Reads the parts of one table from the catalog.</summary>
internal sealed class PostgresTableReader(PostgresSession session, uint table)
{
    // The base of a domain stands for it: so its values are known; format_type keeps the domain's name.
    private const string Columns = """
        SELECT a.attname, format_type(a.atttypid, a.atttypmod), a.attnotnull, pg_get_expr(d.adbin, d.adrelid), a.attgenerated,
            a.attidentity <> '' OR (q.sequence IS NOT NULL AND pg_get_expr(d.adbin, d.adrelid) LIKE 'nextval(%'),
            CASE WHEN q.sequence IS NOT NULL THEN pg_sequence_last_value(q.sequence) END,
            b.typname, b.typtype, b.typcategory, CASE WHEN t.typtype = 'd' THEN t.typtypmod ELSE a.atttypmod END,
            col_description(a.attrelid, a.attnum),
            CASE WHEN co.collname IS NULL OR co.collname = 'default' THEN '' ELSE quote_ident(cn.nspname) || '.' || quote_ident(co.collname) END,
            ARRAY(SELECT e.enumlabel FROM pg_enum e WHERE e.enumtypid = b.oid ORDER BY e.enumsortorder)::text[],
            CASE t.typtype
                WHEN 'e' THEN format('CREATE TYPE %s AS ENUM (%s)', format_type(t.oid, NULL),
                    (SELECT string_agg(quote_literal(e.enumlabel), ', ' ORDER BY e.enumsortorder) FROM pg_enum e WHERE e.enumtypid = t.oid))
                WHEN 'd' THEN format('CREATE DOMAIN %s AS %s%s', format_type(t.oid, NULL), format_type(t.typbasetype, t.typtypmod),
                    (SELECT string_agg(' ' || pg_get_constraintdef(x.oid), '') FROM pg_constraint x WHERE x.contypid = t.oid))
            END
        FROM pg_attribute a
        JOIN pg_type t ON t.oid = a.atttypid
        JOIN pg_type b ON b.oid = CASE WHEN t.typtype = 'd' THEN t.typbasetype ELSE t.oid END
        LEFT JOIN pg_attrdef d ON d.adrelid = a.attrelid AND d.adnum = a.attnum
        LEFT JOIN pg_collation co ON co.oid = a.attcollation
        LEFT JOIN pg_namespace cn ON cn.oid = co.collnamespace
        LEFT JOIN LATERAL (
            SELECT s.objid::regclass AS sequence FROM pg_depend s JOIN pg_class c ON c.oid = s.objid AND c.relkind = 'S'
            WHERE s.classid = 'pg_class'::regclass AND s.refobjid = a.attrelid AND s.refobjsubid = a.attnum AND s.deptype IN ('a', 'i') LIMIT 1) q ON true
        WHERE a.attrelid = $1 AND a.attnum > 0 AND NOT a.attisdropped
        ORDER BY a.attnum
        """;

    private const string Constraints = """
        SELECT conname, contype, conindid, pg_get_expr(conbin, conrelid) FROM pg_constraint
        WHERE conrelid = $1 AND contype IN ('p', 'u', 'c') ORDER BY contype, conname
        """;

    // Each part of an index: the column's name or NULL for an expression, the collation that differs from none, the direction.
    private const string Indexes = """
        SELECT c.relname, i.indisunique, i.indpred IS NOT NULL, pg_get_indexdef(i.indexrelid), i.indexrelid,
            ARRAY(SELECT coalesce(a.attname, '') FROM generate_series(0, i.indnkeyatts - 1) k
                  LEFT JOIN pg_attribute a ON a.attrelid = i.indrelid AND a.attnum = i.indkey[k] AND i.indkey[k] <> 0 ORDER BY k)::text[],
            ARRAY(SELECT CASE WHEN co.oid IS NULL OR co.collname = 'default' THEN '' ELSE quote_ident(cn.nspname) || '.' || quote_ident(co.collname) END
                  FROM generate_series(0, i.indnkeyatts - 1) k LEFT JOIN pg_collation co ON co.oid = i.indcollation[k]
                  LEFT JOIN pg_namespace cn ON cn.oid = co.collnamespace ORDER BY k)::text[],
            ARRAY(SELECT i.indoption[k] & 1 = 1 FROM generate_series(0, i.indnkeyatts - 1) k ORDER BY k)::bool[],
            EXISTS (SELECT 1 FROM pg_constraint x WHERE x.conindid = i.indexrelid AND x.contype IN ('p', 'u', 'x')), i.indisvalid AND am.amname = 'btree'
        FROM pg_index i JOIN pg_class c ON c.oid = i.indexrelid JOIN pg_am am ON am.oid = c.relam
        WHERE i.indrelid = $1 ORDER BY c.relname
        """;

    private const string ForeignKeys = """
        SELECT conname, p.relname, condeferred, confupdtype, confdeltype, n.nspname,
            ARRAY(SELECT a.attname FROM unnest(conkey) WITH ORDINALITY k(n, o) JOIN pg_attribute a ON a.attrelid = conrelid AND a.attnum = k.n ORDER BY k.o)::text[],
            ARRAY(SELECT a.attname FROM unnest(confkey) WITH ORDINALITY k(n, o) JOIN pg_attribute a ON a.attrelid = confrelid AND a.attnum = k.n ORDER BY k.o)::text[]
        FROM pg_constraint f JOIN pg_class p ON p.oid = confrelid JOIN pg_namespace n ON n.oid = p.relnamespace
        WHERE conrelid = $1 AND contype = 'f' AND conparentid = 0 ORDER BY conname
        """;

    public async Task<IReadOnlyList<ColumnDefinition>> ColumnsAsync(CancellationToken cancellation) =>
        await session.QueryAsync(Columns, Column, cancellation, (long)table);

    public async Task<(KeyDefinition? PrimaryKey, IReadOnlyList<KeyDefinition> UniqueKeys, IReadOnlyList<CheckDefinition> Checks)> ConstraintsAsync(CancellationToken cancellation)
    {
        var found = await session.QueryAsync(
            Constraints, row => (Name: row.GetString(0), Type: row.GetChar(1), Index: row.GetFieldValue<uint>(2), Check: Text(row, 3)), cancellation, (long)table);
        var indexes = (await IndexEntriesAsync(cancellation)).ToDictionary(i => i.Oid);
        var keys = found.Where(c => c.Type != 'c').Select(c => (c.Type, Key: new KeyDefinition(c.Name, indexes[c.Index].Definition.Parts))).ToList();
        return (keys.Find(k => k.Type == 'p').Key, [.. keys.Where(k => k.Type == 'u').Select(k => k.Key)],
            [.. found.Where(c => c.Type == 'c').Select(c => new CheckDefinition(c.Name, c.Check!))]);
    }

    /// <summary>Those that are no constraint's.</summary>
    public async Task<IReadOnlyList<IndexDefinition>> IndexesAsync(CancellationToken cancellation) =>
        [.. (await IndexEntriesAsync(cancellation)).Where(i => !i.IsConstraint).Select(i => i.Definition)];

    public async Task<IReadOnlyList<ForeignKeyDefinition>> ForeignKeysAsync(CancellationToken cancellation) => await session.QueryAsync(
        ForeignKeys,
        row => new ForeignKeyDefinition(row.GetFieldValue<string[]>(6), row.GetString(1), row.GetFieldValue<string[]>(7))
        {
            Name = row.GetString(0),
            ReferencedSchema = row.GetString(5),
            IsDeferred = row.GetBoolean(2),
            OnUpdate = Action(row.GetChar(3)),
            OnDelete = Action(row.GetChar(4)),
        },
        cancellation, (long)table);

    private Task<List<IndexEntry>> IndexEntriesAsync(CancellationToken cancellation) => session.QueryAsync(
        Indexes,
        row =>
        {
            var (columns, collations, descending) = (row.GetFieldValue<string[]>(5), row.GetFieldValue<string[]>(6), row.GetFieldValue<bool[]>(7));
            var parts = columns.Select((c, k) => new KeyColumn(c.Length == 0 ? null : c, collations[k], descending[k])).ToList();
            return new IndexEntry(
                row.GetFieldValue<uint>(4), row.GetBoolean(8),
                new IndexDefinition(row.GetString(0), row.GetBoolean(1), row.GetBoolean(2), parts, row.GetString(3)) { IsOrdered = row.GetBoolean(9) });
        },
        cancellation, (long)table);

    private static ColumnDefinition Column(NpgsqlDataReader row)
    {
        var generated = row.GetChar(4);
        var isNumbered = row.GetBoolean(5);
        return new ColumnDefinition(row.GetString(0), row.GetString(1))
        {
            Type = PostgresTypes.Of(row.GetString(7), row.GetChar(8), row.GetChar(9), row.GetInt32(10), row.GetFieldValue<string[]>(13)),
            NotNull = row.GetBoolean(2),
            DefaultExpression = generated == '\0' && !isNumbered ? Text(row, 3) : null,
            Generation = generated switch { 's' => ColumnGeneration.Stored, 'v' => ColumnGeneration.Virtual, _ => ColumnGeneration.None },
            IsNumbered = isNumbered,
            LastNumber = row.IsDBNull(6) ? null : row.GetInt64(6),
            TypeStatement = Text(row, 14),
            Comment = Text(row, 11),
            Collation = row.GetString(12),
        };
    }

    private static string? Text(NpgsqlDataReader row, int column) => row.IsDBNull(column) ? null : row.GetString(column);

    private static string Action(char action) => action switch
    {
        'r' => "RESTRICT",
        'c' => "CASCADE",
        'n' => "SET NULL",
        'd' => "SET DEFAULT",
        _ => "NO ACTION",
    };

    private sealed record IndexEntry(uint Oid, bool IsConstraint, IndexDefinition Definition);
}
