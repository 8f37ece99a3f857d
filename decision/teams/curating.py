"""Writing the catalogue's rows: curators only, one recorded transaction each, the model's rules in words."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import TypeVar

from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.db import OperationalError, connection, transaction
from django.db.models import Model, ProtectedError
from psycopg.errors import LockNotAvailable

from decision.problems import Conflicting, Invalid, NotThere
from decision.unseen import unseen_in

from .actors import Actor
from .permissions import require_curator
from .recording import recording

Row = TypeVar("Row", bound=Model)
NAMED_AT_MOST = 8
CATALOGUE = 8_231_006  # the advisory lock of whoever writes the catalogue: curators together, the seed alone
PATIENCE = 10_000  # milliseconds
BUSY = "The catalogue is being imported or merged just now, and nothing was changed: try again in a minute."


@contextmanager
def curating(by: Actor) -> Iterator[None]:
    """One recorded transaction of a curator.

    Raises `Forbidden` for everyone else, `Conflicting` while a long import holds the catalogue.
    """
    require_curator(by)
    with transaction.atomic(), recording(by):
        _take_turns("pg_advisory_xact_lock_shared", by)
        yield


@contextmanager
def curating_alone(by: Actor) -> Iterator[None]:
    """Like `curating`, with every other curator waiting until it ends."""
    require_curator(by)
    with transaction.atomic(), recording(by):
        _take_turns("pg_advisory_xact_lock", by)
        yield


def _take_turns(lock: str, by: Actor) -> None:
    """Who locks all decisions and then the catalogue's rows must not meet who goes the other way.

    Commands wait as long as it takes; on a page nobody does, for each who waits holds a thread of the server.
    """
    patience = 0 if by.door == "command" else PATIENCE
    with connection.cursor() as cursor:
        try:
            cursor.execute(
                f"SELECT set_config('lock_timeout', %s, true), {lock}(%s), set_config('lock_timeout', '0', true)",
                [f"{patience}ms", CATALOGUE],
            )
        except OperationalError as error:
            if isinstance(error.__cause__, LockNotAvailable):
                raise Conflicting(BUSY) from error
            raise


def locked_row(model: type[Row], pk: int | None) -> Row:
    """The stored row, locked, or a new one when `pk` is None. Raises `NotThere` when it is gone.

    Others may still point to it: whoever cites a claim has locked a decision, which a changed claim needs next.
    """
    if pk is None:
        return model()
    row = model._default_manager.select_for_update(no_key=True).filter(pk=pk).first()
    if row is None:
        raise NotThere(f"This {model._meta.verbose_name} is gone.")
    return row


def save_row(row: Row, fields: Mapping[str, object]) -> Row:
    """Give a row new field values and store it; only what is named is written to a stored one.

    Raises `Invalid` with the model's own sentences, by field, and for characters that cannot be seen.
    """
    for field, value in fields.items():
        setattr(row, field, value)
    for field, value in fields.items():
        if isinstance(value, str) and (told := unseen_in(value)):
            raise refused_field(field, told)
    try:
        row.full_clean()
    except ValidationError as error:
        errors = [
            ("" if field == NON_FIELD_ERRORS else f"/{field}", text)
            for field, texts in error.message_dict.items()
            for text in texts
        ]
        raise Invalid(errors[0][1], errors=errors) from error
    row.save(update_fields=None if row._state.adding else list(fields))
    return row


def delete_row(row: Model) -> None:
    """Remove a row. Raises `Invalid` that names what still rests on it."""
    name = row._meta.verbose_name
    try:
        row.delete()
    except ProtectedError as error:
        resting = sorted(f"{kept._meta.verbose_name} “{kept}”" for kept in error.protected_objects)
        raise Invalid(f"This {name} cannot be deleted: {listed(resting)} still rest on it.") from error


def listed(names: list[str]) -> str:
    """The first few names and how many more there are."""
    more = len(names) - NAMED_AT_MOST
    return ", ".join(names[:NAMED_AT_MOST]) + (f" and {more} more" if more > 0 else "")


def refused_field(field: str, sentence: str) -> Invalid:
    """An `Invalid` about one field."""
    return Invalid(sentence, errors=[(f"/{field}", sentence)])
