"""Rows of the body become a tree of clauses.

Numbers are kept as printed; a missing number is inferred only where the next sibling proves it (order № 29:
an unnumbered heading before 5.2 is 5.1). Line wraps of scans are joined; a bullet that the engine lost is
found by the punctuation before it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from parsing.order.nodes import Node
from parsing.passages import Part, join
from school.morphology import is_finite_verb
from school.roles import role_at_start

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from parsing.passages import Passage, Row

NUMBER = re.compile(r"^\s*(\d{1,2}(?:\.\d{1,2}){0,3})(?:(?P<close>[.)])\s*|\s+)(?![\d.,]|\s*$)")
ALONE = re.compile(r"^\s*(\d{1,2}(?:\.\d{1,2}){0,3})\.?\s*$")
LETTER = re.compile(r"^\s*([а-еж-ик-м])\)\s*(?=\S)")
BULLET = re.compile(
    r"^\s*(?:[·•▪●○◦‣∙*–—−>¢§►■□➢✓]\s*|[-»«`'‘’‚„“”°:.=~+,]\s+|-(?=[А-Яа-яё]))(?=[«\"(]?[A-Za-zА-Яа-яЁё])"
)
LONGEST_NAME = 40
NOISE = re.compile(r"^\s*(?:[^\w\s(«\"“№]{2,3}\s*|[‚„‹›¸,.]\s?)(?=[А-Яа-яЁё])")
LONE_QUOTE = re.compile(r"^\s*[«\"“„]\s?(?=[А-Яа-яЁё])")
LISTS = frozenset({"bullet", "heading"})
STRAY = re.compile(r"^\s*[aаoоeе®0©]\s+(?=[A-Za-zА-Яа-яЁё]{4})")


@dataclass(slots=True, kw_only=True)
class _Item:
    kind: str
    number: str | None
    parts: list[Part] = field(default_factory=list)

    @property
    def passage(self) -> Passage:
        return join(self.parts)

    @property
    def ending(self) -> str:
        """The last printed character."""
        return self.passage.text[-1:]


def build(rows: Sequence[Row]) -> list[Node]:
    """The clause tree of the body's rows."""
    return _tree(_items(rows))


def split_items(rows: Iterable[Row]) -> list[tuple[str | None, Passage]]:
    """Rows cut at their markers, flat: (printed number, text). For comparing readings."""
    return [(item.number, item.passage) for item in _items(rows) if item.passage.text]


def _items(rows: Iterable[Row]) -> list[_Item]:
    items: list[_Item] = []
    gap = False
    for row in rows:
        if row.blank:
            gap = True
            continue
        started = _start(row, items, gap=gap)
        if started is not None:
            items.append(started)
        elif items:
            items[-1].parts.append(Part(row=row))
        gap = False
    return [item for item in items if item.passage.text or item.kind == "number"]


def _start(row: Row, items: list[_Item], *, gap: bool) -> _Item | None:
    """The item that this row begins, or None when it continues the one before."""
    text = row.text
    marked = _marked(row, items)
    if marked is not None:
        return marked
    if not items:
        return None
    if text.strip()[:1].isupper() and text.rstrip().endswith(":") and role_at_start(text.strip()):
        return _Item(kind="heading", number=None, parts=[Part(row=row)])
    if _lost_bullet(text.strip(), items, gap=gap):
        return _Item(kind="bullet", number=None, parts=[Part(row=row)])
    return None


def _marked(row: Row, items: list[_Item]) -> _Item | None:
    text = row.text
    number = NUMBER.match(text) or ALONE.match(text)
    if number and _plausible(number, text, items):
        kind = "paren" if number.groupdict().get("close") == ")" else "number"
        return _Item(kind=kind, number=number.group(1), parts=[Part(row=row, start=number.end())])
    letter = LETTER.match(text)
    if letter:
        return _Item(kind="letter", number=letter.group(1), parts=[Part(row=row, start=letter.end())])
    bullet = BULLET.match(text) or _misread_bullet(text, items)
    if bullet:
        return _Item(kind="bullet", number=None, parts=[Part(row=row, start=bullet.end())])
    return None


