-- The lower 64 bits, as a signed number.
CREATE FUNCTION sf.bits(v numeric) RETURNS bigint LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS $$
  SELECT (CASE WHEN mod(v, 18446744073709551616) >= 9223372036854775808 THEN mod(v, 18446744073709551616) - 18446744073709551616
               WHEN mod(v, 18446744073709551616) < -9223372036854775808 THEN mod(v, 18446744073709551616) + 18446744073709551616
               ELSE mod(v, 18446744073709551616) END)::bigint
$$;

-- Each half of an MD5, without a sign.
CREATE FUNCTION sf.md5_half(v text, at int) RETURNS numeric LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS $$
  SELECT CASE WHEN n < 0 THEN n + 18446744073709551616 ELSE n END FROM (SELECT (('x' || substr(md5(v), at, 16))::bit(64)::bigint)::numeric AS n) AS half
$$;

CREATE FUNCTION sf.md5_upper64(v text) RETURNS numeric LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS $$
  SELECT sf.md5_half(v, 1)
$$;

CREATE FUNCTION sf.md5_lower64(v text) RETURNS numeric LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS $$
  SELECT sf.md5_half(v, 17)
$$;

-- The sum of hashes in 64 bits: it does not depend on the order of rows, and counts the same row twice.
CREATE FUNCTION sf.wrapped(v numeric) RETURNS numeric LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT coalesce(sf.bits(v), 0)::numeric
$$;
