"""One guided screen: the questions of a way about a group of criteria."""

from __future__ import annotations

from dataclasses import dataclass

from decision.matrix.page.numbers import plural

from ..groups import Member
from ..sheets import LEVELS, RULES, Sheet
from ..ways import ALL_PAIRS_AT_MOST, PAIRED_AT_ONCE, pair_count


@dataclass(frozen=True, slots=True)
class Option:
    """One choice of several."""

    value: str
    name: str
    is_chosen: bool
    label: str = ""


@dataclass(frozen=True, slots=True)
class Question:
    """One thing to answer: a number on a slider, a place in the order, or a comparison of two criteria."""

    control: str
    field: str
    member: Member
    other: Member | None
    value: str
    slider: str
    error: str
    slot: int
    options: tuple[Option, ...] = ()
    is_first: bool = False
    is_last: bool = False
    is_tied: bool = False


@dataclass(frozen=True, slots=True)
class Screen:
    """The form of a way. `also` are the questions of a second list (best-worst)."""

    questions: tuple[Question, ...]
    also: tuple[Question, ...]
    choices: tuple[Option, ...]
    others: tuple[Option, ...]
    best: Member | None
    worst: Member | None
    count_text: str
    shows_all: bool
    can_show_all: bool


def screen_of(sheet: Sheet) -> Screen:
    """The questions of the sheet's way, with what is answered."""
    if sheet.way.key == "pairwise":
        return _pairs(sheet)
    if sheet.way.key == "best-worst":
        return _best_worst(sheet)
    if sheet.way.key == "ordering":
        return _order(sheet)
    if sheet.way.key == "trade-off":
        return _trade_off(sheet)
    return _screen(questions=tuple(_number(sheet, "v", member) for member in sheet.group.members))


def _screen(**parts: object) -> Screen:
    empty: dict[str, object] = {
        "questions": (), "also": (), "choices": (), "others": (), "best": None, "worst": None, "count_text": "",
        "shows_all": False, "can_show_all": False,
    }  # fmt: skip
    return Screen(**(empty | parts))  # type: ignore[arg-type]


def _slot(member: Member) -> int:
    return (member.number - 1) % 12 + 1


def _errors(sheet: Sheet) -> dict[str, str]:
    return {problem.control: problem.sentence for problem in sheet.problems}


def _number(sheet: Sheet, prefix: str, member: Member, other: Member | None = None) -> Question:
    value = sheet.answers.get(f"{prefix}.{member.key}", "")
    control = f"{prefix}-{member.key}"
    return Question(
        control, f"{prefix}.{member.key}", member, other, value, value or "0", _errors(sheet).get(control, ""),
        _slot(member),
    )  # fmt: skip


def _order(sheet: Sheet) -> Screen:
    members = {member.key: member for member in sheet.group.members}
    last = len(sheet.order) - 1
    rule = dict(sheet.extra)["rule"]
    return _screen(
        questions=tuple(
            Question(
                f"o-{key}",
                "o",
                members[key],
                None,
                key,
                "",
                "",
                _slot(members[key]),
                is_first=place == 0,
                is_last=place == last,
                is_tied=key in sheet.ties,
            )  # fmt: skip
            for place, key in enumerate(sheet.order)
        ),
        choices=tuple(Option(key, name, key == rule) for key, name in RULES.items()),
    )


def _pairs(sheet: Sheet) -> Screen:
    members = {member.key: member for member in sheet.group.members}
    count = len(members)
    every = dict(sheet.extra).get("all") == "1"
    return _screen(
        questions=tuple(_pair(sheet, members[first], members[second]) for first, second in sheet.pairs),
        count_text=_count_text(count, len(sheet.pairs)),
        shows_all=every, can_show_all=PAIRED_AT_ONCE < count <= ALL_PAIRS_AT_MOST,
    )  # fmt: skip


def _pair(sheet: Sheet, first: Member, second: Member) -> Question:
    field, control = f"p.{first.key}.{second.key}", f"p-{first.key}-{second.key}"
    given = sheet.answers.get(field, "")
    options = tuple(
        Option(level, _times(level, first, second), level == given, level.removeprefix("1/"))
        for level in LEVELS
    )
    error = _errors(sheet).get(control, "")
    return Question(control, field, first, second, given, "", error, _slot(first), options)


def _times(level: str, first: Member, second: Member) -> str:
    """What a step says: `Performance is 3 times as important as Documentation`."""
    if level == "1":
        return f"{first.name} and {second.name} are equally important"
    one, other = (second, first) if level.startswith("1/") else (first, second)
    return f"{one.name} is {level.removeprefix('1/')} times as important as {other.name}"


def _count_text(count: int, shown: int) -> str:
    possible = pair_count(count)
    if shown >= possible:
        return plural(possible, "comparison")
    return (
        f"{shown} of {possible:,} possible comparisons, enough to connect every criterion with three others. "
        "You may leave some out."
    )


def _best_worst(sheet: Sheet) -> Screen:
    members = {member.key: member for member in sheet.group.members}
    chosen = dict(sheet.extra)
    best, worst = chosen.get("best", ""), chosen.get("worst", "")
    screen = {
        "choices": tuple(Option(key, one.name, key == best) for key, one in members.items()),
        "others": tuple(Option(key, one.name, key == worst) for key, one in members.items()),
        "best": members.get(best), "worst": members.get(worst),
    }  # fmt: skip
    if not best or not worst or best == worst:
        return _screen(**screen)
    return _screen(
        questions=tuple(
            _scale(sheet, "b", one, members[best]) for key, one in members.items() if key != best
        ),
        also=tuple(
            _scale(sheet, "t", one, members[worst])
            for key, one in members.items()
            if key not in (best, worst)
        ),
        **screen,
    )


def _scale(sheet: Sheet, prefix: str, member: Member, other: Member) -> Question:
    """A comparison from 1 (equally) to 9 times."""
    question = _number(sheet, prefix, member, other)
    options = tuple(
        Option(str(step), "equally" if step == 1 else f"{step} times", question.value == str(step), str(step))
        for step in range(1, 10)
    )
    return Question(
        question.control,
        question.field,
        member,
        other,
        question.value,
        "",
        question.error,
        question.slot,
        options,
    )


def _trade_off(sheet: Sheet) -> Screen:
    ref = dict(sheet.extra)["ref"]
    members = {member.key: member for member in sheet.group.members}
    return _screen(
        questions=tuple(_number(sheet, "k", one, members[ref]) for key, one in members.items() if key != ref),
        choices=tuple(Option(key, one.name, key == ref) for key, one in members.items()),
        best=members[ref],
    )
