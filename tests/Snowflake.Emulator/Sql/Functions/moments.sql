-- A timestamp is seconds since 1970 with nine digits; with an offset, that offset follows from the tenth digit on.

CREATE FUNCTION sf.clock(s numeric) RETURNS timestamp LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS $$
  SELECT (date '1970-01-01' + floor(s / 86400)::int)::timestamp + (floor(s) - floor(s / 86400) * 86400)::int * interval '1 second'
$$;

CREATE FUNCTION sf.seconds(t timestamp) RETURNS numeric LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS $$
  SELECT extract(epoch FROM t)
$$;

CREATE FUNCTION sf.nanoseconds(s numeric) RETURNS text LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS $$
  SELECT lpad(floor((s - floor(s)) * 1000000000)::bigint::text, 9, '0')
$$;

CREATE FUNCTION sf.digits(s numeric, digits int) RETURNS numeric LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS $$
  SELECT floor(s * (10::numeric ^ digits)) / (10::numeric ^ digits)
$$;

CREATE FUNCTION sf.time_of(s numeric) RETURNS numeric LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS $$
  SELECT s - floor(s / 86400) * 86400
$$;

CREATE FUNCTION sf.instant_of(wall numeric) RETURNS numeric LANGUAGE sql STABLE STRICT PARALLEL SAFE AS $$
  SELECT extract(epoch FROM (sf.clock(wall) AT TIME ZONE current_setting('TimeZone'))) + (wall - floor(wall))
$$;

CREATE FUNCTION sf.wall_of(instant numeric) RETURNS numeric LANGUAGE sql STABLE STRICT PARALLEL SAFE AS $$
  SELECT sf.seconds((sf.clock(instant) AT TIME ZONE 'UTC') AT TIME ZONE current_setting('TimeZone')) + (instant - floor(instant))
$$;

CREATE FUNCTION sf.offset_at(instant numeric) RETURNS int LANGUAGE sql STABLE STRICT PARALLEL SAFE AS $$
  SELECT floor((sf.wall_of(instant) - instant) / 60)::int
$$;

CREATE FUNCTION sf.tz_of(instant numeric, minutes int) RETURNS numeric LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS $$
  SELECT instant::numeric(40, 9) + (minutes + 1440) * 0.0000000000001
$$;

CREATE FUNCTION sf.tz_here(instant numeric) RETURNS numeric LANGUAGE sql STABLE STRICT PARALLEL SAFE AS $$
  SELECT sf.tz_of(instant, sf.offset_at(instant))
$$;

CREATE FUNCTION sf.tz_instant(v numeric) RETURNS numeric LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS $$
  SELECT floor(v * 1000000000) * 0.000000001
$$;

CREATE FUNCTION sf.tz_offset(v numeric) RETURNS int LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS $$
  SELECT ((v - sf.tz_instant(v)) * 10000000000000)::int - 1440
$$;

CREATE FUNCTION sf.tz_wall(v numeric) RETURNS numeric LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS $$
  SELECT sf.tz_instant(v) + sf.tz_offset(v) * 60
$$;

CREATE FUNCTION sf.tz_digits(v numeric, digits int) RETURNS numeric LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS $$
  SELECT sf.tz_of(sf.digits(sf.tz_instant(v), digits), sf.tz_offset(v))
$$;

CREATE FUNCTION sf.zone_hours(minutes int) RETURNS text LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS $$
  SELECT CASE WHEN minutes < 0 THEN '-' ELSE '+' END || lpad((abs(minutes) / 60)::text, 2, '0')
$$;

CREATE FUNCTION sf.zone_minutes(minutes int) RETURNS text LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS $$
  SELECT lpad((abs(minutes) % 60)::text, 2, '0')
$$;

-- Seconds of the wall clock and minutes of the offset; null where the text is no moment. No handler of exceptions: it would cost a
-- subtransaction for each value.
CREATE FUNCTION sf.moment(v text) RETURNS numeric[] LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE AS $$
DECLARE
  m text[] := regexp_match(v, '^\s*(\d{4})-(\d{1,2})-(\d{1,2})(?:[T ](\d{1,2}):(\d{1,2})(?::(\d{1,2})(\.\d{0,9})?)?)?\s*(Z|[+-]\d{1,2}(?::?\d{2})?)?\s*$');
  s numeric;
  z text;
BEGIN
  IF m IS NULL OR m[1]::int < 1 OR m[2]::int NOT BETWEEN 1 AND 12 OR m[3]::int < 1
     OR m[3]::int > extract(day FROM make_date(m[1]::int, m[2]::int, 1) + interval '1 month' - interval '1 day')
     OR coalesce(m[4], '0')::int > 23 OR coalesce(m[5], '0')::int > 59 OR coalesce(m[6], '0')::int > 59 THEN
    RETURN NULL;
  END IF;
  s := (make_date(m[1]::int, m[2]::int, m[3]::int) - date '1970-01-01') * 86400::numeric
     + coalesce(m[4], '0')::int * 3600 + coalesce(m[5], '0')::int * 60 + coalesce(m[6], '0')::int + ('0' || coalesce(m[7], '.0'))::numeric;
  IF m[8] IS NULL THEN RETURN ARRAY[s, NULL]; END IF;
  IF m[8] = 'Z' THEN RETURN ARRAY[s, 0]; END IF;
  z := replace(substr(m[8], 2), ':', '');
  RETURN ARRAY[s, CASE WHEN m[8] LIKE '-%' THEN -1 ELSE 1 END
    * (CASE WHEN length(z) <= 2 THEN z::int * 60 ELSE left(z, -2)::int * 60 + right(z, 2)::int END)];
