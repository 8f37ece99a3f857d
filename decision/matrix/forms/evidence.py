"""Reads from an address which evidence is to stand behind a decision: `without=<source>`, as often as there are sources
to leave out, `plus=metric.<slug>` or `plus=criterion.<slug>` for one more criterion, and `gate.<id>=off`, `=warns` or
`=excludes` for a must-have. What cannot be used is named.
"""

from __future__ import annotations

from dataclasses import replace

from django.http import QueryDict

from decision.engine import EngineError

from ..additions import plus_of, statements_about, topic_named
from ..loading import OFF, LoadedMatrix, with_gates, with_plus, without_sources
from .what_if import Problem, WhatIf, read_what_if, shortened

LONGEST_NAME = 100
GATE = "gate."
MODES = (OFF, "warns", "excludes")


def read_varied(query: QueryDict, loaded: LoadedMatrix) -> tuple[LoadedMatrix, WhatIf]:
    """The decision with the evidence that `query` asks for, and the weights that it asks for; at most three queries,
    none where it asks for no other evidence."""
    switches = [name for name in query if name.startswith(GATE)]
    if not switches and "without" not in query and "plus" not in query:
        return loaded, read_what_if(query, loaded)
    problems: list[Problem] = []
    varied = _without(query, loaded, problems)
    varied = _plus(query, varied, problems)
    varied = _gates(query, switches, varied, problems)
    what_if = read_what_if(query, varied)
    return varied, replace(what_if, problems=(*problems, *what_if.problems))


def _without(query: QueryDict, loaded: LoadedMatrix, problems: list[Problem]) -> LoadedMatrix:
    cited = frozenset[str]().union(*(cell.sources for cell in loaded.cells.values()))
    asked = dict.fromkeys(slug for slug in query.getlist("without") if slug)
    for slug in asked:
        if slug not in cited:
            sentence = f"No score here cites a source “{shortened(slug)}”."
            problems.append(Problem(None, slug, sentence))
    gone = [slug for slug in asked if slug in cited]
    return without_sources(loaded, gone) if gone else loaded


def _gates(query: QueryDict, names: list[str], loaded: LoadedMatrix, problems: list[Problem]) -> LoadedMatrix:
    modes = {f"{GATE}{row.id}": row for row in loaded.gates}
    switched = {}
    for name in names:
        row, mode = modes.get(name), query.get(name, "")
        if row is None or mode not in MODES:
            sentence = f"“{shortened(f'{name}={mode}')}” names no must-have here that could be off, warns or excludes."
            problems.append(Problem(None, name, sentence))
        elif mode != row.mode:
            switched[row.id] = mode
    return with_gates(loaded, switched) if switched else loaded


def _plus(query: QueryDict, loaded: LoadedMatrix, problems: list[Problem]) -> LoadedMatrix:
    name = query.get("plus", "").replace("\x00", "")
    if not name:
        return loaded
    topic = topic_named(name) if len(name) <= LONGEST_NAME else None
    statements = statements_about(loaded, topic) if topic else []
    if topic is None or not statements:
        sentence = f"Nothing is on record about “{shortened(name)}” that could be one more criterion here."
        problems.append(Problem(None, name, sentence))
        return loaded
    try:
        return with_plus(loaded, plus_of(topic, statements))
    except EngineError as error:
        problems.append(Problem(None, name, error.detail))
        return loaded
