"""The audit as its page shows it: open findings by kind, the gravest kind first, then what was acknowledged."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from decision.matrix.page.numbers import listed, plural

from ..audit import (
    age,
    alike,
    disagreement,
    double,
    order,
    printed,
    proxies,
    published,
    unsourced,
    weight_of_source,
)
from ..audit.caveats import caveats_in, contradicted
from ..audit.finding import Finding, digest
from ..kept import Audit
from ..links import address_of
from ..models import Acknowledgement

ICONS = {"serious": "i-bad", "warning": "i-warn", "note": "i-info"}
WORDS = {"serious": "Serious", "warning": "Warning", "note": "Note"}
MOST_DETAILS = 12
MOST_LINES = 40  # of one kind; the rest has an address
MOST_MARKED = 200  # cells of the matrix

# What a kind of finding is called, and what it is in one line.
KINDS: Mapping[str, tuple[str, str]] = {
    published.CODE: ("Printed totals", "A source printed totals that its own weights and scores do not give."),
    printed.WINNER: ("Printed winner", "A winner that the printed totals, or weights and scores, do not give."),
    printed.WEIGHTS: ("Printed weights", "Weights in percent that do not add up to 100, rounding allowed for."),
    order.CODE: ("Order of the figures", "Scores put alternatives in another order than the figures that they cite."),
    weight_of_source.CODE: (
        "One source behind the lead",
        "What is lost of the lead once the scores that rest on one source alone count as missing.",
    ),
    proxies.CODE: ("Measured on a relative", "Figures under one name that were measured on something related."),
    disagreement.CODE: (
        "Claims that disagree",
        "Figures whose ranges do not meet, rounding, “about” and “at least” allowed for; words that deny each other.",
    ),
    age.STALE: ("Old claims", "Claims from before the limit that this decision sets."),
    age.MARKED: ("Stale claims", "Claims that curators marked as no longer true."),
    age.OUTDATED: ("Outdated versions", "Claims about a version after which a newer one is on record."),
    age.UNDATED: ("Undated claims", "Claims whose age nobody can tell."),
    unsourced.CODE: ("Scores without a claim", "Scores that nothing is cited for."),
    double.CODE: (
        "Likely counted twice",
        "Criteria whose scores move together beyond chance, or that rest on the same claims.",
    ),
    alike.CODE: ("No difference", "Criteria on which all alternatives score alike."),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Line:
    """One finding; `problem` is why its acknowledgement was refused, `typed` the reason that was given."""

    anchor: str
    key: str
    fingerprint: str
    severity: str
    word: str
    icon: str
    sentence: str
    effect: str
    details: tuple[str, ...]
    more_details: int
    advice: str
    href: str
    link: str
    before: Acknowledgement | None = None
    problem: str = ""
    typed: str = ""


@dataclass(frozen=True, slots=True)
class Group:
    """Findings of one kind: `count` of them, of which `more` are not among the lines."""

    code: str
    name: str
    what: str
    lines: tuple[Line, ...]
    count: int

    @property
    def more(self) -> int:
        """How many are left out here."""
        return self.count - len(self.lines)


@dataclass(frozen=True, slots=True)
class AuditPage:
    """The page of the audit; `only` names the one kind that it shows whole, if any."""

    summary: str
    groups: tuple[Group, ...]
    acknowledged: tuple[Line, ...]
    revision: int
    only: str = ""


@dataclass(frozen=True, slots=True)
class AuditLine:
    """What the decision's own page says of the audit: how many findings are open, what the recommendation has to say of
    all of them, acknowledged ones too, and the ids of the cells that disagree with figures (none where there are too
    many to mark)."""

    revision: int
    open: int
    contradicted: int
    caveats: tuple[str, ...]
    cells: str

    @property
    def sentence(self) -> str:
        """The recommendation's caveats, or how many findings there are; nothing where there are none."""
        if self.caveats or not self.open:
            return " ".join(self.caveats)
        return f"The audit has {plural(self.open, 'open finding')}."


@dataclass(frozen=True, slots=True)
class Refusal:
    """An acknowledgement that was refused, to be shown where it was typed."""

    key: str
    detail: str
    typed: str


def audit_page(
    audit: Audit,
    rows: Mapping[str, Acknowledgement],
    *,
    slug: str,
    kind: str = "",
    refused: Refusal | None = None,
) -> AuditPage:
    """Pure: whatever comes from the database is passed in. Of each kind the gravest are shown; of `kind` all are, and
    nothing else."""
    groups: dict[str, list[Finding]] = {}
    for one in audit.open:
        groups.setdefault(one.code, []).append(one)
    only = kind if kind in groups else ""

    def lines(several: Sequence[Finding]) -> tuple[Line, ...]:
        whole = only or (refused is not None and refused.key in (one.key for one in several))
        shown = several if whole else several[:MOST_LINES]
        return tuple(_line(one, rows.get(one.key), slug, refused) for one in shown)

    return AuditPage(
        summary=_summary(audit),
        groups=tuple(
            Group(code, *KINDS[code], lines(group), len(group))
            for code, group in groups.items() if only in ("", code)
        ),
        acknowledged=() if only else tuple(
            _line(one, rows.get(one.key), slug, refused) for one in audit.findings if not audit.is_open(one)
        ),
        revision=audit.revision, only=KINDS[only][0] if only else "",
    )  # fmt: skip


def audit_line(audit: Audit) -> AuditLine:
    """Pure, too."""
    still = audit.open
    places = contradicted(still)
    cells = [f"cell-{criterion}-{framework}" for framework, criterion in places]
    return AuditLine(
        audit.revision,
        len(still),
        len(places),
        caveats_in(audit.findings),
        " ".join(cells) if len(cells) <= MOST_MARKED else "",
    )


def _summary(audit: Audit) -> str:
    if not audit.findings:
        return "Nothing was found against this decision in its own data."
    still = audit.open
    rest = len(audit.findings) - len(still)
    tail = f" {rest} more {'is' if rest == 1 else 'are'} acknowledged." if rest else ""
    if not still:
        return f"Every finding is acknowledged ({rest})."
    counts = [
        plural(count, word)
        for name, word in (("serious", "serious one"), ("warning", "warning"), ("note", "note"))
        if (count := sum(finding.severity == name for finding in still))
    ]
    return f"{plural(len(still), 'open finding')}: {listed(counts)}.{tail}"


def _line(finding: Finding, row: Acknowledgement | None, slug: str, refused: Refusal | None) -> Line:
    mine = refused if refused and refused.key == finding.key else None
    return Line(
        anchor=f"f-{digest([finding.key])}", key=finding.key, fingerprint=finding.fingerprint,
        severity=finding.severity, word=WORDS[finding.severity], icon=ICONS[finding.severity],
        sentence=finding.sentence, effect=finding.effect.sentence, details=finding.details[:MOST_DETAILS],
        more_details=max(0, len(finding.details) - MOST_DETAILS), advice=finding.advice.sentence,
        href=address_of(finding.advice.link, slug), link=finding.advice.link_text, before=row,
        problem=mine.detail if mine else "", typed=mine.typed if mine else "",
    )  # fmt: skip
