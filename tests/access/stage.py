"""What stands behind every address of the table: rows with an id, and clients that ask for them."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from decimal import Decimal
from http.cookies import SimpleCookie
from zlib import compress

from django.db import transaction
from django.http import HttpResponse
from django.test import Client

from decision.evidence import kept as audits
from decision.evidence.proposed import Wanted
from decision.evidence.services import acknowledge_finding, propose_change
from decision.lifecycle.services import send_for_review, sign
from decision.matrix import selectors
from decision.matrix.api import kept
from decision.matrix.models import Decision
from decision.matrix.page import known
from decision.robustness.models import Study
from decision.rounds import services as rounds
from decision.talk.services import add_comment
from decision.teams.actors import command
from decision.teams.services import create_token, invite
from tests.cast import WEIGHTS, Cast, add_gate, add_scenario, make_cast, make_framework_decision

from .bodies import body_of
from .routes import Route
from .rules import ACTORS, VISIBILITIES

SAFE = ("GET", "HEAD")
POINTS = {key: Decimal(points) for key, points in WEIGHTS}


@dataclass(frozen=True)
class Stage:
    """The cast, its decisions by visibility, what stands in their addresses, and how each actor asks."""

    cast: Cast
    arguments: dict[str, dict[str, str]]
    clients: dict[str, tuple[Client, dict[str, str]]]
    cookies: dict[str, str]

    def address(self, route: Route, visibility: str = "public", variant: str = "") -> str:
        """An address with its arguments; `variant` is the round's number, the act or the query that is meant."""
        filling = self.arguments[visibility] | {"<int:number>": variant, "<slug:act>": variant}
        if "/comments/" in route.pattern:
            filling["<int:id>"] = filling["<int:comment>"]
        elif "/acknowledgements/" in route.pattern:
            filling["<int:id>"] = filling["<int:acknowledgement>"]
        elif "/proposals/" in route.pattern:
            filling["<int:id>"] = filling["<int:proposal>"]
        elif not route.is_of_decision:
            filling["<int:id>"] = "0"  # nobody's notification, no claim
        if not route.is_of_decision and not route.pattern.startswith("/teams/"):
            kind = (
                "framework" if "frameworks/" in route.pattern or "catalog/" in route.pattern else "criterion"
            )
            filling["<slug:slug>"] = filling[f"<slug:{kind}>"]
        elif not route.is_of_decision:
            filling["<slug:slug>"] = self.cast.team.slug
        pattern = route.pattern
        for argument, value in filling.items():
            pattern = pattern.replace(argument, value)
        assert "<" not in pattern, f"{pattern}: tell tests/access/stage.py what its argument is"
        return pattern + (variant if variant.startswith("?") else "")

    def ask(self, actor: str, method: str, path: str, name: str = "") -> HttpResponse:
        """The answer to one request, of which nothing stays behind."""
        client, headers = self.clients[actor]
        client.cookies = SimpleCookie(self.cookies[actor])
        body = body_of(name, method, path, self.cast)
        if method in SAFE:
            return client.generic(method, path, **body, headers=headers)  # type: ignore[return-value]
        with forgetting(), transaction.atomic():
            answer = client.generic(method, path, **body, headers=headers)
            transaction.set_rollback(True)
        return answer  # type: ignore[return-value]


@contextmanager
def forgetting() -> Iterator[None]:
    """Drop what was remembered meanwhile: of a transaction that is taken back, the next one has the same revision."""
    before = [
        (recent, recent._kept.copy(), recent._size)
        for recent in (selectors._loaded, known._kept, audits._kept, kept.rankings)
    ]
    yield
    for recent, values, size in before:
        recent._kept, recent._size = values, size


def set_stage() -> Stage:
    """Store it all, in transactions of their own as in life."""
    cast = make_cast()
    with transaction.atomic():
        link = make_framework_decision("link-choice", team=cast.team, visibility=Decision.Visibility.LINK)
    decisions = dict(zip(VISIBILITIES, (cast.public, link, cast.shared, cast.private), strict=True))
    invitation = invite(team=cast.team.pk, role="viewer", days=7, by=cast.actor("olga"))
    token = create_token(username="otto", name="His", scope="read", by=command())
    common = {
        "<slug:framework>": "flask", "<slug:criterion>": "performance", "<slug:scenario>": "fast",
        "<int:revision>": "1", "<slug:way>": "points", "<int:number>": "1", "<path:rest>": "nowhere/",
        "<int:user>": str(cast.users["victor"].pk), "<int:invitation>": str(invitation.row.pk),
        "<int:token>": str(token.row.pk), "<str:text>": invitation.text, "<str:token>": "none", "<str:key>": "none",
        "<int:pk>": "1", "<slug:provider_id>": "none",
        "^password/reset/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>[^/]+)/$": "password/reset/1-none/",
    }  # fmt: skip
    arguments = {name: common | _furnish(cast, decision) for name, decision in decisions.items()}
    asking = clients(cast)
    cookies = {name: client.cookies.output(header="", sep=";") for name, (client, _) in asking.items()}
    return Stage(cast, arguments, asking, cookies)


def _furnish(cast: Cast, decision: Decision) -> dict[str, str]:
    """A gate, a scenario, a known finding, a comment of Edgar's, two rounds, a visitor's study; in review."""
    edgar, slug = cast.actor("edgar"), decision.slug
    gate = add_gate(decision, "performance", 1)
    add_scenario(decision, "fast", performance=9)
    comment = add_comment(decision=slug, text="Why?", by=edgar).comment
    for number in (1, 2):
        rounds.open_round(decision=slug, wanted=rounds.NewRound(reveal="by_editor"), by=edgar)
        for who in ("edgar", "olga"):
            rounds.save_ballot(decision=slug, points=POINTS, scores=[], by=cast.actor(who))
        if number == 1:
            rounds.finish_ballot(decision=slug, by=edgar)
            rounds.reveal_round(decision=slug, number=1, by=edgar)
    send_for_review(decision=slug, by=edgar)
    for who in (
        ("edgar", "olga") if decision.visibility == Decision.Visibility.PRIVATE else ("edgar", "olga", "cora")
    ):
        sign(decision=slug, by=cast.actor(who))
    study = Study.objects.create(
        decision=decision,
        revision=1,
        asked={},
        draws_wanted=1,
        status=Study.Status.DONE,
        result=compress(b"{}"),
    )
    known_finding = acknowledge_finding(
        decision=slug, finding="published_total_differs:fastapi", reason="Known.", by=edgar
    )
    proposed = propose_change(
        decision=slug, framework="tornado", criterion="performance", wanted=Wanted(value=Decimal(5)),
        reason="Measured.", by=cast.actor("olga"),
    )  # fmt: skip
    return {
        "<slug:slug>": slug,
        "<int:proposal>": str(proposed.pk),
        "<int:gate>": str(gate.pk),
        "<int:acknowledgement>": str(known_finding.pk),
        "<int:id>": str(gate.pk),
        "<int:comment>": str(comment.pk),
        "<uuid:study>": str(study.pk),
    }


def clients(cast: Cast) -> dict[str, tuple[Client, dict[str, str]]]:
    """How each actor asks: a browser, and headers."""
    found: dict[str, tuple[Client, dict[str, str]]] = {}
    for name in ACTORS:
        scope, _, owner = name.partition(" token of ")
        found[name] = (Client(), cast.bearer(owner, scope)) if owner else (cast.client(name), {})
        found[name][0].raise_request_exception = False
    return found
