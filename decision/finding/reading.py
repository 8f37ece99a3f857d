"""What the address of a search asks for besides its words: filters, a kind of thing, a page."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from django.db.models import Model
from django.http import QueryDict

from criteria.models import Criterion, Metric
from decision.problems import Invalid
from frameworks.models import Claim, Framework, Source
from frameworks.search import ClaimFilters

LAST_PAGE = 80
MODELS: dict[str, type[Any]] = {
    "framework": Framework, "source": Source, "metric": Metric, "criterion": Criterion,
}  # fmt: skip
FILTERS = {
    "kind": "Kind", "source": "Document", "framework": "Technology", "metric": "Metric", "criterion": "Criterion",
}  # fmt: skip


def read_filters(given: dict[str, str]) -> tuple[ClaimFilters, dict[str, Model]]:
    """The filters by id, and the rows they name. Raises `Invalid` for what does not exist."""
    if "kind" in given and given["kind"] not in Claim.Kind.values:
        raise _unknown("kind", given["kind"])
    rows: dict[str, Any] = {}
    for name, model in MODELS.items():
        if name not in given:
            continue
        slug = given[name]
        row = model.objects.filter(slug=slug).first() if "\x00" not in slug else None
        if row is None:
            raise _unknown(name, slug)
        rows[name] = row
    return ClaimFilters(kind=given.get("kind"), **{name: row.pk for name, row in rows.items()}), rows


def _unknown(name: str, value: str) -> Invalid:
    sentence = f"There is no {FILTERS[name].lower()} “{value[:80].replace(chr(0), '')}” to filter by."
    return Invalid(sentence, errors=[(f"/{name}", sentence)], title="Invalid search")


def read_choice(query: QueryDict, name: str, choices: Collection[str]) -> str:
    value = query.get(name, "")
    if value and value not in choices:
        raise Invalid(f"Look among {', '.join(choices)}; not among “{value[:40].replace(chr(0), '')}”.")
    return value


def read_page(query: QueryDict) -> int:
    text = query.get("page", "") or "1"
    if not (text.isascii() and text.isdecimal() and len(text) <= 6 and 1 <= int(text) <= LAST_PAGE):
        raise Invalid(f"Pages are numbered from 1 to {LAST_PAGE} (got “{text[:20].replace(chr(0), '')}”).")
    return int(text)
