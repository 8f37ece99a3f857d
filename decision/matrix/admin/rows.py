"""The rows of a decision's inlines, handed to the services one by one."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from decision.problems import Invalid
from decision.teams.actors import Actor

from .. import services
from ..models import Alternative, Gate, Scenario, Weight


def save_rows(formset: Any, *, decision: str, by: Actor) -> None:
    """Remove, change and add what the formset says, and tell it what was done, for the admin's log."""
    formset.new_objects, formset.changed_objects, formset.deleted_objects = [], [], []
    gone = {id(form) for form in formset.deleted_forms}
    for form in reversed(formset.deleted_forms):  # what stands beneath a group goes before the group
        if form.instance.pk is not None:
            with _named(form.instance):
                _remove(form.instance, decision, by)
            formset.deleted_objects.append(form.instance)
    for form in formset.forms:
        if id(form) in gone or not form.has_changed():
            continue
        with _named(form.instance):
            _save(form, decision, by)
        if form.instance.pk is None:
            formset.new_objects.append(form.instance)
        else:
            formset.changed_objects.append((form.instance, form.changed_data))


@contextmanager
def _named(row: Any) -> Iterator[None]:
    """What a service refuses is said with the row it is about: its pointers mean nothing on this page."""
    try:
        yield
    except Invalid as invalid:
        raise Invalid(f"{str(row._meta.verbose_name).capitalize()} “{row}”: {invalid.detail}") from invalid


def _save(form: Any, decision: str, by: Actor) -> None:
    if form.instance.pk is not None:
        _change(form.instance, form.changed_fields(change=True), decision, by)
        return
    fields = form.changed_fields(change=False)
    if not fields.get("position"):
        fields.pop("position", None)  # the service puts it last
    _add(form.instance, fields, decision, by)


def _remove(row: Any, decision: str, by: Actor) -> None:
    match row:
        case Alternative():
            services.remove_alternative(decision=decision, framework=row.framework.slug, by=by)
        case Weight():
            services.remove_criterion(decision=decision, criterion=row.criterion.slug, by=by)
        case Gate():
            services.remove_gate(decision=decision, gate=row.pk, by=by)
        case Scenario():
            services.remove_scenario(decision=decision, slug=row.slug, by=by)


def _add(row: Any, fields: dict[str, Any], decision: str, by: Actor) -> None:
    fields.pop("decision", None)
    match row:
        case Alternative():
            framework = fields.pop("framework").slug
            services.add_alternative(decision=decision, framework=framework, fields=fields, by=by)
        case Weight():
            criterion = fields.pop("criterion").slug
            services.add_criterion(decision=decision, criterion=criterion, fields=fields, by=by)
        case Gate():
            services.save_gate(decision=decision, gate=None, fields=fields, by=by)
        case Scenario():
            services.curate_scenario(decision=decision, scenario=None, fields=fields, by=by)


def _change(row: Any, fields: dict[str, Any], decision: str, by: Actor) -> None:
    match row:
        case Alternative():
            services.change_alternative(decision=decision, framework=row.framework.slug, fields=fields, by=by)
        case Weight():
            services.change_criterion(decision=decision, criterion=row.criterion.slug, fields=fields, by=by)
        case Gate():
            services.save_gate(decision=decision, gate=row.pk, fields=fields, by=by)
        case Scenario():
            services.curate_scenario(decision=decision, scenario=row.pk, fields=fields, by=by)
