"""Reading what people type about evidence."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal

from criteria.models import Criterion, Metric
from decision.problems import Errors, Invalid
from decision.typed import typed_number, typed_text
from frameworks.models import Claim, Framework, Source
from frameworks.places import read_lines

CLAIM_FIELDS = (
    "source", "kind", "text", "number", "number_to", "unit", "qualifier", "metric", "criterion", "lines", "as_of",
    "version",
)  # fmt: skip


def read_claim(posted: Mapping[str, str], *, framework: str) -> dict[str, object]:
    """A claim about a framework as its form sends it; four queries. Raises `Invalid` that names every field in which
    something is wrong."""
    errors: list[tuple[str, str]] = []
    given = {name: typed_text(posted, name).strip() for name in CLAIM_FIELDS}
    lines, wrong = read_lines(given["lines"])
    errors += [("/lines", sentence) for sentence in wrong]
    fields: dict[str, object] = {
        "framework": Framework.objects.filter(slug=framework).first(),
        "source": Source.objects.filter(slug=given["source"]).first(),
        "metric": Metric.objects.filter(slug=given["metric"]).first() if given["metric"] else None,
        "criterion": _criterion(given["criterion"]),
        "kind": given["kind"], "text": given["text"], "unit": given["unit"], "version": given["version"],
        "qualifier": given["qualifier"] or Claim.Qualifier.EXACT, "lines": lines,
        "number": _number(given["number"], "number", errors),
        "number_to": _number(given["number_to"], "number_to", errors), "as_of": _day(given["as_of"], errors),
    }  # fmt: skip
    if fields["source"] is None:
        errors.append(("/source", "Say which document the claim comes from."))
    for name in ("metric", "criterion"):
        if given[name] and fields[name] is None:
            errors.append((f"/{name}", f"There is no {name} “{given[name][:60]}”."))
    refuse(errors)
    return fields


def refuse(errors: Errors) -> None:
    """Raise `Invalid` if anything is wrong."""
    if errors:
        raise Invalid(errors[0][1], errors=errors, title="Invalid claim")


def _criterion(slug: str) -> Criterion | None:
    return Criterion.objects.filter(slug=slug, is_shared=True).first() if slug else None


def _number(text: str, field: str, errors: list[tuple[str, str]]) -> Decimal | None:
    if not text:
        return None
    number = typed_number(text)
    if number is None:
        errors.append((f"/{field}", f"“{text[:40]}” is not a number."))
    return number


def _day(text: str, errors: list[tuple[str, str]]) -> date | None:
    if not text:
        return None
    try:
        return date.fromisoformat(text)
    except ValueError:
        errors.append(("/as_of", f"“{text[:40]}” is not a date like 2026-11-30."))
        return None
