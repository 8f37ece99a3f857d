"""What is counted and timed, and the middleware that does it for requests; decision/health.py shows it."""

from __future__ import annotations

import time
from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from prometheus_client import Counter, Gauge, Histogram, disable_created_metrics

LATENCY_SECONDS = (0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10)
MULTIPROCESS = "PROMETHEUS_MULTIPROC_DIR"

disable_created_metrics()  # type: ignore[no-untyped-call]

requests_seconds = Histogram(
    "steelyard_request_seconds",
    "Requests and how long Django took for them",
    ("method", "route", "status"),
    buckets=LATENCY_SECONDS,
)
open_streams = Gauge("steelyard_open_streams", "Open event streams", multiprocess_mode="livesum")
revisions_heard = Counter("steelyard_revisions_heard", "Announcements of new revisions from the database")
revisions_told = Counter("steelyard_revisions_told", "Revisions written to event streams")
streams_dropped = Counter(
    "steelyard_streams_dropped", "Event streams cut because their client did not keep up"
)

METHODS = frozenset({"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"})


class MeasureRequests:
    """Middleware: counts and times every request under its route, never under its raw path."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        started = time.perf_counter()
        response = self.get_response(request)
        match = request.resolver_match
        method = request.method if request.method in METHODS else "other"
        requests_seconds.labels(method, match.route if match else "none", response.status_code).observe(
            time.perf_counter() - started
        )
        return response
