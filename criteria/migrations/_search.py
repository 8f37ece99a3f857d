"""Criteria and metrics are found by their words: a generated column each, and an index on it.

`catalogue_plain` leaves letters and digits, so that ASP.NET is found as net; `catalogue_numbers` gives every number of a
text in plain form, each beginning with =, so that 15k, 15,000 and 15000 are one number and never a part of a word.
Words are kept as they stand and by their stem, so that both the beginning of a word and its other forms find it.
The columns belong to the database alone: no model knows them, so that nothing writes them and no event copies them.
"""

from django.db import migrations

FUNCTIONS = r"""
CREATE FUNCTION catalogue_plain(said text) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
    SELECT pg_catalog.regexp_replace(coalesce(said, ''), '[][!"#$%&''()*+,./:;<=>?@\\^_`{|}~–—“”‘’·…-]+', ' ', 'g')
$$;
CREATE FUNCTION catalogue_numbers(said text) RETURNS text[] LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
    SELECT coalesce(array_agg(DISTINCT '=' || pg_catalog.trim_scale(number)::text), '{}')
      FROM pg_catalog.regexp_matches(
               coalesce(said, ''), '(\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?)(?:\s?([kKM])(?![[:alnum:]]))?', 'g'
           ) AS found,
           LATERAL (SELECT pg_catalog.replace(found[1], ',', '')::numeric AS printed) AS one,
           LATERAL (VALUES (printed),
                           (printed * CASE lower(found[2]) WHEN 'k' THEN 1000 WHEN 'm' THEN 1000000 ELSE 1 END)
                   ) AS forms (number)
     WHERE length(found[1]) <= 30
$$;
CREATE FUNCTION catalogue_words(name text, more text) RETURNS tsvector LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
    SELECT setweight(to_tsvector('pg_catalog.simple', public.catalogue_plain(name)), 'A')
        || setweight(to_tsvector('pg_catalog.english', public.catalogue_plain(name)), 'A')
        || setweight(to_tsvector('pg_catalog.simple', public.catalogue_plain(more)), 'D')
        || setweight(to_tsvector('pg_catalog.english', public.catalogue_plain(more)), 'D')
        || array_to_tsvector(public.catalogue_numbers(name || ' ' || more))
$$;
"""
NO_FUNCTIONS = """
DROP FUNCTION catalogue_words(text, text);
DROP FUNCTION catalogue_numbers(text);
DROP FUNCTION catalogue_plain(text);
"""
COLUMN = """
ALTER TABLE {table} ADD COLUMN words tsvector GENERATED ALWAYS AS (public.catalogue_words({name}, {more})) STORED;
CREATE INDEX {table}_words ON {table} USING gin (words);
"""


def words(table: str, *, name: str, more: str) -> migrations.RunSQL:
    """A column with the words of a table's rows; `name` and `more` are expressions over its other columns."""
    sql = COLUMN.format(table=table, name=name, more=more)
    return migrations.RunSQL(sql, f"ALTER TABLE {table} DROP COLUMN words")


SEARCH = [
    migrations.RunSQL(FUNCTIONS, NO_FUNCTIONS),
    words("criteria_criterion", name="name || ' ' || slug", more="question || ' ' || description"),
    words("criteria_metric", name="name || ' ' || slug", more="unit || ' ' || description"),
]