def _misread_bullet(text: str, items: list[_Item]) -> re.Match[str] | None:
    """A bullet that the engine read as a letter, as a quote that never closes, or as two signs; in lists only."""
    if not items or not (items[-1].kind in LISTS or items[-1].passage.text.endswith(":")):
        return None
    quote = LONE_QUOTE.match(text)
    if quote is not None and not re.search(r"[»”“\"]", text[quote.end() :]):
        return quote
    return NOISE.match(text) or STRAY.match(text)


def _plausible(match: re.Match[str], text: str, items: list[_Item]) -> bool:
    """A number at the start of a wrapped line («5 числа», «28 человек») is not a clause number."""
    if match.groupdict().get("close") or match.re is ALONE:
        return True
    printed = [item.number for item in items if item.kind == "number" and item.number]
    following = text[match.end() : match.end() + 1]
    if "." in match.group(1):
        return following.isupper() or not following.isalpha()
    previous = int(printed[-1].split(".")[0]) if printed else 0
    return following.isupper() and int(match.group(1)) == previous + 1


def _lost_bullet(text: str, items: list[_Item], *, gap: bool) -> bool:
    last = items[-1]
    before = last.passage.text
    if last.kind == "bullet" and last.ending == ";":
        return True
    if before.endswith(":"):
        return True
    first = re.match(r"[А-Яа-яЁё]+", text)
    begins_verb = first is not None and is_finite_verb(first.group())
    if last.kind == "bullet":
        return begins_verb and (gap or last.ending in ".;" or text[:1].isupper())
    return begins_verb and _names_role_only(before)


def _names_role_only(text: str) -> bool:
    """True for «Учителя – предметники» or «Заместитель директора по УР Иванова А.А.»."""
    found = role_at_start(text)
    return found is not None and len(text) - found[1] <= LONGEST_NAME and not re.search(r"[.;]\s+[А-ЯЁ][а-яё]", text)


def _tree(items: list[_Item]) -> list[Node]:
    roots: list[Node] = []
    stack: list[tuple[int, Node]] = []
    for item in items:
        level = _level(item, stack)
        while stack and stack[-1][0] >= level:
            stack.pop()
        parent = stack[-1][1] if stack else None
        node = Node(kind=item.kind, number=_number(item, parent), passage=item.passage)
        (parent.children if parent is not None else roots).append(node)
        stack.append((level, node))
    for node in roots:
        _infer(node)
    return roots


BULLET_LEVEL = 9


def _level(item: _Item, stack: list[tuple[int, Node]]) -> int:
    """Depth in the tree: 1 for a top clause, 9 for a bullet."""
    if item.kind == "number":
        return len((item.number or "").split("."))
    numbered = [(level, node) for level, node in stack if node.kind == "number"]
    inner = numbered[-1][0] if numbered else 0
    if item.kind == "paren":
        return inner + 1 if numbered else 1
    if item.kind == "heading":
        return 2 if numbered else 1
    if item.kind == "letter":
        return 7
    return BULLET_LEVEL


def _number(item: _Item, parent: Node | None) -> str | None:
    above = parent.number if parent is not None else None
    if item.kind in {"paren", "letter"} and above is not None:
        return f"{above}.{item.number}"
    return item.number


def _infer(node: Node) -> None:
    """Gives a heading without a number the one that the next sibling proves is missing."""
    for place, child in enumerate(node.children):
        if child.kind == "heading" and child.number is None and node.number is not None:
            before = _minor(node.children[place - 1]) if place else 0
            after = _minor(node.children[place + 1]) if place + 1 < len(node.children) else None
            if before is not None and after == before + 2:
                child.number, child.inferred = f"{node.number}.{before + 1}", True
        _infer(child)


def _minor(node: Node) -> int | None:
    last = (node.number or "").rsplit(".", 1)[-1]
    return int(last) if last.isdigit() else None
