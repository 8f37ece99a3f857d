"""The facts in an index's answer, checked: an index may be wrong, and is believed in nothing that cannot be."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from datetime import UTC, date, datetime

from pydantic import BaseModel, Field, StrictStr, ValidationError

from decision.unseen import unseen_in

from .asking import IndexFailed

LONGEST_LICENCE = 60  # longer ones are the licence's whole text
CLASSIFIER = "License :: "
FIRST_PACKAGE = date(1990, 1, 1)


class _Info(BaseModel):
    name: StrictStr = Field(max_length=200)
    version: StrictStr = Field(min_length=1, max_length=40, pattern=r"^[0-9A-Za-z][0-9A-Za-z.!+_-]*$")
    license: StrictStr | None = None
    license_expression: StrictStr | None = None
    classifiers: list[StrictStr] = Field(default=[], max_length=1000)


class _File(BaseModel):
    upload_time_iso_8601: datetime


class _Answer(BaseModel):
    info: _Info
    urls: list[_File] = Field(default=[], max_length=10_000)


@dataclass(frozen=True, slots=True)
class Facts:
    """The latest release of a package, when it came out, and its licence; what is not said is None."""

    version: str
    released_on: date | None
    licence: str | None


def facts_in(content: bytes, package: str, *, today: date) -> Facts:
    """What an answer says of a package. Raises `IndexFailed` for what is malformed or cannot be true."""
    try:
        answer = _Answer.model_validate(json.loads(content))
    except ValidationError as error:
        place = ".".join(str(part) for part in error.errors()[0]["loc"]) or "the whole"
        raise IndexFailed(
            f"The package index answered what is no package: {place}: missing, or nothing that can be."
        ) from error
    except (ValueError, RecursionError) as error:
        raise IndexFailed("The package index answered what is no JSON.") from error
    if _normal(answer.info.name) != _normal(package):
        raise IndexFailed(
            f"Asked about “{package}”, the package index answered about “{answer.info.name[:60]}”."
        )
    try:
        released = min((_day(one.upload_time_iso_8601) for one in answer.urls), default=None)
    except OverflowError as error:  # the first or the last day there is, in another zone
        raise IndexFailed("The package index names a day that no calendar has: not believed.") from error
    if released is not None and not FIRST_PACKAGE <= released <= today:
        raise IndexFailed(
            f"The package index says that {answer.info.version} came out on {released}: not believed."
        )
    return Facts(answer.info.version, released, _licence(answer.info))


def _licence(info: _Info) -> str | None:
    """The licence's short name: the expression, else the classifier, else a text that is short enough to be one.

    Raises `IndexFailed` for characters that cannot be seen.
    """
    classified = [one.rpartition(" :: ")[2] for one in info.classifiers if one.startswith(CLASSIFIER)]
    for said in (info.license_expression, ", ".join(classified), info.license):
        said = " ".join((said or "").split())
        if told := unseen_in(said):
            raise IndexFailed(f"The package index gives no readable licence: {told}")
        if said and len(said) <= LONGEST_LICENCE:
            return said
    return None


def _day(moment: datetime) -> date:
    return (moment if moment.tzinfo is None else moment.astimezone(UTC)).date()


def _normal(name: str) -> str:
    """Names that differ in case, dots, dashes or underscores are one name."""
    return re.sub(r"[-_.]+", "-", name).casefold()
