-- Each is its strict twin, but what that refuses is NULL.
CREATE FUNCTION sf.try_number(v text, precision_ int, scale_ int) RETURNS numeric LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE AS $$
DECLARE n numeric;
BEGIN
  IF v !~ '^\s*[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d{1,3})?\s*$' THEN RETURN NULL; END IF;
  n := round(v::numeric, scale_);
  RETURN CASE WHEN abs(n) < 10::numeric ^ (precision_ - scale_) THEN n END;
END $$;

DO $$
DECLARE name text; type text;
BEGIN
  FOR name, type IN VALUES ('float', 'float8'), ('bool', 'boolean'), ('hex', 'bytea'), ('date', 'date'), ('time', 'numeric'), ('ntz', 'numeric'), ('ltz', 'numeric'), ('tz', 'numeric') LOOP
    EXECUTE format('CREATE FUNCTION sf.try_%1$s(v text) RETURNS %2$s LANGUAGE plpgsql STABLE STRICT AS $f$
      BEGIN RETURN sf.%1$s(v); EXCEPTION WHEN OTHERS THEN RETURN NULL; END $f$', name, type);
  END LOOP;
END $$;
