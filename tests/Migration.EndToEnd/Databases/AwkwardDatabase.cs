using Migration.EndToEnd.Harness;

namespace Migration.EndToEnd.Databases;

/// <summary>What databases that grew over the years look like.</summary>
internal static class AwkwardDatabase
{
    public static void Create(string path) => DatabaseProof.Execute(path, """"
        CREATE TABLE "Order Details" (
            "Order ID" INTEGER, "Line No" INTEGER, "select" TEXT DEFAULT 'a, (b)', "Größe" NUMERIC(10, 2) CHECK ("Größe" >= 0 OR "Größe" IS NULL),
            PRIMARY KEY ("Order ID", "Line No"));
        INSERT INTO "Order Details" VALUES (1, 1, 'x', 1.50), (1, 2, NULL, NULL), (2, 1, '', 7), (NULL, 1, 'null in a key', 2), (NULL, 1, 'twice', 2);

        CREATE TABLE "group" ("order" TEXT PRIMARY KEY COLLATE NOCASE, "table" BLOB, "from" ANY) WITHOUT ROWID;
        INSERT INTO "group" VALUES ('Abc', x'0001ff', 1), ('b', x'', 'text'), ('É', NULL, 2.5), ('', x'00', NULL);

        CREATE TABLE "it's ""quoted""" (a, b INT, c TEXT);
        INSERT INTO "it's ""quoted""" VALUES (1, 'not a number', 5), (1, 'not a number', 5), (NULL, NULL, NULL), (x'c328', 9223372036854775807, 'ok'),
            (1e308, -9223372036854775808, 'null' || char(0) || 'inside'), (0.1, 3.0, '😀');

        CREATE TABLE generated (
            id INTEGER PRIMARY KEY AUTOINCREMENT, price REAL NOT NULL, amount INTEGER NOT NULL DEFAULT (1 + 1),
            total REAL GENERATED ALWAYS AS (price * amount) STORED, label TEXT AS ('#' || id) VIRTUAL);
        INSERT INTO generated (id, price, amount) VALUES (1, 2.5, 4), (7, 1, 1), (9223372036854775806, 0, 0);
        DELETE FROM generated WHERE id = 9223372036854775806;

        CREATE TABLE strictly (k TEXT NOT NULL, v INTEGER, data BLOB, UNIQUE (k, v)) STRICT;
        INSERT INTO strictly VALUES ('a', 1, x'01'), ('a', 2, NULL), ('a', NULL, x''), ('a', NULL, x'02');

        CREATE TABLE empty_one (id INTEGER PRIMARY KEY, note TEXT NOT NULL DEFAULT 'n/a');

        CREATE TABLE parent (id INTEGER PRIMARY KEY, best_child INTEGER REFERENCES child(id) DEFERRABLE INITIALLY DEFERRED);
        CREATE TABLE child (id INTEGER PRIMARY KEY, parent_id INTEGER NOT NULL REFERENCES parent(id) ON DELETE CASCADE, older_id INTEGER REFERENCES child(id));
        INSERT INTO parent VALUES (1, 11), (2, NULL);
        INSERT INTO child VALUES (10, 1, 11), (11, 1, NULL), (12, 2, 10);

        CREATE TABLE t2000 (id INTEGER PRIMARY KEY DESC, d DATE, dt DATETIME, f FLOAT, big BIGINT, flag BOOLEAN, txt VARCHAR(3));
        WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 2000)
        INSERT INTO t2000 SELECT -i, date('2000-01-01', i || ' days'), i * 1.0, 1.0 / i, i * 4611686018427387, i % 2, 'longer than three' FROM n;

        CREATE INDEX "by Size" ON "Order Details" ("Größe" DESC, lower("select"));
        CREATE UNIQUE INDEX only_some ON t2000 (d) WHERE flag;
        CREATE VIEW "Big Orders" AS SELECT * FROM "Order Details" WHERE "Größe" > 1;
        CREATE VIEW nested AS SELECT count(*) AS n FROM "Big Orders";
        CREATE TABLE log (what TEXT);
        CREATE TRIGGER remember AFTER INSERT ON child BEGIN INSERT INTO log VALUES ('child ' || new.id); END;
        """");
}
