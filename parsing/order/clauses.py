"""Rows of the body become a tree of clauses.

Numbers are kept as printed; a missing number is inferred only where the next sibling proves it (order № 29:
an unnumbered heading before 5.2 is 5.1). Line wraps of scans are joined; a bullet that the engine lost is
found by the punctuation before it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import TYPE_CHECKING

from parsing.order.nodes import Node
from parsing.order.quoted import quotation_end
from parsing.order.roles_given import body_of
from parsing.order.times import periodicity
from parsing.passages import Part, is_table_row, join
from parsing.records import Periodicity
from school.morphology import is_dative_only, is_finite_verb, is_infinitive
from school.names import find_mentions
from school.roles import role_at_start

if TYPE_CHECKING:
    from collections.abc import Sequence

    from parsing.passages import Passage, Row

NUMBER = re.compile(r"^\s*(\d{1,2}(?:\.\d{1,2}){0,3})(?:(?P<close>[.)])\s*|\s+)(?![\d.,]|\s*$)")
ALONE = re.compile(r"^\s*(\d{1,2}(?:\.\d{1,2}){0,3})\.?\s*$")
LETTER = re.compile(r"^\s*([а-еж-ик-м])\s?\)\s*(?=\S)")
BULLET = re.compile(
    r"^\s*(?:[·•▪●○◦‣∙*–—−>¢§►■□➢✓\uf0a0-\uf0ff]\s*|[-»«`'‘’‚„“”°:.=~+,]\s+|-(?=[А-Яа-яё]))"
    r"(?=[«\"(]?[A-Za-zА-Яа-яЁё]|\d+(?:\s?[–-]\s?\d+)?\s?[«\"А-Яа-яё])"
)
DASH = re.compile(r"^\s*[-–—]")
LONGEST_NAME = 40
NOISE = re.compile(r"^\s*(?:[^\w\s(«\"“№]{2,3}\s*|[‚„‹›¸,.]\s?)(?=[А-Яа-яЁё])")
LONE_QUOTE = re.compile(r"^\s*[«\"“„]\s?(?=[А-Яа-яЁё])")
WORD = re.compile(r"^\s*[аоАО]\s")
BLURRED = re.compile(r"^\s*[^\W_]{1,2}[.)]\s*(?=[А-ЯЁ])")
"""A number that the engine took for a letter or two: «З.Завхозу», «О. Утвердить»."""
DAMAGED = re.compile(r"^\s*[^\W_]{1,2}[.,](?P<minor>\d{1,2})(?:[.,)]+\s*|\s+)(?=[А-Яа-яЁё])")
"""«Э.1.», «4,1.»: a number whose sign was misread; the one that is due has the same end."""
LETTERS = MappingProxyType({"а": "aA", "б": "6оО0oObБ", "в": "BбВ", "г": "rг", "д": "дg", "е": "eE"})
"""What engines make of the letters of a list."""
SHORT_ROW = 0.7
"""A row so much shorter than the longest ended with its item."""
LEAD = "lead"
LISTS = frozenset({"bullet", "heading"})
STRAY = re.compile(r"^\s*[aаoоeе®0©]\s+(?=[A-Za-zА-Яа-яЁё]{4})")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Ahead:
    """What comes after a row: the next top clause's number, and whether a bullet stands before it."""

    number: int | None
    bullet: bool

    @classmethod
    def of(cls, rows: Sequence[Row]) -> _Ahead:
        """Looks as far as the next top clause."""
        bullet = False
        for row in rows:
            number = NUMBER.match(row.text)
            if number and number.group("close") and "." not in number.group(1):
                return cls(number=int(number.group(1)), bullet=bullet)
            if number and number.group(1).endswith(".1") and number.group(1).count(".") == 1:
                # the first point under a clause whose own number has not come
                return cls(number=int(number.group(1).split(".")[0]) + 1, bullet=bullet)
            bullet = bullet or bool(BULLET.match(row.text))
        return cls(number=None, bullet=bullet)


@dataclass(slots=True, kw_only=True)
class _Item:
    kind: str
    number: str | None
    parts: list[Part] = field(default_factory=list)
    inferred: bool = False
    table: list[Row] = field(default_factory=list)

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


def split_items(rows: Sequence[Row]) -> list[tuple[str | None, Passage]]:
    """Rows cut at their markers, flat: (printed number, text). For comparing readings."""
    return [(item.number, item.passage) for item in _items(rows) if item.passage.text]


def _items(rows: Sequence[Row]) -> list[_Item]:
    items: list[_Item] = []
    gap, quoted = False, -1
    for place, row in enumerate(rows):
        if is_table_row(row):
            _into_table(row, items)
            continue
        if row.blank:
            gap = True
            continue
        if place <= quoted:
            items[-1].parts.append(Part(row=row))
            continue
        if _is_page_number(row.text, items):
            continue
        started = _start(row, items, gap=gap, ahead=_Ahead.of(rows[place + 1 :]))
        if started is not None:
            items.append(started)
        elif not items:
            items.append(_Item(kind=LEAD, number=None, parts=[Part(row=row)]))
        else:
            items[-1].parts.append(Part(row=row))
        gap = False
        quoted = quotation_end(rows, place, items[-1].passage.text) or quoted
    return [item for item in _without_lead(items) if item.passage.text]


