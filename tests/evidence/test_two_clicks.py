"""From any score to the line of a document in two clicks: the first opens its drawer, the second the document's page at
the claim, which names the lines."""

from __future__ import annotations

import re

import pytest
from django.test import Client

from decision.matrix.models import Decision, Score
from frameworks.claims import claim_view
from frameworks.models import Claim

ROW = re.compile(r'<tr role="row" id="(claim-\d+)">(.*?)</tr>', re.DOTALL)
LINES = re.compile(r"\blines? \d+")

pytestmark = pytest.mark.usefixtures("seeded")


def test_every_seeded_score_cites_something() -> None:
    assert Score.objects.count() == 169
    assert not Score.objects.filter(claims__isnull=True).exists()


def test_every_cited_claim_stands_with_its_lines_where_its_link_leads(client: Client) -> None:
    """The first and the last of each page stand for those between them."""
    rows = Claim.objects.filter(scores__isnull=False).distinct()
    wanted = {f"claim-{claim.pk}": claim for claim in rows.select_related("source")}

    def opened(anchor: str) -> list[str]:
        """The claims wanted that have lines on the page which one leads to."""
        address = claim_view(wanted[anchor]).source_href
        assert address.endswith(f"#{anchor}")
        found = dict(ROW.findall(client.get(address).content.decode()))
        return [one for one, row in found.items() if one in wanted and LINES.search(row)]

    while wanted:
        here = opened(anchor := next(iter(wanted)))
        assert anchor in here
        assert opened(here[0]) == opened(here[-1]) == here
        wanted = {one: claim for one, claim in wanted.items() if one not in here}


def test_a_drawer_of_each_decision_links_every_claim_of_its_score(client: Client) -> None:
    """All drawers are one template: the one with the most claims tells of them all."""
    for decision in Decision.objects.all():
        score = max(decision.scores.all(), key=lambda one: one.claims.count())
        place = f"{score.weight.criterion.slug}/{score.alternative.framework.slug}/"
        shown = client.get(f"/decisions/{decision.slug}/cells/{place}", headers={"HX-Request": "true"})
        for claim in score.claims.select_related("source"):
            assert f'<a href="{claim_view(claim).source_href}">' in shown.content.decode()
