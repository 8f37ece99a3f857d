"""Where a finding sends its reader."""

from __future__ import annotations

from urllib.parse import urlencode

from django.urls import reverse


def address_of(link: tuple[str, ...], slug: str) -> str:
    """The path of a finding's link, in the decision at `slug`."""
    match link:
        case ("cell", framework, criterion):
            return reverse("cell-detail", args=[slug, criterion, framework])
        case ("criterion", criterion):
            return reverse("criterion-detail", args=[criterion])
        case ("source", source):
            return reverse("source-detail", args=[source])
        case ("framework", framework):
            return reverse("framework-detail", args=[framework])
        case ("without", source):
            return f"{reverse('decision-sources', args=[slug])}?{urlencode({'without': source})}"
        case ("settings",):
            return reverse("decision-settings", args=[slug])
        case ("decision", part):
            return f"{reverse('decision-detail', args=[slug])}#{part}"
    raise AssertionError(f"no address for {link}")
