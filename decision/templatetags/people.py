"""Names and initials of people in templates."""

from __future__ import annotations

from django import template

from decision.teams import people

register = template.Library()


@register.filter
def shown_name(person: people.Named) -> str:
    """`{{ user|shown_name }}`."""
    return people.shown_name(person)


@register.filter
def initials(name: str) -> str:
    """`{{ name|initials }}`."""
    return people.initials(name)
