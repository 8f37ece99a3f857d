"""The admin opens to staff alone, and to them no more than they were given rights to; tokens never open it."""

from __future__ import annotations

import re

from .routes import Route, every_route
from .rules import ACTORS, IS_THOROUGH
from .stage import Stage

FILLED = {
    "<int:draft>": "1", "<int:merge>": "1", "<slug:kind>": "framework",
    "<path:object_id>": "1", "<id>": "1", "<path:content_type_id>": "1", "(?P<url>.*)$": "nowhere/",
}  # fmt: skip
SIGNED_IN = ACTORS[1:7]
METHODS = ("GET", "POST")
ALL_ASK = {
    "admin:index",
    "admin:login",
    "admin:logout",
    "admin:matrix_decision_changelist",
    "admin:matrix_decision_add",
}
TABLES = {"changelist", "add", "change", "delete"}
GET_ONLY = {"autocomplete", "jsi18n", "password_change_done"}
OF_STAFF = {
    "index": 200, "login": 302, "logout": 405, "password_change": 200, "password_change_done": 200, "autocomplete": 403,
    "jsi18n": 200, "view_on_site": 404, "app_list": 404, "auth_user_password_change": 403,
}  # fmt: skip


def admin_routes() -> list[Route]:
    return [route for route in every_route() if route.name.startswith("admin:")]


def address(route: Route) -> str:
    path = re.sub(r"\^\(\?P<app_label>.*\)/\$$", "matrix/", route.pattern)
    for argument, value in FILLED.items():
        path = path.replace(argument, value)
    assert "<" not in path, f"{path}: tell this test what its argument is"
    return path


def expected(route: Route, actor: str, method: str) -> set[int]:
    name = route.name.removeprefix("admin:")
    if actor == "stella":
        return without_rights(name, method)
    return {403} if name == "login" and actor in SIGNED_IN else {302}


def without_rights(name: str, method: str) -> set[int]:
    """Staff are staff, but nobody has given Stella a right to any table."""
    if (kind := name.rpartition("_")[2]) in TABLES and name not in OF_STAFF:
        return {403}
    if name.startswith("curation-"):
        return {403}
    if kind == "history" or name == "None":
        return {302, 403, 404}  # there is no such row; some tables keep that to themselves
    if method == "POST" and name in GET_ONLY:
        return {405}
    return {302 if (name, method) == ("logout", "POST") else OF_STAFF[name]}


def asked(route: Route, turn: int) -> list[tuple[str, str]]:
    """Who asks how: Stella for everything; who is not of the staff, at the few that open, or one method in turns."""
    of_staff = [("stella", method) for method in METHODS]
    if route.name in ALL_ASK or IS_THOROUGH:
        return of_staff + [(actor, method) for actor in ACTORS if actor != "stella" for method in METHODS]
    return [*of_staff, ("olga", METHODS[turn % 2])]


def test_admin(stage: Stage) -> None:
    wrong = []
    for turn, route in enumerate(admin_routes()):
        for actor, method in asked(route, turn):
            status = stage.ask(actor, method, address(route)).status_code
            if status not in expected(route, actor, method):
                wrong.append(f"{method} {address(route)} as {actor}: {status}")
    assert not wrong, "\n".join(wrong)
