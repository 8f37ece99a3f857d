"""What the audit finds on the seeded decisions, held against the four documents one by one.

Each line was looked up: what it says stands in the documents, and what is not here was looked for and is no finding.
`~22k` and `22.3K` stars are one figure, `3,200` and `3,200+` are one, no release but Tornado's 6.5.2 has a number and
“Django 3.0+” is since 3.0, and no figure has two units. The printed weights add up to 100 %, and FastAPI, which is
marked as recommended and called the best choice, stands first in the printed totals and in the recomputed ones.
"""

from __future__ import annotations

import pytest

from decision.evidence.audit.finding import Finding
from decision.evidence.audit.findings import findings_of
from decision.evidence.selectors import evidence_of
from decision.evidence.serializers import contradicted
from decision.matrix.selectors import matrix_of, open_decision
from decision.teams.actors import visitor
from frameworks.models import Framework, Source

TODAY = "2026-11-30"
FOUND = {
    "python-rest-api-framework": """
serious one_source_carries_the_lead:python-rest-api-frameworks-2025
warning published_total_differs:fastapi
warning published_total_differs:django-rest-framework
warning published_total_differs:flask
warning published_total_differs:tornado
warning order_contradicted:scalability:websocket-connections
warning measured_on_relative:django-rest-framework:django
warning measured_on_relative:django-rest-framework:django-channels
warning measured_on_relative:flask:flask-socketio
warning claims_stale:tornado-vs-django-2023
note    order_contradicted:community-support:github-stars
note    claims_disagree:flask:async
note    claims_undated:drf-vs-tornado-showdown
""",
    "twelve-requirements": """
serious one_source_carries_the_lead:python-rest-api-frameworks-2025
warning order_contradicted:ten-thousand-connections:concurrent-connections
warning order_contradicted:ten-thousand-connections:throughput
warning order_contradicted:ten-thousand-connections:memory-at-500-users
warning measured_on_relative:django-rest-framework:django-channels
warning measured_on_relative:django-rest-framework:django
warning measured_on_relative:flask:flask-socketio
note    all_score_alike:open-source
""",
    "measured-performance": """
serious one_source_carries_the_lead:python-rest-api-frameworks-2025
serious measured_on_relative:django-rest-framework:django
serious measured_on_relative:flask:flask-socketio
warning measured_on_relative:django-rest-framework:django-channels
""",
    "tornado-or-django": """
serious one_source_carries_the_lead:tornado-vs-django-2023
serious claims_stale:tornado-vs-django-2023
note    claims_undated:drf-vs-tornado-showdown
note    all_score_alike:programming-paradigm
""",
    "tornado-or-django-channels": """
serious one_source_carries_the_lead:django-channels-vs-tornado-stack
note    all_score_alike:websocket-support
""",
    "django-rest-framework-or-tornado": """
serious one_source_carries_the_lead:drf-vs-tornado-showdown
warning claims_stale:tornado-vs-django-2023
note    claims_undated:drf-vs-tornado-showdown
""",
}

pytestmark = pytest.mark.usefixtures("seeded")


def findings(slug: str) -> dict[str, Finding]:
    loaded = matrix_of(open_decision(slug, by=visitor()))
    return {one.key: one for one in findings_of(evidence_of(loaded, good_for_months=24, today=TODAY))}


def test_the_six_decisions_have_these_findings_and_no_others() -> None:
    for slug, lines in FOUND.items():
        said = [f"{one.severity:<7} {key}" for key, one in findings(slug).items()]
        assert sorted(said) == sorted(lines.strip().splitlines()), slug


def test_the_weighted_matrix_is_found_out_by_its_own_document() -> None:
    found = findings("python-rest-api-framework")
    totals = [found[f"published_total_differs:{key}"].sentence for key in ("fastapi", "tornado")]
    assert totals == [
        "The printed total of FastAPI is 9.5, but its weights and scores give 9.65.",
        "The printed total of Tornado is 6.9, but its weights and scores give 6.45.",
    ]
    order = found["order_contradicted:scalability:websocket-connections"]
    assert order.sentence == (
        "Scalability scores FastAPI 10 and Tornado 9, though the figures for concurrent WebSocket connections say"
        " otherwise: 3,200 against 10,000+."
    )
    assert order.details[1] == "Django REST 7, 1,800 on Channels; Flask 6, 2,100 on Flask-SocketIO"
    assert "The order would stay." in order.effect.sentence
    assert len(contradicted(found.values())) == 4


def test_what_rests_on_one_document_falls_with_it() -> None:
    effect = findings("python-rest-api-framework")[
        "one_source_carries_the_lead:python-rest-api-frameworks-2025"
    ].effect
    assert "Django REST and Tornado would tie for first place." in effect.sentence


def test_a_document_that_printed_other_weights_or_another_winner_is_found_out() -> None:
    source = Source.objects.get(slug="python-rest-api-frameworks-2025")
    assert (
        source.claims.filter(kind="weight", criterion__slug="performance").update(number=35, text="35%") == 1
    )
    assert source.claims.filter(kind="verdict", text__startswith="Marked as recommended").update(
        framework=Framework.objects.get(slug="flask")
    )
    found = findings("python-rest-api-framework")
    assert [key for key in found if key.startswith("published_w")] == [
        "published_winner_differs:python-rest-api-frameworks-2025:flask",
        "published_weights_off:python-rest-api-frameworks-2025",
    ]
    assert "add up to 110 %" in found["published_weights_off:python-rest-api-frameworks-2025"].sentence
