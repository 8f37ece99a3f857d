"""Which frameworks, documents, criteria and metrics are meant; one query for all four and all words."""

from __future__ import annotations

from dataclasses import dataclass

from django.db import connection

from criteria.words import Words

TABLES = {
    "framework": "frameworks_framework",
    "source": "frameworks_source",
    "criterion": "(SELECT id, words FROM criteria_criterion WHERE is_shared) AS shared",
    "metric": "criteria_metric",
}
NAME_HITS_AT_MOST = 2000
NO_IDS: frozenset[int] = frozenset()

# A word begins a word of the text, or has the same stem; said of the name alone where the name is labelled A.
_QUERIES = """
WITH asked AS (
    SELECT place, is_number,
           CASE WHEN is_number THEN quote_literal('=' || word)::tsquery
                ELSE to_tsquery('simple', quote_literal(word) || ':*') || plainto_tsquery('english', word)
           END AS everywhere,
           CASE WHEN is_number THEN quote_literal('=' || word)::tsquery
                ELSE to_tsquery('simple', quote_literal(word) || ':*A')
                     || CASE WHEN numnode(plainto_tsquery('english', word)) = 1
                             THEN (plainto_tsquery('english', word)::text || ':A')::tsquery
                             ELSE ''::tsquery END
           END AS in_name,
           NOT is_number AND numnode(plainto_tsquery('english', word)) = 0 AS is_stop
      FROM unnest(%s::text[], %s::boolean[]) WITH ORDINALITY AS given (word, is_number, place)
)
"""
_OF_TABLE = """
SELECT '{kind}', asked.place, found.id, found.words @@ asked.in_name,
       ts_rank('{{0.05, 0.2, 0.4, 1}}', found.words, asked.everywhere)
  FROM asked JOIN LATERAL (SELECT id, words FROM {table} WHERE words @@ asked.everywhere LIMIT {most}) AS found ON true
"""
_SQL = (
    _QUERIES
    + "SELECT '' AS kind, place, 0, is_stop, 0, everywhere::text FROM asked UNION ALL "
    + " UNION ALL ".join(
        f"SELECT *, NULL FROM ({_OF_TABLE.format(kind=kind, table=table, most=NAME_HITS_AT_MOST)}) AS {kind}s"
        for kind, table in TABLES.items()
    )
)


@dataclass(frozen=True, slots=True)
class Found:
    """A row that holds every word, and how well it fits."""

    id: int
    rank: float


@dataclass(frozen=True, slots=True)
class Meant:
    """One word: how the database looks for it, and whose names have it, by kind."""

    word: str
    query: str
    named: dict[str, frozenset[int]]


@dataclass(frozen=True, slots=True)
class Names:
    """What the words mean: rows with all of them, the best first, by kind; and each word for the claims' sake."""

    found: dict[str, tuple[Found, ...]]
    meant: tuple[Meant, ...]

    @property
    def named_by(self) -> dict[str, dict[str, frozenset[int]]]:
        """What each word names, by the word."""
        return {one.word: one.named for one in self.meant}


def find_names(wanted: Words) -> Names:
    """Everything but claims that holds the words; one query, none where nothing is wanted.

    Words like “the” are passed over beside others.
    """
    if not wanted:
        return Names(dict.fromkeys(TABLES, ()), ())
    given = [*wanted.words, *wanted.numbers]
    are_numbers = [False] * len(wanted.words) + [True] * len(wanted.numbers)
    queries: dict[int, str] = {}
    stops: set[int] = set()
    ranks: dict[tuple[str, int], dict[int, float]] = {}
    named: dict[tuple[int, str], set[int]] = {}
    with connection.cursor() as cursor:
        cursor.execute(_SQL, [given, are_numbers])
        for kind, place, key, flag, rank, query in cursor.fetchall():
            if not kind:
                queries[place] = query
                stops |= {place} if flag else set()
                continue
            ranks.setdefault((kind, key), {})[place] = rank
            if flag and not are_numbers[place - 1]:
                named.setdefault((place, kind), set()).add(key)
    places = sorted(set(queries) - stops) or sorted(queries)
    return Names(
        {kind: _with_all(kind, places, ranks) for kind in TABLES},
        tuple(
            Meant(
                given[place - 1],
                queries[place],
                {kind: frozenset(named.get((place, kind), NO_IDS)) for kind in TABLES},
            )
            for place in places
        ),
    )


def _with_all(
    kind: str, places: list[int], ranks: dict[tuple[str, int], dict[int, float]]
) -> tuple[Found, ...]:
    found = [
        Found(key, sum(by_place[place] for place in places))
        for (row_kind, key), by_place in ranks.items()
        if row_kind == kind and all(place in by_place for place in places)
    ]
    return tuple(sorted(found, key=lambda row: (-row.rank, row.id)))
