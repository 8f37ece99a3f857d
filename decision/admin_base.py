"""What every page of the curators' admin has in common: nothing is written but through a service.

Two questions are asked before each write: Django's model permissions (here, by the admin) and the services'
own `require_edit` or `require_curator`. Both must say yes.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from decimal import Decimal
from typing import Any, ClassVar

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.options import IncorrectLookupParameters
from django.contrib.admin.widgets import AutocompleteSelect
from django.db import transaction
from django.db.models import Model, QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse

from decision.admin_history import changes_of
from decision.problems import Refused
from decision.teams.actors import Actor

LONGEST_ID = 19  # digits that fit the column


def actor_of_admin(request: HttpRequest) -> Actor:
    """The signed-in member of staff, at the admin's door."""
    user: Any = request.user
    return Actor(
        user_id=user.pk,
        name=user.get_username(),
        is_staff=user.is_staff,
        can_write=user.is_active,
        door="admin",
    )


def as_written(value: Any) -> Any:
    """A stored number without the zeros that its column adds: 9, not 9.0000."""
    return Decimal(f"{value.normalize():f}") if isinstance(value, Decimal) else value


class RefusableForm(forms.ModelForm):  # type: ignore[type-arg]
    """Says what a service said when it refused, at the fields it named, with what was typed kept."""

    refused: ClassVar[Refused | None] = None

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial = {name: as_written(value) for name, value in self.initial.items()}

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        if self.refused is not None:
            for pointer, sentence in self.refused.errors or (("", self.refused.detail),):
                self.add_refusal(pointer, sentence)
        return cleaned

    def add_refusal(self, pointer: str, sentence: str) -> None:
        """Put one sentence of the service where it belongs."""
        field = pointer.strip("/").split("/")[0]
        self.add_error(field if field in self.fields else None, sentence)

    def changed_fields(self, change: bool) -> dict[str, Any]:
        """The model's fields to hand to a service: all of a new row, only what was changed of a stored one."""
        names = {field.name for field in self._meta.model._meta.fields if not field.primary_key}
        return {
            name: value
            for name, value in self.cleaned_data.items()
            if name in names and (not change or name in self.changed_data)
        }


class KnownRows(AutocompleteSelect):
    """Django's, which fails on showing a refused choice again when that is no number at all."""

    def optgroups(self, name: str, value: Any, attrs: Any = None) -> Any:
        known = [given for given in value if len(given) < LONGEST_ID and (not given or given.isdecimal())]
        return super().optgroups(name, known, attrs)


class CuratedAdmin(admin.ModelAdmin):  # type: ignore[type-arg]
    """An admin whose saves and deletions are services; `store` and `discard` say which."""

    form = RefusableForm
    object_history_template = "admin/history.html"
    list_per_page = 50

    def store(self, by: Actor, pk: int | None, form: Any) -> Model:
        """Save what the form holds through a service and return the stored row."""
        raise NotImplementedError

    def discard(self, by: Actor, row: Any) -> None:
        """Delete a row through a service."""
        raise NotImplementedError

    def get_changelist_instance(self, request: HttpRequest) -> Any:
        """Django's, which fails on filtering by a character that the database cannot compare with."""
        if any("\x00" in value for values in request.GET.lists() for value in (values[0], *values[1])):
            raise IncorrectLookupParameters
        return super().get_changelist_instance(request)

    def get_form(self, request: HttpRequest, obj: Any = None, change: bool = False, **kwargs: Any) -> Any:
        form: Any = super().get_form(request, obj, change=change, **kwargs)
        form.refused = getattr(request, "refused", None)
        return form

    def formfield_for_foreignkey(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        if db_field.name in self.get_autocomplete_fields(request):
            kwargs.setdefault("widget", KnownRows(db_field, self.admin_site))
        return super().formfield_for_foreignkey(db_field, request, **kwargs)

    def changeform_view(
        self,
        request: HttpRequest,
        object_id: str | None = None,
        form_url: str = "",
        extra_context: Any = None,
    ) -> Any:
        try:
            return super().changeform_view(request, object_id, form_url, extra_context)
        except Refused as refused:
            request.refused = refused  # type: ignore[attr-defined]
        return super().changeform_view(request, object_id, form_url, extra_context)

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        stored = self.store(actor_of_admin(request), obj.pk if change else None, form)
        obj.__dict__.update(stored.__dict__)

    def save_related(self, request: HttpRequest, form: Any, formsets: Iterable[Any], change: bool) -> None:
        for formset in formsets:
            self.save_formset(request, form, formset, change=change)

    def delete_model(self, request: HttpRequest, obj: Any) -> None:
        self.discard(actor_of_admin(request), obj)

    def delete_queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> None:
        for row in queryset:
            self.discard(actor_of_admin(request), row)

    def delete_view(self, request: HttpRequest, object_id: str, extra_context: Any = None) -> Any:
        view = super().delete_view
        back = reverse(f"admin:{self.opts.app_label}_{self.opts.model_name}_change", args=[object_id])
        return self._all_or_nothing(request, lambda: view(request, object_id, extra_context), back)

    def changelist_view(self, request: HttpRequest, extra_context: Any = None) -> Any:
        view = super().changelist_view
        return self._all_or_nothing(request, lambda: view(request, extra_context), request.get_full_path())

    def _all_or_nothing(
        self, request: HttpRequest, view: Callable[[], HttpResponse], back: str
    ) -> HttpResponse:
        """Run a view that may write; what a service refuses is said on the page at `back`, and nothing stays."""
        if request.method != "POST":
            return view()
        try:
            with transaction.atomic():
                return view()
        except Refused as refused:
            self.message_user(request, refused.detail, messages.ERROR)
        return HttpResponseRedirect(back)

    def history_view(self, request: HttpRequest, object_id: str, extra_context: Any = None) -> Any:
        row = self.get_object(request, object_id)
        changes = changes_of(row) if row is not None and self.has_view_permission(request, row) else ()
        return super().history_view(request, object_id, {"changes": changes, **(extra_context or {})})