def _without_lead(items: list[_Item]) -> list[_Item]:
    """Text before the first number is no clause; where nothing is numbered it is the only one."""
    if not items or items[0].kind != LEAD:
        return items
    if any(item.kind in {"number", "paren"} for item in items):
        return items[1:]
    items[0].kind, items[0].number, items[0].inferred = "number", "1", True
    return items


def _into_table(row: Row, items: list[_Item]) -> None:
    if items:
        items[-1].table.append(row)


def _start(row: Row, items: list[_Item], *, gap: bool, ahead: _Ahead) -> _Item | None:
    """The item that this row begins, or None when it continues the one before."""
    text = row.text
    marked = _marked(row, items, gap=gap)
    if marked is not None:
        return marked
    if not items or not items[-1].passage.text:
        # a number alone on its row: the text comes in the next one
        return None
    blurred = BLURRED.match(text)
    skipped = ahead.number == _last_top(items) + 2 and (blurred or _begins_clause(text.strip(), items[-1]))
    if skipped or (blurred and _is_next_top(blurred, text, items, ahead)):
        part = Part(row=row, start=blurred.end() if blurred else 0)
        return _Item(kind="number", number=str(_last_top(items) + 1), parts=[part], inferred=True)
    if is_heading(text.strip()) and not _in_commission(items):
        return _Item(kind="heading", number=None, parts=[Part(row=row)])
    if _lost_bullet(text.strip(), items, gap=gap, ahead=ahead):
        return _Item(kind="bullet", number=None, parts=[Part(row=row)])
    return None


def _is_next_top(blurred: re.Match[str], text: str, items: list[_Item], ahead: _Ahead) -> bool:
    """«О.Утвердить комиссию»: one misread figure before a new sentence; numbers after it may skip one."""
    mark, word = blurred.group().strip()[:-1], re.match(r"[А-ЯЁ][а-яё]{3,}", text[blurred.end() :])
    gap = ahead.number is not None and _last_top(items) + 2 <= ahead.number <= _last_top(items) + 3
    return len(mark) == 1 and word is not None and gap and items[-1].ending in ".;"


def is_heading(text: str) -> bool:
    """True for a role over its list, printed without a number or a mark: «Классные руководители:»."""
    return text[:1].isupper() and text.endswith(":") and role_at_start(text) is not None


def _in_commission(items: list[_Item]) -> bool:
    """Under a clause that forms a commission «Секретарь комиссии:» is over a name and no heading."""
    above = next((item for item in reversed(items) if item.number is not None), None)
    return above is not None and body_of(above.passage.text) is not None


def _marked(row: Row, items: list[_Item], *, gap: bool) -> _Item | None:
    text = row.text
    damaged = _damaged(text, items)
    if damaged is not None:
        return _Item(kind="number", number=damaged[0], parts=[Part(row=row, start=damaged[1])])
    number = NUMBER.match(text) or ALONE.match(text)
    if number and _plausible(number, text, items) and _due_letter(text, items) is None:
        listed = number.groupdict().get("close") == ")" or _is_listed_name(number, text, items)
        kind = "paren" if listed else "number"
        return _Item(kind=kind, number=number.group(1), parts=[Part(row=row, start=number.end())])
    letter = LETTER.match(text)
    due = _due_letter(text, items)
    if due is not None:
        return _Item(kind="letter", number=due, parts=[Part(row=row, start=text.index(")") + 1)])
    if letter:
        return _Item(kind="letter", number=letter.group(1), parts=[Part(row=row, start=letter.end())])
    bullet = BULLET.match(text) or _misread_bullet(text, items)
    if bullet and not _goes_on(text, items, gap=gap):
        return _Item(kind="bullet", number=None, parts=[Part(row=row, start=bullet.end())])
    return None


def _damaged(text: str, items: list[_Item]) -> tuple[str, int] | None:
    """The number that is due here, and where the text begins, when its first sign was misread: «Э.1.» after 5."""
    found = DAMAGED.match(text)
    if found is None or NUMBER.match(text) or not items or items[-1].ending not in ".;:":
        return None
    numbered = [item.number for item in items if item.kind == "number" and item.number]
    parts = numbered[-1].split(".") if numbered else []
    due = [*parts[:-1], str(int(parts[-1]) + 1)] if len(parts) == 2 else [*parts, "1"]  # noqa: PLR2004 - «4.1»
    return (".".join(due), found.end()) if len(due) == 2 and found["minor"] == due[1] else None  # noqa: PLR2004


