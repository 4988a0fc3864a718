-- What rows were: each has the transaction that wrote it, and one that an UPDATE or DELETE takes away goes beside its table with both.
-- A transaction's moment is written as it commits.

CREATE TABLE sf.commits (xid xid8 PRIMARY KEY, moment numeric NOT NULL);
CREATE INDEX ON sf.commits (moment);

CREATE FUNCTION sf.wrote() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  NEW.added := pg_current_xact_id();
  RETURN NEW;
END $$;

-- The table beside is made when it is first needed: who comes here holds the lock that changes of the table wait for.
CREATE FUNCTION sf.keep() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NOT EXISTS (SELECT FROM gone) THEN
    RETURN NULL;
  END IF;
  IF to_regclass(TG_ARGV[0]) IS NULL THEN
    EXECUTE format('CREATE TABLE %s AS SELECT NULL::xid8 AS removed, t.* FROM %s AS t WITH NO DATA', TG_ARGV[0], TG_RELID::regclass);
  END IF;
  EXECUTE format('INSERT INTO %s SELECT pg_current_xact_id(), gone.* FROM gone', TG_ARGV[0]);
  RETURN NULL;
END $$;

-- The rows of a table as of a moment. What the own transaction did has none yet.
CREATE FUNCTION sf.past(shape anyelement, history text, at numeric) RETURNS SETOF anyelement LANGUAGE plpgsql STABLE AS $$
DECLARE
  live text := pg_typeof(shape)::text;
  columns text := (SELECT string_agg(quote_ident(attname), ', ' ORDER BY attnum) FROM pg_attribute WHERE attrelid = live::regclass AND attnum > 0 AND NOT attisdropped);
  own xid8 := pg_current_xact_id_if_assigned();
  unseen text := 'IN (SELECT xid FROM sf.commits WHERE moment > $1)';
BEGIN
  RETURN QUERY EXECUTE format('SELECT %s FROM %s WHERE added IS DISTINCT FROM $2 AND NOT added %s', columns, live, unseen) USING at, own;
  IF to_regclass(history) IS NOT NULL THEN
    RETURN QUERY EXECUTE format('SELECT %s FROM %s WHERE added IS DISTINCT FROM $2 AND NOT added %s AND (removed = $2 OR removed %s)', columns, history, unseen, unseen) USING at, own;
  END IF;
END $$;

-- A moment that can be read, or the failure that Snowflake has.
CREATE FUNCTION sf.moment(at numeric, name text, oldest numeric, latest numeric) RETURNS numeric LANGUAGE plpgsql IMMUTABLE AS $$
BEGIN
  IF at IS NULL OR at < oldest THEN
    PERFORM sf.fail('S9707', format('Time travel data is not available for table %s. The requested time is either beyond the allowed time travel period or before the object creation time.', name));
  END IF;
  IF at > latest THEN
    PERFORM sf.fail('S9707', format('Future data is not yet available for table %s.', name));
  END IF;
  RETURN at;
END $$;
