"""How the product is: does the process live, can it serve, and what has it done (Prometheus text)."""

from __future__ import annotations

import os
from ipaddress import ip_address

from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe
from prometheus_client import CONTENT_TYPE_LATEST, REGISTRY, CollectorRegistry
from prometheus_client import generate_latest as as_text
from prometheus_client.multiprocess import MultiProcessCollector

from decision.env import env
from decision.serving.metrics import MULTIPROCESS
from frameworks.models import Source


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
    """Prometheus text for staff and for the addresses in METRICS_ALLOW; for others there is nothing here.

    Of what a proxy passed on every hop must be allowed: the proxy itself stands within the operator's own network.
    """
    hops = [request.META.get("REMOTE_ADDR", "")]
    if forwarded := request.META.get("HTTP_X_FORWARDED_FOR"):
        hops += forwarded.split(",")
    if not (all(map(_is_allowed, hops)) or getattr(request.user, "is_staff", False)):
        raise Http404
    registry: CollectorRegistry = REGISTRY
    if os.environ.get(MULTIPROCESS):
        registry = CollectorRegistry()
        MultiProcessCollector(registry)  # type: ignore[no-untyped-call]
    return HttpResponse(as_text(registry), content_type=CONTENT_TYPE_LATEST)


def _is_allowed(address: str) -> bool:
    try:
        caller = ip_address(address.strip())
    except ValueError:
        return False
    return any(caller in network for network in env.METRICS_ALLOW)
