-- Compact, keys in order, as Snowflake writes a variant.
CREATE FUNCTION sf.json_text(v jsonb) RETURNS text LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE AS $$
BEGIN
  RETURN CASE jsonb_typeof(v)
    WHEN 'object' THEN '{' || coalesce((SELECT string_agg(to_json(e.k)::text || ':' || sf.json_text(e.x), ',' ORDER BY e.k) FROM jsonb_each(v) AS e(k, x)), '') || '}'
    WHEN 'array' THEN '[' || coalesce((SELECT string_agg(sf.json_text(e.x), ',' ORDER BY e.o) FROM jsonb_array_elements(v) WITH ORDINALITY AS e(x, o)), '') || ']'
    ELSE v::text END;
END $$;

-- The null of JSON becomes NULL.
CREATE FUNCTION sf.variant_text(v jsonb) RETURNS text LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE AS $$
BEGIN
  IF jsonb_typeof(v) IN ('object', 'array') THEN RETURN sf.json_text(v); END IF;
  RETURN v #>> '{}';
END $$;

CREATE FUNCTION sf.variant_number(v jsonb) RETURNS text LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE AS $$
BEGIN
  IF jsonb_typeof(v) = 'boolean' THEN RETURN CASE WHEN v = 'true'::jsonb THEN '1' ELSE '0' END; END IF;
  RETURN sf.variant_text(v);
END $$;

CREATE FUNCTION sf.parse_json(v text) RETURNS jsonb LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS $$
  SELECT CASE WHEN v ~ '^\s*$' THEN NULL ELSE v::jsonb END
$$;

CREATE FUNCTION sf.try_parse_json(v text) RETURNS jsonb LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE AS $$
BEGIN
  RETURN sf.parse_json(v);
EXCEPTION WHEN invalid_text_representation OR untranslatable_character THEN
  RETURN NULL;
END $$;

CREATE FUNCTION sf.as_array(v jsonb) RETURNS jsonb LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS $$
  SELECT CASE jsonb_typeof(v) WHEN 'array' THEN v WHEN 'null' THEN NULL ELSE jsonb_build_array(v) END
$$;

CREATE FUNCTION sf.as_object(v jsonb) RETURNS jsonb LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE AS $$
BEGIN
  IF jsonb_typeof(v) = 'null' THEN RETURN NULL; END IF;
  IF jsonb_typeof(v) <> 'object' THEN PERFORM sf.fail('S0071', format('Failed to cast variant value %s to OBJECT', sf.json_text(v))); END IF;
  RETURN v;
END $$;

CREATE FUNCTION sf.flatten(v jsonb) RETURNS TABLE (key text, path text, index numeric, value jsonb) LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE AS $$
BEGIN
  IF jsonb_typeof(v) = 'array' THEN
    RETURN QUERY SELECT NULL::text, '[' || (e.o - 1) || ']', (e.o - 1)::numeric, e.x FROM jsonb_array_elements(v) WITH ORDINALITY AS e(x, o);
  ELSIF jsonb_typeof(v) = 'object' THEN
    RETURN QUERY SELECT e.k, e.k, NULL::numeric, e.x FROM jsonb_each(v) AS e(k, x);
  END IF;
END $$;

CREATE FUNCTION sf.type_of(v jsonb) RETURNS text LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS $$
  SELECT CASE jsonb_typeof(v)
    WHEN 'null' THEN 'NULL_VALUE' WHEN 'string' THEN 'VARCHAR'
    WHEN 'number' THEN CASE WHEN scale(trim_scale((v #>> '{}')::numeric)) = 0 THEN 'INTEGER' ELSE 'DECIMAL' END
    ELSE upper(jsonb_typeof(v)) END
$$;
