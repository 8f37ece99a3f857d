"""What is refused on the way from draft to decided, in words that name the field."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from django.utils import timezone

from decision.problems import Errors, Invalid

from .models import REASON_AT_MOST

LATEST_REVIEW_YEARS = 10


def check_choice(
    framework: str, labels: Mapping[str, str], first: list[str], reason: str, review_on: date
) -> None:
    """Raise `Invalid`, naming each, for what cannot be chosen: `labels` are the alternatives, `first` leads."""
    errors: list[tuple[str, str]] = []
    if framework not in labels:
        said = f"“{framework}” takes no part in this decision. Choose" if framework else "Say what is chosen:"
        errors.append(("/framework", f"{said} one of: {', '.join(sorted(labels))}."))
    elif framework not in first and not reason.strip():
        errors.append(
            ("/reason", f"{labels[framework]} is not ranked first: say why it is chosen all the same.")
        )
    if len(reason) > REASON_AT_MOST:
        errors.append(("/reason", f"At most {REASON_AT_MOST} characters, please (got {len(reason)})."))
    errors += review_errors(review_on)
    if errors:
        raise Invalid(errors[0][1], errors=errors, title="Invalid decision")


def review_errors(review_on: date) -> Errors:
    """What is wrong with a day on which a decision is looked at again, by field."""
    today = timezone.localdate()
    if review_on <= today:
        return [("/review_on", f"The review date is a day after today (got {review_on:%Y-%m-%d}).")]
    if review_on.year - today.year > LATEST_REVIEW_YEARS:
        return [("/review_on", f"The review is at most {LATEST_REVIEW_YEARS} years ahead.")]
    return []


def require_reason(reason: str, sentence: str) -> None:
    """Raise `Invalid` with `sentence` where no reason is given."""
    if not reason.strip():
        raise invalid("/reason", sentence)
    refuse_long("/reason", reason)


def refuse_long(pointer: str, text: str) -> None:
    """Raise `Invalid` for a text that is longer than one may be."""
    if len(text) > REASON_AT_MOST:
        raise invalid(pointer, f"At most {REASON_AT_MOST} characters, please (got {len(text)}).")


def invalid(pointer: str, sentence: str) -> Invalid:
    """A refusal that names one field."""
    return Invalid(sentence, errors=[(pointer, sentence)])
