"""Claims as the pages write them."""

from __future__ import annotations

from dataclasses import dataclass

from django.urls import reverse

from decision.typed import grouped

from .models import Claim

QUALIFIERS = {Claim.Qualifier.ABOUT: "about ", Claim.Qualifier.AT_LEAST: "at least "}

STANDINGS = {
    Claim.Status.STALE: "marked as out of date", Claim.Status.PROPOSED: "only proposed",
    Claim.Status.REJECTED: "rejected since",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class ClaimView:
    """One statement with its place in its document."""

    id: int
    kind: str
    icon: str
    subject: str
    subject_href: str
    about: str
    text: str
    figure: str
    aside: str
    note: str
    source: str
    source_href: str
    place: str
    as_of: str


ICONS = {
    Claim.Kind.STRENGTH: "i-plus",
    Claim.Kind.WEAKNESS: "i-minus",
    Claim.Kind.USE_CASE: "i-check",
    Claim.Kind.RELATION: "i-link",
}


def claim_view(claim: Claim) -> ClaimView:
    """A claim whose source, framework, measured_on, related, metric and criterion are loaded."""
    about = claim.metric.name if claim.metric else claim.criterion.name if claim.criterion else ""
    return ClaimView(
        id=claim.pk, kind=claim.get_kind_display(), icon=ICONS.get(Claim.Kind(claim.kind), "i-doc"),
        subject=claim.framework.label if claim.framework else "",
        subject_href=reverse("framework-detail", args=[claim.framework.slug]) if claim.framework else "",
        about=about, text=said_text(claim), figure=_figure(claim), aside=_aside(claim),
        note=note_text(claim), source=claim.source.title, source_href=claim_href(claim),
        place=lines_text(claim.lines), as_of=str(claim.as_of.year) if claim.as_of else "",
    )  # fmt: skip


def _figure(claim: Claim) -> str:
    return figure_text(claim) if claim.number is not None else ""


def _aside(claim: Claim) -> str:
    """The figure where the text does not print it."""
    printed = claim.number is not None and grouped(claim.number) in claim.text
    return "" if printed else _figure(claim)


def statement(claim: Claim) -> str:
    """A claim in one line: its text, with its figure where that does not print it, or its figure alone."""
    text, aside = said_text(claim), _aside(claim)
    return f"{text} ({aside})" if text and aside else text or aside


def said_text(claim: Claim) -> str:
    """What a claim says in words; a relation with whom it is to."""
    is_relation = claim.kind == Claim.Kind.RELATION and claim.related
    return f"{claim.text} {claim.related.label}" if is_relation and claim.related else claim.text


def note_text(claim: Claim) -> str:
    """What a reader must know of a claim besides: on whom its figure was measured, that it is out of date."""
    proxy = f"measured on {claim.measured_on.label}" if claim.measured_on else ""
    standing = STANDINGS.get(Claim.Status(claim.status), "")
    return ", ".join(filter(None, [proxy, standing]))


def claim_href(claim: Claim) -> str:
    """Where the claim stands on its source's page, whichever of the page's pages that is."""
    return f"{reverse('source-detail', args=[claim.source.slug])}?claim={claim.pk}#claim-{claim.pk}"


def figure_text(claim: Claim) -> str:
    """A figure as printed, else as number and unit with its qualifier: `about 2,500 req/s`."""
    if claim.number is None:
        return claim.text
    number = grouped(claim.number)
    if claim.number_to is not None:
        number += f"–{grouped(claim.number_to)}"
    unit = "" if not claim.unit or claim.unit in claim.text else claim.unit
    gap = "" if unit == "%" else "\u00a0"
    return f"{QUALIFIERS.get(Claim.Qualifier(claim.qualifier), '')}{number}{gap if unit else ''}{unit}"


def lines_text(lines: list[list[int]]) -> str:
    """`line 15`, `lines 30–31 and 40`."""
    if not lines:
        return ""
    parts = [f"{first}" if first == last else f"{first}–{last}" for first, last in lines]
    many = len(parts) > 1 or "–" in parts[0]
    shown = ", ".join(parts[:-1]) + (" and " if len(parts) > 1 else "") + parts[-1]
    return f"line{'s' if many else ''} {shown}"
