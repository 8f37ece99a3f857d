"""A decision's revision as its ETag: 304 for who has it, 412 for who writes past it. What depends on the day as well
carries both, like `"13-2026-11-30"`, and If-Match takes the revision of that."""

from __future__ import annotations

import re

from rest_framework.request import Request

from .problems import BadParameter

_TAGS = re.compile(
    r'\s*(?:W/)?"[\x21\x23-\x7e\x80-\xff]*"\s*(?:,\s*(?:W/)?"[\x21\x23-\x7e\x80-\xff]*"\s*)*\Z'
)
_TAG = re.compile(r'"([^"]*)"')
_REVISION = re.compile(r"([0-9]{1,9})(?:-[0-9]{4}-[0-9]{2}-[0-9]{2})?")
_NEVER = -1


def tag_of(revision: int, day: str = "") -> str:
    """What stands in quotes for a revision, and for the day where that matters."""
    return f"{revision}-{day}" if day else str(revision)


def etag(revision: int, day: str = "") -> str:
    """The tag of a revision."""
    return f'"{tag_of(revision, day)}"'


def is_known(request: Request, revision: int, day: str = "") -> bool:
    """Whether the client has this revision, of this day, already, by If-None-Match."""
    given = request.META.get("HTTP_IF_NONE_MATCH")
    if not given:
        return False
    return given == "*" or tag_of(revision, day) in _TAG.findall(given)


def expected_revision(request: Request, current: int) -> int | None:
    """The revision that the client means to change, by If-Match; None for any.

    Raises `BadParameter` for a header that holds no tags.
    """
    given = request.META.get("HTTP_IF_MATCH")
    if given is None or given.strip() == "*":
        return None
    if not _TAGS.match(given):
        sentence = f'If-Match takes the ETag of the decision as it was answered, in quotes, like "{current}".'
        raise BadParameter(sentence, errors=[("", sentence)])
    found = [_REVISION.fullmatch(tag) for tag in _TAG.findall(given)]
    revisions = [int(tag[1]) if tag else _NEVER for tag in found]
    return current if current in revisions else revisions[0]