END $$;

CREATE FUNCTION sf.known_moment(v text) RETURNS numeric[] LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE AS $$
DECLARE m numeric[] := sf.moment(v);
BEGIN
  IF m IS NULL THEN PERFORM sf.fail('S0035', format('Timestamp ''%s'' is not recognized', v)); END IF;
  RETURN m;
END $$;

CREATE FUNCTION sf.read_ntz(m numeric[]) RETURNS numeric LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS $$
  SELECT m[1]
$$;

CREATE FUNCTION sf.read_ltz(m numeric[]) RETURNS numeric LANGUAGE sql STABLE STRICT PARALLEL SAFE AS $$
  SELECT CASE WHEN m[2] IS NULL THEN sf.instant_of(m[1]) ELSE m[1] - m[2] * 60 END
$$;

CREATE FUNCTION sf.read_tz(m numeric[]) RETURNS numeric LANGUAGE sql STABLE STRICT PARALLEL SAFE AS $$
  SELECT CASE WHEN m[2] IS NULL THEN sf.tz_here(sf.instant_of(m[1])) ELSE sf.tz_of(m[1] - m[2] * 60, m[2]::int) END
$$;

CREATE FUNCTION sf.read_date(m numeric[]) RETURNS date LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS $$
  SELECT date '1970-01-01' + floor(m[1] / 86400)::int
$$;

CREATE FUNCTION sf.read_time(m numeric[]) RETURNS numeric LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS $$
  SELECT sf.time_of(m[1])
$$;

CREATE FUNCTION sf.ntz(v text) RETURNS numeric LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS $$
  SELECT sf.read_ntz(sf.known_moment(v))
$$;

CREATE FUNCTION sf.ltz(v text) RETURNS numeric LANGUAGE sql STABLE STRICT PARALLEL SAFE AS $$
  SELECT sf.read_ltz(sf.known_moment(v))
$$;

CREATE FUNCTION sf.tz(v text) RETURNS numeric LANGUAGE sql STABLE STRICT PARALLEL SAFE AS $$
  SELECT sf.read_tz(sf.known_moment(v))
$$;

CREATE FUNCTION sf.date(v text) RETURNS date LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE AS $$
DECLARE m numeric[] := sf.moment(v);
BEGIN
  IF m IS NULL THEN PERFORM sf.fail('S0040', format('Date ''%s'' is not recognized', v)); END IF;
  RETURN sf.read_date(m);
END $$;

CREATE FUNCTION sf.time(v text) RETURNS numeric LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE AS $$
DECLARE m text[] := regexp_match(v, '^\s*(\d{1,2}):(\d{1,2})(?::(\d{1,2})(\.\d{0,9})?)?\s*$');
BEGIN
  IF m IS NULL OR m[1]::int > 23 OR m[2]::int > 59 OR coalesce(m[3], '0')::int > 59 THEN
    PERFORM sf.fail('S0108', format('Time ''%s'' is not recognized', v));
  END IF;
  RETURN m[1]::int * 3600 + m[2]::int * 60 + coalesce(m[3], '0')::int + ('0' || coalesce(m[4], '.0'))::numeric;
END $$;

-- A text in a format: its pattern, and what each group of the pattern is.
CREATE FUNCTION sf.moment_as(v text, pattern text, fields text, failure text) RETURNS numeric[] LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE AS $$
DECLARE
  m text[] := regexp_match(v, pattern);
  y int := 1970; mo int := 1; d int := 1; h int := 0; mi int := 0; s int := 0;
  fraction numeric := 0;
  zone text; zone_minutes int := 0;
BEGIN
  IF v IS NULL THEN RETURN NULL; END IF;
  FOR i IN 1 .. coalesce(array_length(m, 1), 0) LOOP
    CASE substr(fields, i, 1)
      WHEN 'Y' THEN y := m[i];
      WHEN 'M' THEN mo := m[i];
      WHEN 'D' THEN d := m[i];
      WHEN 'H' THEN h := m[i];
      WHEN 'I' THEN mi := m[i];
      WHEN 'S' THEN s := m[i];
      WHEN 'F' THEN fraction := '0.' || m[i];
      WHEN 'T' THEN zone := m[i];
      WHEN 'Z' THEN zone_minutes := m[i];
    END CASE;
  END LOOP;
  IF m IS NULL OR y < 1 OR mo NOT BETWEEN 1 AND 12 OR d < 1 OR h > 23 OR mi > 59 OR s > 59
     OR d > extract(day FROM make_date(y, mo, 1) + interval '1 month' - interval '1 day') THEN
    IF failure = '' THEN RETURN NULL; END IF;
    PERFORM sf.fail(failure, format('Can''t parse ''%s'' in the given format', v));
  END IF;
  RETURN ARRAY[(make_date(y, mo, d) - date '1970-01-01') * 86400::numeric + h * 3600 + mi * 60 + s + fraction,
    CASE WHEN zone IS NOT NULL THEN zone::int * 60 + CASE WHEN zone LIKE '-%' THEN - zone_minutes ELSE zone_minutes END END];
END $$;
