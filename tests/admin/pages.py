"""A page's form as a browser would send it back, and what a page says."""

from __future__ import annotations

from html.parser import HTMLParser
from typing import Any

from django.test import Client

from decision.matrix.models import Decision


class FormReader(HTMLParser):
    """Collects the fields of the admin's main form with their values."""

    def __init__(self) -> None:
        super().__init__()
        self.fields: dict[str, str] = {}
        self._inside = False
        self._select = ""
        self._textarea = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        name, value = given.get("name") or "", given.get("value") or ""
        if tag == "form":
            self._inside = (given.get("id") or "").endswith("_form")
        if not self._inside or "__prefix__" in name:
            return
        if tag == "input" and name and given.get("type") not in ("submit", "button", "checkbox"):
            self.fields[name] = value
        elif tag == "select":
            self._select = name
            if "multiple" not in given:  # a browser sends nothing for several choices of which none is made
                self.fields.setdefault(name, "")
        elif tag == "option" and self._select and "selected" in given:
            self.fields[self._select] = value
        elif tag == "textarea":
            self._textarea = name
            self.fields[name] = ""

    def handle_endtag(self, tag: str) -> None:
        if tag == "select":
            self._select = ""
        elif tag == "textarea" and self._textarea:
            self.fields[self._textarea] = self.fields[self._textarea].strip("\r\n")
            self._textarea = ""

    def handle_data(self, data: str) -> None:
        if self._textarea:
            self.fields[self._textarea] += data


def form_of(client: Client, url: str) -> dict[str, str]:
    """The fields that the page at `url` would send."""
    response = client.get(url)
    assert response.status_code == 200, response.status_code
    reader = FormReader()
    reader.feed(response.content.decode())
    reader.fields.pop("csrfmiddlewaretoken", None)
    return reader.fields


def change_url(row: Any) -> str:
    """The admin's page of a row."""
    return f"/admin/{row._meta.app_label}/{row._meta.model_name}/{row.pk}/change/"


def cell(decision: Decision, framework: str, criterion: str, part: str = "v") -> str:
    """The name of a cell's input in the grid."""
    alternative = decision.alternatives.get(framework__slug=framework)
    weight = decision.weights.get(criterion__slug=criterion)
    return f"{part}-{alternative.pk}-{weight.pk}"


def points(decision: Decision, criterion: str) -> str:
    """The name of a criterion's points in the grid."""
    return f"p-{decision.weights.get(criterion__slug=criterion).pk}"


def total(decision: Decision, framework: str) -> str:
    """The name of an alternative's published total in the grid."""
    return f"t-{decision.alternatives.get(framework__slug=framework).pk}"


def revision(decision: Decision) -> int:
    """Where the decision stands."""
    return Decision.objects.values_list("revision", flat=True).get(pk=decision.pk)
