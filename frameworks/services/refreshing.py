"""Facts from a package index, as new claims that wait for a curator; what is stored already is never touched."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.utils import timezone

from decision.problems import Conflicting, Invalid
from decision.teams.actors import Actor
from decision.teams.curating import curating, save_row
from decision.teams.permissions import require_curator

from ..models import Claim, Framework, Source
from ..package_index import Facts, IndexFailed, ask, facts_in
from .rows import check_claim

OFF = (
    "No package index is set. To ask one for the latest release, its date and the licence, start Steelyard with "
    "PACKAGE_INDEX_URL, the address before “/<package>/json”."
)


def refresh_facts(*, framework: Framework, by: Actor) -> int:
    """Ask the package index about a framework and propose what it says that no claim of it says yet; how many.

    Raises `Conflicting` while no index is set or it gives no facts, `Invalid` for a framework without a package.
    """
    require_curator(by)
    index: str = settings.PACKAGE_INDEX_URL
    if not index:
        raise Conflicting(OFF)
    if not framework.package_name:
        raise Invalid(f"“{framework}” has no package name: give it one first.")
    today = timezone.localdate()
    try:
        facts = facts_in(ask(index, framework.package_name), framework.package_name, today=today)
    except IndexFailed as failed:
        raise Conflicting(f"{framework}: {failed}") from failed
    with curating(by):
        source = _source(index)
        known = set(source.claims.filter(framework=framework).values_list("kind", "text"))
        new = [one for one in _claims(facts) if (one["kind"], one["text"]) not in known]
        for fields in new:
            row = Claim(status=Claim.Status.PROPOSED, proposed_by_id=by.user_id)
            common = {"source": source, "framework": framework, "as_of": today, "version": facts.version}
            check_claim(save_row(row, common | fields))
        return len(new)


def _claims(facts: Facts) -> Iterator[dict[str, Any]]:
    when = f", released on {facts.released_on}" if facts.released_on else ""
    yield {"kind": Claim.Kind.RELEASE, "text": f"{facts.version}{when}"}
    if facts.licence:
        yield {"kind": Claim.Kind.LICENSE, "text": facts.licence}


def _source(index: str) -> Source:
    """The index as a source, made when it is first asked; locked, so that two who ask at once take turns."""
    host = urlsplit(index).hostname or "index"
    slug = f"package-index-{hashlib.sha256(index.encode()).hexdigest()[:8]}"
    fields = {"title": f"Package index at {host}", "publisher": host, "kind": "package index"}
    Source.objects.get_or_create(slug=slug, defaults=fields)
    return Source.objects.select_for_update(no_key=True).get(slug=slug)
