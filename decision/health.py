"""How the product is: does the process live, can it serve, and what has it done (Prometheus text)."""

from __future__ import annotations

import os
import time
from collections.abc import Callable
from ipaddress import ip_address

from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe
from prometheus_client import CONTENT_TYPE_LATEST, REGISTRY, CollectorRegistry, Counter, Gauge, Histogram
from prometheus_client import generate_latest as as_text
from prometheus_client.multiprocess import MultiProcessCollector

from decision.env import env
from frameworks.models import Source

LATENCY_SECONDS = (0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10)
MULTIPROCESS = "PROMETHEUS_MULTIPROC_DIR"

requests_seconds = Histogram(
    "steelyard_request_seconds",
    "Requests and how long Django took for them",
    ("method", "route", "status"),
    buckets=LATENCY_SECONDS,
)
open_streams = Gauge("steelyard_open_streams", "Open event streams", multiprocess_mode="livesum")
revisions_heard = Counter("steelyard_revisions_heard", "Announcements of new revisions from the database")
revisions_told = Counter("steelyard_revisions_told", "Revisions written to event streams")
streams_dropped = Counter("steelyard_streams_dropped", "Event streams cut because their client did not keep up")

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


@never_cache
@require_safe
def healthz(request: HttpRequest) -> HttpResponse:
    """The process lives and answers."""
    return HttpResponse("ok\n", content_type="text/plain")


@never_cache
@require_safe
def readyz(request: HttpRequest) -> HttpResponse:
    """200 when the database answers, is migrated and is seeded; else 503, naming what is not."""
    checks = _checks()
    is_ready = all(checks.values())
    return JsonResponse({"ready": is_ready, "checks": checks}, status=200 if is_ready else 503)


def _checks() -> dict[str, bool]:
    checks = {"database": False, "migrations": False, "seeds": False}
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
        checks["database"] = True
        checks["migrations"] = _is_migrated()
        checks["seeds"] = checks["migrations"] and Source.objects.exists()
    except DatabaseError:
        connection.close()
    return checks


_migrated = False


def _is_migrated() -> bool:
    """Whether no migration is left to apply; once true it stays so for the life of the process."""
    global _migrated
    if not _migrated:
        executor = MigrationExecutor(connection)
        _migrated = not executor.migration_plan(executor.loader.graph.leaf_nodes())
    return _migrated


@never_cache
@require_safe
def metrics(request: HttpRequest) -> HttpResponse:
    """Prometheus text for staff and for the addresses in METRICS_ALLOW; for others there is nothing here."""
    if not (_is_allowed(request.META.get("REMOTE_ADDR", "")) or getattr(request.user, "is_staff", False)):
        raise Http404
    registry: CollectorRegistry = REGISTRY
    if os.environ.get(MULTIPROCESS):
        registry = CollectorRegistry()
        MultiProcessCollector(registry)  # type: ignore[no-untyped-call]
    return HttpResponse(as_text(registry), content_type=CONTENT_TYPE_LATEST)


def _is_allowed(address: str) -> bool:
    try:
        caller = ip_address(address)
    except ValueError:
        return False
    return any(caller in network for network in env.METRICS_ALLOW)
