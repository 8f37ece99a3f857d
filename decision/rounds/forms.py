"""Reads the forms of rounds and ballots, hostile input included."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from decimal import Decimal

from django.http import QueryDict
from django.utils import timezone
from django.utils.dateparse import parse_datetime

from decision.matrix.forms import without_nul
from decision.problems import Invalid
from decision.typed import typed_percent

from .asking import Questions
from .models import Round
from .services import NewRound, ScoreVote

NO_OPINION = "-"
Errors = list[tuple[str, str]]


def read_new_round(post: QueryDict, members: list[str]) -> NewRound:
    """The form that opens a round; raises `Invalid` naming the fields that cannot be read."""
    errors: Errors = []
    reveal = post.get("reveal", Round.Reveal.WHEN_ALL_IN)
    closes_at = _time(post, errors) if reveal == Round.Reveal.AT_TIME else None
    counts = {}
    for username in members:
        text = post.get(f"counts.{username}", "").strip()
        if not text or text == "1":
            continue
        number = typed_percent(text)
        if number is None:
            errors.append((f"/member_weights/{username}", f"“{text[:20]}” is not a number."))
        else:
            counts[username] = number
    if errors:
        raise Invalid(errors[0][1], errors=errors, title="Invalid round")
    return NewRound(
        asks=post.get("asks", Round.Asks.WEIGHTS), reveal=reveal, closes_at=closes_at,
        aggregate=post.get("aggregate", Round.Aggregate.ARITHMETIC), note=without_nul(post.get("note", "")),
        counts=counts,
    )  # fmt: skip


def _time(post: QueryDict, errors: Errors) -> datetime | None:
    """A local time as `datetime-local` sends it; `offset` is what the page's script adds: minutes behind UTC."""
    try:
        found = parse_datetime(post.get("closes_at", "").strip())
        offset = timedelta(minutes=int(post.get("offset", "0")))
        found = found and (found if timezone.is_aware(found) else (found + offset).replace(tzinfo=UTC))
    except (ValueError, OverflowError):
        found = None
    if found is None:
        errors.append(("/closes_at", "Enter a day and a time."))
    return found


def read_ballot(
    post: QueryDict, questions: Questions
) -> tuple[dict[str, Decimal | None], list[ScoreVote], Errors]:
    """What a ballot's form holds for what is asked, and what of it cannot be read; an empty field is no answer yet.

    Fields: `w.<criterion>` holds points, `s.<criterion>.<framework>` a score, or "-" for no opinion. Fields that are
    not sent stay as they are.
    """
    errors: Errors = []
    points: dict[str, Decimal | None] = {}
    for row in questions.weights:
        text = post.get(f"w.{row.key}")
        if text is None:
            continue
        points[row.key] = typed_percent(text) if text.strip() else None
        if text.strip() and points[row.key] is None:
            del points[row.key]
            errors.append((f"/weights/{row.key}", f"“{text[:20]}” is not a number."))
    scores = []
    for framework, criterion in questions.cells:
        text = post.get(f"s.{criterion}.{framework}")
        if text is None:
            continue
        if text.strip() in (NO_OPINION, "–", "−"):
            scores.append(ScoreVote(framework, criterion))
        elif not text.strip():
            scores.append(ScoreVote(framework, criterion, clear=True))
        elif (value := typed_percent(text)) is not None:
            scores.append(ScoreVote(framework, criterion, value))
        else:
            place = f"/scores/{framework}/{criterion}"
            errors.append((place, f"“{text[:20]}” is neither a number nor “-” for no opinion."))
    return points, scores, errors