def _due_letter(text: str, items: list[_Item]) -> str | None:
    """The letter that is due here when what was read looks like it: «о)» or «6)» after «а)»."""
    if not items or items[-1].kind != "letter" or items[-1].number not in LETTERS:
        return None
    following = list(LETTERS)[list(LETTERS).index(items[-1].number or "") + 1 :][:1]
    mark = re.match(r"\s*([^\W_])\)\s*\S", text)
    return following[0] if following and mark and mark[1] in LETTERS[following[0]] + following[0] else None


def _is_listed_name(match: re.Match[str], text: str, items: list[_Item]) -> bool:
    """«1. Долгих В.В., учитель, – судья» under «Утвердить состав коллегии:» begins a list within the clause."""
    mention = next(iter(find_mentions(text[match.end() :])), None)
    if mention is None or mention.start or not match.group(1).isdigit() or not items:
        return False
    last = items[-1]
    if match.group(1) == "1":
        return last.kind == "number" and last.ending == ":"
    return last.kind == "paren" and last.number == str(int(match.group(1)) - 1)


def _is_page_number(text: str, items: list[_Item]) -> bool:
    """A number alone on its row, which is not the next clause's."""
    alone = ALONE.match(text)
    return bool(alone and "." not in text and int(alone.group(1)) != _last_top(items) + 1)


def _last_top(items: list[_Item]) -> int:
    printed = [item.number for item in items if item.kind == "number" and item.number]
    return int(printed[-1].split(".")[0]) if printed else 0


def _misread_bullet(text: str, items: list[_Item]) -> re.Match[str] | None:
    """A bullet that the engine read as a letter, as a quote that never closes, or as two signs; in lists only."""
    if not items or not (items[-1].kind in LISTS or items[-1].passage.text.endswith(":")):
        return None
    quote = LONE_QUOTE.match(text)
    if quote is not None and not re.search(r"[»”“\"]", text[quote.end() :]):
        return quote
    if items[-1].ending not in ".;:" and WORD.match(text):
        return None
    return NOISE.match(text) or STRAY.match(text)


def _plausible(match: re.Match[str], text: str, items: list[_Item]) -> bool:
    """A number at the start of a wrapped line («5 числа», «28 человек») is not a clause number."""
    parts = match.group(1).split(".")
    if len(parts) > 1 and any(part.startswith("0") for part in parts):
        # «… до» and «10.00» in the next row
        return False
    if match.groupdict().get("close") or match.re is ALONE:
        return True
    following = text[match.end() : match.end() + 1]
    if "." in match.group(1):
        below = match.group(1).split(".")[0] == str(_last_top(items))
        return following.isupper() or not following.isalpha() or below
    return following.isupper() and int(match.group(1)) == _last_top(items) + 1


def _goes_on(text: str, items: list[_Item], *, gap: bool) -> bool:
    """A dash at the head of a row is none of a list when the row before breaks off in the middle of a sentence."""
    if not items or gap or not DASH.match(text):
        return False
    last = items[-1]
    before = last.passage.text
    return last.kind not in LISTS and bool(before) and before[-1] not in ".;:–—-" and not _names_role_only(before)


def _begins_clause(text: str, last: _Item) -> bool:
    """A row that can only be a clause whose number is lost: a new sentence that addresses somebody."""
    if not text[:1].isupper() or (last.kind != "bullet" and last.ending not in ".;"):
        return False
    first = re.match(r"[А-Яа-яЁё-]+", text)
    word = first.group().lower() if first else ""
    return bool(role_at_start(text)) or is_infinitive(word) or is_dative_only(word)


def _lost_bullet(text: str, items: list[_Item], *, gap: bool, ahead: _Ahead) -> bool:
    last = items[-1]
    before = last.passage.text
    if last.kind == "bullet" and last.ending == ";":
        return True
    first = re.match(r"[А-Яа-яЁё]+", text)
    begins_action = first is not None and text[:1].islower() and is_infinitive(first.group())
    if before.endswith(":"):
        heads = role_at_start(before) is not None or is_dative_only(before.split(maxsplit=1)[0].lower())
        listed = begins_action or (text[:1].islower() and text.endswith(";") and not find_mentions(text))
        return ahead.bullet or (heads and listed)
    begins_verb = first is not None and is_finite_verb(first.group())
    if last.kind == "bullet":
        short = len(last.parts[-1].row.text) < SHORT_ROW * max(len(item.parts[-1].row.text) for item in items)
        return (begins_verb and (gap or last.ending in ".;" or text[:1].isupper())) or (begins_action and short)
    timed = first is not None and periodicity(first.group())[0] is not Periodicity.NONE
    # after a dative «ежедневно» only goes on with the sentence
    timed = timed and not is_dative_only(before.split(maxsplit=1)[0].lower())
    return (begins_verb or timed) and _names_role_only(before)


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
        node = Node(
            kind=item.kind, number=_number(item, parent), passage=item.passage, inferred=item.inferred, table=item.table
        )
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
