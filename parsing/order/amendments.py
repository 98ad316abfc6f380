"""What an order repeals and amends: the act, how much of it, and how."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import TYPE_CHECKING

from parsing.dates import find_date
from parsing.forms import form
from parsing.order.acts import CALLED, find_acts, quotes
from parsing.order.nodes import nearest_number, paths, walk
from parsing.records import TargetRecord

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from parsing.order.acts import Act
    from parsing.order.nodes import Node

SCOPES = re.compile(r"\b(?:под)?(?:пп?\.|пункт\w*)\s*((?:\d+(?:\.\d+)*|,\s*|\s+и\s+)+)", re.IGNORECASE)
LETTERED = re.compile(r"подпункт\w*\s+[«\"]?([а-яё])[»\"]?\s+пункт\w*\s+(\d+(?:\.\d+)*)", re.IGNORECASE)
NUMBER = re.compile(r"\d+(?:\.\d+)*")
SINCE = re.compile(r"\bсо?\s+(?=«?\d)", re.IGNORECASE)
ONLY_ADDED = re.compile(r"(?:под)?пункт\w*\s+\d", re.IGNORECASE)
IN_PART = re.compile(r"^[\s,–—-]*в части\s", re.IGNORECASE)
LISTED_ACT = re.compile(r"\W*от\s+«?\d")
WITHIN = re.compile(r"\W*в\s", re.IGNORECASE)
WHOLE = "весь"
NEAR = 30
ACTS = CALLED | {"приказ", "распоряжение", "постановление"}


@dataclass(frozen=True, slots=True, kw_only=True)
class _Change:
    """One operation on one clause of an act."""

    scope: str
    operation: str
    new_text: str | None
    old_text: str | None = None


def read_repeals(roots: list[Node]) -> tuple[TargetRecord, ...]:
    """Acts declared void («считать утратившим силу», «отменить приказ»), in a clause or in a list under it."""
    found: list[TargetRecord] = []
    for path in paths(roots):
        node = path[-1]
        if _amended(path):
            continue
        above = path[-2] if len(path) > 1 else None
        heading = above is not None and _voids(above.text) and not _acts(above.text)
        if _voids(node.text) or heading:
            start = _since(node.text) or (_since(above.text) if above and heading else None)
            found += _repealed(node, path, start)
    return tuple(found)


def read_amendments(roots: list[Node]) -> tuple[TargetRecord, ...]:
    """Acts that the order changes, operation by operation («внести в приказ … изменения», «изложить в редакции»)."""
    found: list[TargetRecord] = []
    for path in paths(roots):
        node = path[-1]
        act = _amended(path)
        if act is None:
            continue
        changes = _nested(path) or _untold(path)
        if not changes:
            continue
        start = _since(node.text) if len(path) == 1 and len(changes) == 1 else None
        found += [_target(act, path, change, start) for change in changes]
    return tuple(found)


def _untold(path: tuple[Node, ...]) -> list[_Change]:
    """A change that is none of the operations («абзац второй исключить») is told without one, for a person to see."""
    node = path[-1]
    part = form("amend", "part")
    if any(any(_changes(item.text)) or part.search(item.text) for item in walk(node.children)):
        return []
    if len(path) > 1 and (node.children or not part.search(node.text)):
        return []
    announced = form("amend", "announced").search(node.text)
    new = _quoted(node.text[announced.end() :]) if announced else None
    return [_Change(scope=scope, operation="", new_text=new) for scope in _scopes(_outside_new_text(node.text))]


def _nested(path: tuple[Node, ...]) -> list[_Change]:
    """Changes of a clause: «в пункте 2:» or «дополнить:» may stand above it."""
    text, above = path[-1].text, path[-2].text if len(path) > 1 else ""
    if not path[-1].children and ONLY_ADDED.match(text) and form("amend", "added_to").search(above):
        return list(_changes(f"дополнить {text}"))
    changes = list(_changes(text))
    told = _scopes(above) if form("amend", "within").match(above) else [WHOLE]
    if told == [WHOLE] or any(change.scope != WHOLE for change in changes):
        return changes
    return [replace(change, scope=scope) for change in changes for scope in told]


def _voids(text: str) -> bool:
    return bool(form("repeal", "clause").search(text))


def _acts(text: str) -> list[Act]:
    """Acts with a date or a number."""
    return [act for act in find_acts(text) if act.kind in ACTS and (act.number or act.date)]


def _amended(path: tuple[Node, ...]) -> Act | None:
    """The act that the clause, or one above it, changes."""
    for node in reversed(path):
        if form("amend", "clause").search(node.text):
            acts = _acts(_outside_new_text(node.text))
            if acts:
                return acts[0]
    return None


def _outside_new_text(text: str) -> str:
    announced = form("amend", "announced").search(text)
    return text[: announced.end()] if announced else text


def _repealed(node: Node, path: tuple[Node, ...], start: date | None) -> Iterator[TargetRecord]:
    text = node.text
    acts = _acts(text)
    if not acts and len(path) > 1 and LISTED_ACT.match(text):
        # «Утратившими силу считать приказы:» over «от 02.09.2024 № 141»
        kind = form("legal", "kind").search(path[-2].text)
        text = f"{kind.group('kind')} {text}" if kind else text
        acts = _acts(text)
    bounds = [0, *(act.end for act in acts)]
    for act, (low, high) in zip(acts, pairwise(bounds), strict=True):
        scopes = _scopes(text[low : act.start])
        if scopes == [WHOLE] and (WITHIN.match(text) or IN_PART.search(text[act.end : high + NEAR])):
            # «В Положении о …, утверждённом …, пункт 3.2 признать утратившим силу», «… – в части пункта 4»
            scopes = _scopes(text[high:])
        for scope in scopes:
            yield _target(act, path, _Change(scope=scope, operation="", new_text=None), start)


def _since(text: str) -> date | None:
    """«с 3 сентября 2024 г.» outside quotes."""
    quoted = list(quotes(text))
    for match in SINCE.finditer(text):
        if not any(low <= match.start() < high for low, high in quoted):
            found = find_date(text[match.end() :][:NEAR])
            if found and found[1] == 0:
                return found[0]
    return None


def _scopes(text: str) -> list[str]:
    """«п. N» for every clause named, or the whole act."""
    lettered = LETTERED.search(text)
    if lettered is not None:
        return [f"п. {lettered[2]}.{lettered[1]}"]
    found = SCOPES.search(text)
    return [f"п. {number}" for number in NUMBER.findall(found[1])] if found else [WHOLE]


def _changes(text: str) -> Iterator[_Change]:
    """Operations of a clause, each on the clauses that it names."""
    for name in ("replace_clause", "add_clause", "replace_words", "delete_clause"):
        match = form("amend", name).search(text)
        if match is None:
            continue
        new = _quoted(text[match.end() :]) if name != "delete_clause" else None
        old = _quoted(match.group()) if name == "replace_words" else None
        # «пункт 6 дополнить подпунктом 6.4»
        told = _scopes(match.group()) if name == "add_clause" else [WHOLE]
        for scope in told if told != [WHOLE] else _scopes(text[: match.end()]):
            yield _Change(scope=scope, operation=name, new_text=new, old_text=old)
        return


def _quoted(text: str) -> str | None:
    """What stands in the quotes that come first."""
    span = next(iter(quotes(text)), None)
    return text[span[0] + 1 : span[1] - 1].strip() if span else None


def _target(act: Act, path: tuple[Node, ...], change: _Change, start: date | None = None) -> TargetRecord:
    return TargetRecord(
        kind=act.kind,
        date=act.date,
        number=act.number,
        title=act.title,
        scope=change.scope,
        clause=nearest_number(path),
        operation=change.operation or None,
        old_text=change.old_text,
        new_text=change.new_text,
        effective_from=start,
        sources=path[-1].sources(),
    )
