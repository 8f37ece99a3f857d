"""What goes over an event stream, and the headers by which Django names decision and person to the live part."""

from __future__ import annotations

DECISION_HEADER = "X-Steelyard-Decision"
USER_HEADER = "X-Steelyard-User"
CONTENT_TYPE = "text/event-stream; charset=utf-8"
STREAM_HEADERS = {"Cache-Control": "no-cache", "X-Accel-Buffering": "no"}
KEEP_ALIVE = b": still here\n\n"
RETRY = b"retry: 2000\n"


def revision_event(revision: int) -> bytes:
    """The event that says where a decision stands."""
    return b'event: revision\ndata: {"revision": %d}\n\n' % revision
