"""What a must-have is on, named by slug."""

from __future__ import annotations

from collections.abc import Mapping

from criteria.models import Criterion, Metric
from decision.problems import Invalid

from ..loading import LoadedMatrix
from ..models import Weight

NAMED = ("criterion", "metric", "feature")


def gate_fields(loaded: LoadedMatrix, given: Mapping[str, object]) -> dict[str, object]:
    """The rows that a must-have names by slug. Raises `Invalid` for one that is not there."""
    fields = {name: value for name, value in given.items() if name not in NAMED}
    for name in NAMED:
        slug = given.get(name)
        if slug is not None:
            fields[name] = _row(loaded, name, str(slug))
    return fields


def _row(loaded: LoadedMatrix, name: str, slug: str) -> Weight | Metric | Criterion:
    slug = slug.replace("\x00", "")
    found: Weight | Metric | Criterion | None
    if name == "criterion":
        rows = Weight.objects.select_related("criterion__scale")
        found, where = rows.filter(decision=loaded.decision_id, criterion__slug=slug).first(), "this decision"
    elif name == "metric":
        found, where = Metric.objects.filter(slug=slug).first(), "the catalogue"
    else:
        features = Criterion.objects.select_related("scale").filter(is_shared=True)
        found, where = features.filter(slug=slug).first(), "the catalogue"
    if found is None:
        what = "criterion" if name == "feature" else name
        sentence = f"There is no {what} “{slug[:80]}” in {where}."
        raise Invalid(sentence, errors=[(f"/{name}", sentence)], title="Invalid must-have")
    return found
