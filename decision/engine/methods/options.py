"""What may be set about a method, read from a request."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, TypeVar

from pydantic import TypeAdapter, ValidationError

from decision.engine.errors import InvalidTable, UnsupportedMethod, pointer
from decision.engine.exact import decimals_of, scaled
from decision.engine.methods.preferences import NEEDS, Preference
from decision.engine.methods.vikor import USUAL_V
from decision.engine.table import Exactly, TablePreference, problems_of

TAKES = {"vikor": ("v",), "promethee_ii": ("preference",)}
_NUMBER = TypeAdapter(Exactly)


@dataclass(frozen=True, slots=True)
class Options:
    """`v` weighs S against R in VIKOR; `preference` is that of all criteria in PROMETHEE II."""

    v: float = USUAL_V
    preference: TablePreference | None = None


def read_options(method: str, given: Mapping[str, Any]) -> Options:
    """The options of a method. Raises UnsupportedMethod for one it does not have, InvalidTable for a wrong value."""
    takes = TAKES.get(method, ())
    strange = sorted(key for key in given if key not in takes)
    if strange:
        has = f"only {', '.join(takes)}" if takes else "no options"
        raise UnsupportedMethod(
            f"{method} takes {has}: leave out {', '.join(strange)}.",
            [(pointer("options", key), "There is no such option.") for key in strange],
        )
    v, preference = USUAL_V, None
    if "v" in given:
        v = float(_read(_NUMBER.validate_python, given["v"], ("options", "v")))
        if not 0 <= v <= 1:
            raise InvalidTable(f"v must be from 0 to 1 (got {given['v']}).", [("/options/v", "Give 0 to 1.")])
    if "preference" in given:
        place = ("options", "preference")
        preference = _read(TablePreference.model_validate, given["preference"], place)
        check_preference(preference, place)
    return Options(v, preference)


def check_preference(preference: TablePreference, place: Sequence[object]) -> None:
    """Whether a preference has the thresholds its type needs, in order. Raises InvalidTable."""
    problems = []
    for name in NEEDS[preference.type]:
        threshold = getattr(preference, name)
        if threshold is None:
            problems.append((pointer(*place, name), f"{preference.type} needs {name}."))
        elif threshold < 0 or (name != "q" and threshold == 0):
            least = "0 or more" if name == "q" else "above 0"
            problems.append((pointer(*place, name), f"{name} must be {least} (got {threshold})."))
    if not problems and preference.type in ("level", "linear"):
        assert preference.q is not None, "checked above"
        assert preference.p is not None, "checked above"
        if preference.p <= preference.q:
            problems.append(
                (pointer(*place, "p"), f"p must be above q (got {preference.p} and {preference.q}).")
            )
    if problems:
        raise InvalidTable(f"A preference cannot be used ({problems[0][0]}): {problems[0][1]}", problems)


def thresholds(preference: TablePreference | None) -> list[Decimal]:
    """The thresholds that the type of a preference goes by."""
    if preference is None:
        return []
    return [getattr(preference, name) for name in NEEDS[preference.type]]


def in_whole_numbers(preference: TablePreference | None, decimals: int) -> Preference:
    """A preference with its thresholds x 10^decimals; the usual one where there is none."""
    if preference is None:
        return Preference()
    assert decimals >= decimals_of(thresholds(preference)), "thresholds keep all their decimals"
    return Preference(
        preference.type,
        **{name: scaled(getattr(preference, name), decimals) for name in NEEDS[preference.type]},
    )


T = TypeVar("T")


def _read(reader: Callable[[Any], T], given: object, place: Sequence[object]) -> T:
    try:
        return reader(given)
    except ValidationError as error:
        problems = [(pointer(*place) + inner, sentence) for inner, sentence in problems_of(error)]
    raise InvalidTable(f"{problems[0][0]}: {problems[0][1]}", problems)
