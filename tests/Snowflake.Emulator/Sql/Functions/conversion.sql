CREATE SCHEMA sf;
CREATE SCHEMA data;

-- A failure with Snowflake's code: 100038 is S0038 here.
CREATE FUNCTION sf.fail(code text, message text) RETURNS void LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE AS $$
BEGIN
  RAISE EXCEPTION USING ERRCODE = code, MESSAGE = message;
END $$;

CREATE FUNCTION sf.number(v text) RETURNS numeric LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE AS $$
BEGIN
  IF v !~ '^\s*[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d{1,3})?\s*$' THEN
    PERFORM sf.fail('S0038', format('Numeric value ''%s'' is not recognized', v));
  END IF;
  RETURN v::numeric;
END $$;

CREATE FUNCTION sf.number(v float8) RETURNS numeric LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE AS $$
BEGIN
  IF v = 'NaN' OR v = 'Infinity' OR v = '-Infinity' THEN
    PERFORM sf.fail('S0039', format('Numeric value ''%s'' is out of range', sf.text(v)));
  END IF;
  RETURN v::text::numeric;
END $$;

CREATE FUNCTION sf.float(v text) RETURNS float8 LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE AS $$
BEGIN
  IF lower(trim(v)) IN ('nan', 'inf', '+inf', '-inf', 'infinity', '-infinity') THEN
    RETURN replace(trim(v), '+', '')::float8;
  END IF;
  IF v !~ '^\s*[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d{1,4})?\s*$' THEN
    PERFORM sf.fail('S0038', format('Numeric value ''%s'' is not recognized', v));
  END IF;
  RETURN v::float8;
END $$;

-- With ten digits, of which the documentation's examples have no more: what reads a FLOAT by its text loses the others.
CREATE FUNCTION sf.text(v float8) RETURNS text LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE SET extra_float_digits = -5 AS $$
  SELECT CASE WHEN v = 'Infinity' THEN 'inf' WHEN v = '-Infinity' THEN '-inf' ELSE v::text END
$$;

CREATE FUNCTION sf.bool(v text) RETURNS boolean LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE AS $$
BEGIN
  IF lower(v) IN ('true', 't', 'yes', 'y', 'on', '1') THEN RETURN true; END IF;
  IF lower(v) IN ('false', 'f', 'no', 'n', 'off', '0') THEN RETURN false; END IF;
  PERFORM sf.fail('S0037', format('Boolean value ''%s'' is not recognized', v));
END $$;

CREATE FUNCTION sf.hex(v text) RETURNS bytea LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE AS $$
BEGIN
  IF v !~ '^([0-9A-Fa-f]{2})*$' THEN
    PERFORM sf.fail('S0115', format('The following string is not a legal hex-encoded value: ''%s''', v));
  END IF;
  RETURN decode(v, 'hex');
END $$;

CREATE FUNCTION sf.fits(v text, length int, most bigint) RETURNS text LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE AS $$
BEGIN
  IF length > most THEN
    PERFORM sf.fail('S0078', format('String ''%s'' is too long and would be truncated', left(v, 100)));
  END IF;
  RETURN v;
END $$;

CREATE FUNCTION sf.fits(v bytea, length int, most bigint) RETURNS bytea LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE AS $$
BEGIN
  IF length > most THEN
    PERFORM sf.fail('S0145', format('Binary value of %s bytes is too long and would be truncated', length));
  END IF;
  RETURN v;
END $$;
