"""What the pages of a discussion show, as plain values."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

from django.urls import reverse

from .models import LONGEST_TEXT
from .selectors import Counts, Person, Thread, Wanted
from .showing import Form, Reader, ThreadView, form_of, thread_view


@dataclass(frozen=True, slots=True)
class Choice:
    """One way to narrow the list."""

    name: str
    href: str
    count: int
    is_current: bool


@dataclass(frozen=True, slots=True)
class TalkPage:
    """The discussion of a decision, of one thread or of one cell."""

    slug: str
    address: str
    threads: tuple[ThreadView, ...]
    may_write: bool
    people: Sequence[Person]
    longest: int = LONGEST_TEXT
    show: str = "all"
    choices: tuple[Choice, ...] = ()
    criterion: str = ""
    criterion_name: str = ""
    framework: str = ""
    framework_name: str = ""
    on_criteria: tuple[tuple[str, str, int], ...] = ()
    criteria: tuple[tuple[str, str], ...] = ()
    frameworks: tuple[tuple[str, str], ...] = ()
    claims: Sequence[tuple[int, str]] = ()
    newer: str = ""
    older: str = ""
    is_empty: bool = False
    form: Form | None = None

    @property
    def shown(self) -> list[int]:
        """The ids of the comments on the page."""
        return [comment.id for thread in self.threads for comment in thread.comments]


def talk_page(
    reader: Reader,
    threads: Sequence[Thread],
    wanted: Wanted,
    counts: Counts,
    *,
    has_more: bool,
    form: Form | None,
) -> TalkPage:
    """The list of a decision's threads."""
    address = reverse("decision-talk", args=[reader.opened.slug])
    return TalkPage(
        slug=reader.opened.slug, address=_with(address, wanted, page=wanted.page),
        threads=tuple(thread_view(thread, reader, form, whole=False) for thread in threads),
        may_write=reader.may_write, people=reader.people, show=wanted.show,
        choices=tuple(
            Choice(name, _with(address, wanted, show=show), count, show == wanted.show)
            for show, name, count in (
                ("all", "All", counts.all), ("open", "Open", counts.open), ("resolved", "Resolved", counts.resolved),
                ("mine", "Mine", counts.mine),
            )
        ),
        criterion=wanted.criterion or "", criterion_name=_criterion_name(wanted.criterion, reader, counts),
        on_criteria=tuple((slug, name, count) for slug, (name, count) in counts.criteria.items()),
        criteria=tuple(reader.criteria.items()), frameworks=tuple(reader.frameworks.items()),
        newer=_with(address, wanted, page=wanted.page - 1) if wanted.page > 1 else "",
        older=_with(address, wanted, page=wanted.page + 1) if has_more else "",
        is_empty=counts.all == 0, form=form_of(form, "new"),
    )  # fmt: skip


def cell_page(
    reader: Reader, threads: Sequence[Thread], wanted: Wanted, claims: Sequence[tuple[int, str]], *, has_more: bool,
    form: Form | None,
) -> TalkPage:  # fmt: skip
    """The threads of one cell, those about the claims it cites among them."""
    slug, criterion, framework = reader.opened.slug, wanted.criterion or "", wanted.framework or ""
    return TalkPage(
        slug=slug, address=reverse("talk-cell", args=[slug, criterion, framework]),
        threads=tuple(thread_view(thread, reader, form, whole=False) for thread in threads),
        may_write=reader.may_write, people=reader.people, criterion=criterion, framework=framework,
        criterion_name=reader.criteria[criterion], framework_name=reader.frameworks[framework], claims=claims,
        older=_with(reverse("decision-talk", args=[slug]), Wanted(criterion=criterion)) if has_more else "",
        is_empty=not threads, form=form_of(form, "new"),
    )  # fmt: skip


def thread_page(reader: Reader, thread: Thread, form: Form | None) -> TalkPage:
    """One thread, whole."""
    return TalkPage(
        slug=reader.opened.slug, address=reverse("talk-thread", args=[reader.opened.slug, thread.first.pk]),
        threads=(thread_view(thread, reader, form),), may_write=reader.may_write, people=reader.people,
    )  # fmt: skip


def _with(address: str, wanted: Wanted, *, show: str | None = None, page: int = 1) -> str:
    shown = show or wanted.show
    given = {
        "show": shown if shown != "all" else "",
        "criterion": wanted.criterion or "",
        "page": page if page > 1 else "",
    }
    query = urlencode({name: value for name, value in given.items() if value})
    return f"{address}?{query}" if query else address


def _criterion_name(slug: str | None, reader: Reader, counts: Counts) -> str:
    if slug is None:
        return ""
    return reader.criteria.get(slug) or counts.criteria.get(slug, (slug, 0))[0]
