"""Frameworks, sources and claims are found by their words and numbers (see the criteria's)."""

from criteria.migrations._search import words

PRINTED = "extract(day FROM published_on)::text || ' ' || extract(year FROM published_on)::text"
FIGURES = "coalesce(trim_scale(number)::text, '') || ' ' || coalesce(trim_scale(number_to)::text, '')"

SEARCH = [
    words(
        "frameworks_framework",
        name="name || ' ' || short_name || ' ' || slug",
        more="category || ' ' || summary",
    ),
    words(
        "frameworks_source",
        name="title || ' ' || slug",
        more=f"publisher || ' ' || kind || ' ' || document || ' ' || coalesce({PRINTED}, '')",
    ),
    words("frameworks_claim", name="text", more=f"unit || ' ' || version || ' ' || {FIGURES}"),
]
