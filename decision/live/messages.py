"""What goes over an event stream, and the headers by which Django names decision and reader to the live part."""

from __future__ import annotations

DECISION_HEADER = "X-Steelyard-Decision"
READER_HEADER = "X-Steelyard-Reader"
CONTENT_TYPE = "text/event-stream; charset=utf-8"
STREAM_HEADERS = {"Cache-Control": "no-cache", "X-Accel-Buffering": "no"}
KEEP_ALIVE = b"event: alive\ndata: {}\n\n"  # an event and no comment, so that pages notice when it stays away
RETRY = b"retry: 2000\n"
PRESENCE = b"event: presence\ndata: {}\n\n"
COME_AGAIN = b"event: end\ndata: {}\n\n"  # who may read is another: ask anew, at once
EVERYTHING = "all"


def revision_event(revision: int) -> bytes:
    """The event that says where a decision stands."""
    return b'event: revision\ndata: {"revision": %d}\n\n' % revision


def news_event(topic: str) -> bytes:
    """The event that says what beside the numbers is new."""
    return b'event: news\ndata: {"topic": "%s"}\n\n' % topic.encode()
