"""A decision's revision as its ETag: 304 for who has it, 412 for who writes past it."""

from __future__ import annotations

import re

from rest_framework.request import Request

from .problems import BadParameter

_TAGS = re.compile(
    r'\s*(?:W/)?"[\x21\x23-\x7e\x80-\xff]*"\s*(?:,\s*(?:W/)?"[\x21\x23-\x7e\x80-\xff]*"\s*)*\Z'
)
_TAG = re.compile(r'"([^"]*)"')
_NEVER = -1


def etag(revision: int) -> str:
    """The tag of a revision."""
    return f'"{revision}"'


def is_known(request: Request, revision: int) -> bool:
    """Whether the client has this revision already, by If-None-Match."""
    given = request.META.get("HTTP_IF_NONE_MATCH")
    if not given:
        return False
    return given == "*" or str(revision) in _TAG.findall(given)


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
    tags = _TAG.findall(given)
    if str(current) in tags:
        return current
    return int(tags[0]) if re.fullmatch(r"[0-9]{1,9}", tags[0]) else _NEVER
