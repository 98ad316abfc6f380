"""Rows of the body become a tree of clauses.

Numbers are kept as printed; a missing number is inferred only where the next sibling proves it (order № 29:
an unnumbered heading before 5.2 is 5.1). Line wraps of scans are joined; a bullet that the engine lost is
found by the punctuation before it.
"""

from __future__ import annotations

import re
from types import MappingProxyType
from typing import TYPE_CHECKING

from parsing.forms import form
from parsing.order.clause_tree import tree_of
from parsing.order.items import BULLET, NUMBER, Ahead, Item
from parsing.order.quoted import quotation_end
from parsing.order.roles_given import body_of
from parsing.order.times import periodicity
from parsing.passages import Part, is_table_row
from parsing.records import Periodicity
from school.mentions import find_mentions
from school.morphology import is_dative_only, is_finite_verb, is_infinitive
from school.roles import role_at_start

if TYPE_CHECKING:
    from collections.abc import Sequence

    from parsing.order.nodes import Node
    from parsing.passages import Passage, Row

ALONE = re.compile(r"^\s*(\d{1,2}(?:\.\d{1,2}){0,3})\.?\s*$")
HOUR = re.compile(r"\d{1,2}\.[0-5]\d")
LETTER = re.compile(r"^\s*([а-еж-ик-м])\s?\)\s*(?=\S)")
DASH = re.compile(r"^\s*[-–—]")
LONGEST_NAME = 40
NOISE = re.compile(r"^\s*(?:[^\w\s(«\"“№]{2,3}\s*|[‚„‹›¸,.]\s?)(?=[А-Яа-яЁё])")
LONE_QUOTE = re.compile(r"^\s*[«\"“„]\s?(?=[А-Яа-яЁё])")
WORD = re.compile(r"^\s*[аоАО]\s")
BLURRED = re.compile(r"^\s*[^\W_]{1,2}[.)]\s*(?=[А-ЯЁ])")
"""A number that the engine took for a letter or two: «З.Завхозу», «О. Утвердить»."""
BLURRED_PAREN = re.compile(r"^\s*[^\w\s()«»\"]\)\s*(?=[а-яё])")
"""«–) ознакомить» after «1) …»."""
DAMAGED = re.compile(r"^\s*(?:[^\W_]{1,2}|[–—-])[.,](?P<minor>\d{1,2})(?:[.,)]+\s*|\s+)(?=[А-Яа-яЁё])")
"""«Э.1.», «4,1.»: a number whose sign was misread; the one that is due has the same end."""
LETTERS = MappingProxyType({"а": "aA", "б": "6оО0oObБ", "в": "BбВ", "г": "rг", "д": "дg", "е": "eE"})
"""What engines make of the letters of a list."""
SHORT_ROW = 0.7
"""A row so much shorter than the longest ended with its item."""
LEAD = "lead"
LISTS = frozenset({"bullet", "heading"})
STRAY = re.compile(r"^\s*[aаoоeе®0©]\s+(?=[A-Za-zА-Яа-яЁё]{4})")


def build(rows: Sequence[Row]) -> list[Node]:
    """The clause tree of the body's rows."""
    return tree_of(_items(rows))


def split_items(rows: Sequence[Row]) -> list[tuple[str | None, Passage]]:
    """Rows cut at their markers, flat: (printed number, text). For comparing readings."""
    return [(item.number, item.passage) for item in _items(rows) if item.passage.text]


def _items(rows: Sequence[Row]) -> list[Item]:
    items: list[Item] = []
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
        started = _start(row, items, gap=gap, ahead=Ahead.of(rows[place + 1 :]))
        if started is not None:
            items.append(started)
        elif not items:
            items.append(Item(kind=LEAD, number=None, parts=[Part(row=row)]))
        else:
            items[-1].parts.append(Part(row=row))
        gap = False
        quoted = quotation_end(rows, place, items[-1].passage.text) or quoted
    return [item for item in _without_lead(items) if item.passage.text]


def _without_lead(items: list[Item]) -> list[Item]:
    """Text before the first number is no clause; where nothing is numbered it is the only one."""
    if not items or items[0].kind != LEAD:
        return items
    if any(item.kind in {"number", "paren"} for item in items):
        return items[1:]
    items[0].kind, items[0].number, items[0].inferred = "number", "1", True
    return items


def _into_table(row: Row, items: list[Item]) -> None:
    if items:
        items[-1].table.append(row)


def _start(row: Row, items: list[Item], *, gap: bool, ahead: Ahead) -> Item | None:
    """The item that this row begins, or None when it continues the one before."""
    text = row.text
    marked = _marked(row, items, gap=gap)
    if marked is not None:
        return marked
    if not items or not items[-1].passage.text:
        # a number alone on its row: the text comes in the next one
        return None
    blurred = BLURRED.match(text)
    skipped = (
        ahead.number == _last_top(items) + 2
        and ahead.within != _last_top(items)
        and (blurred or _begins_clause(text.strip(), items[-1]))
    )
    if skipped or (blurred and _is_next_top(blurred, text, items, ahead)):
        part = Part(row=row, start=blurred.end() if blurred else 0)
        return Item(kind="number", number=str(_last_top(items) + 1), parts=[part], inferred=True)
    if is_heading(text.strip()) and not _in_commission(items):
        return Item(kind="heading", number=None, parts=[Part(row=row)])
    if _lost_bullet(text.strip(), items, gap=gap, ahead=ahead):
        return Item(kind="bullet", number=None, parts=[Part(row=row)])
    return None


def _is_next_top(blurred: re.Match[str], text: str, items: list[Item], ahead: Ahead) -> bool:
    """«О.Утвердить комиссию»: one misread figure before a new sentence; numbers after it may skip one."""
    mark, word = blurred.group().strip()[:-1], re.match(r"[А-ЯЁ][а-яё]{3,}", text[blurred.end() :])
    gap = ahead.number is not None and _last_top(items) + 2 <= ahead.number <= _last_top(items) + 3
    return len(mark) == 1 and word is not None and gap and items[-1].ending in ".;"


def is_heading(text: str) -> bool:
    """True for a role over its list, printed without a number or a mark: «Классные руководители:»."""
    return text[:1].isupper() and text.endswith(":") and role_at_start(text) is not None


def _in_commission(items: list[Item]) -> bool:
    """Under a clause that forms a commission «Секретарь комиссии:» is over a name and no heading."""
    above = next((item for item in reversed(items) if item.number is not None), None)
    return above is not None and body_of(above.passage.text) is not None


def _marked(row: Row, items: list[Item], *, gap: bool) -> Item | None:
    text = row.text
    damaged = _damaged(text, items)
    if damaged is not None:
        kind = "number" if "." in damaged[0] else "paren"
        return Item(kind=kind, number=damaged[0], parts=[Part(row=row, start=damaged[1])])
    number = NUMBER.match(text) or ALONE.match(text)
    if number and _plausible(number, text, items) and _due_letter(text, items) is None:
        listed = number.groupdict().get("close") == ")" or _is_listed_name(number, text, items)
        kind = "paren" if listed else "number"
        return Item(kind=kind, number=number.group(1), parts=[Part(row=row, start=number.end())])
    letter = LETTER.match(text)
    due = _due_letter(text, items)
    if due is not None:
        return Item(kind="letter", number=due, parts=[Part(row=row, start=text.index(")") + 1)])
    if letter:
        return Item(kind="letter", number=letter.group(1), parts=[Part(row=row, start=letter.end())])
    bullet = BULLET.match(text) or _misread_bullet(text, items)
    if bullet and not _goes_on(text, items, gap=gap):
        return Item(kind="bullet", number=None, parts=[Part(row=row, start=bullet.end())])
    return None


def _damaged(text: str, items: list[Item]) -> tuple[str, int] | None:
    """The number due here and where the text begins, where a sign was misread: «Э.1.» after 5, «–)» after 1)."""
    blurred = BLURRED_PAREN.match(text)
    if blurred and items and items[-1].kind == "paren" and (items[-1].number or "").isdigit():
        return str(int(items[-1].number or 0) + 1), blurred.end()
    found = DAMAGED.match(text)
    if found is None or NUMBER.match(text) or not items or items[-1].ending not in ".;:":
        return None
    numbered = [item.number for item in items if item.kind == "number" and item.number]
    parts = numbered[-1].split(".") if numbered else []
    due = [*parts[:-1], str(int(parts[-1]) + 1)] if len(parts) == 2 else [*parts, "1"]  # noqa: PLR2004 - «4.1»
    return (".".join(due), found.end()) if len(due) == 2 and found["minor"] == due[1] else None  # noqa: PLR2004


def _due_letter(text: str, items: list[Item]) -> str | None:
    """The letter that is due here when what was read looks like it: «о)» or «6)» after «а)»."""
    if not items or items[-1].kind != "letter" or items[-1].number not in LETTERS:
        return None
    following = list(LETTERS)[list(LETTERS).index(items[-1].number or "") + 1 :][:1]
    mark = re.match(r"\s*([^\W_])\)\s*\S", text)
    return following[0] if following and mark and mark[1] in LETTERS[following[0]] + following[0] else None


def _is_listed_name(match: re.Match[str], text: str, items: list[Item]) -> bool:
    """«1. Долгих В.В., учитель, – судья» under «Утвердить состав коллегии:» begins a list within the clause."""
    mention = next(iter(find_mentions(text[match.end() :])), None)
    if mention is None or mention.start or not match.group(1).isdigit() or not items:
        return False
    last = items[-1]
    if match.group(1) == "1":
        return last.kind == "number" and last.ending == ":"
    mark = last.parts[0].row.text[: last.parts[0].start]
    return last.kind == "paren" and last.number == str(int(match.group(1)) - 1) and ")" not in mark


def _is_page_number(text: str, items: list[Item]) -> bool:
    """A number alone on its row, which is not the next clause's."""
    alone = ALONE.match(text)
    return bool(alone and "." not in text and int(alone.group(1)) != _last_top(items) + 1)


def _last_top(items: list[Item]) -> int:
    printed = [item.number for item in items if item.kind == "number" and item.number]
    return int(printed[-1].split(".")[0]) if printed else 0


def _misread_bullet(text: str, items: list[Item]) -> re.Match[str] | None:
    """A bullet that the engine read as a letter, as a quote that never closes, or as two signs; in lists only."""
    if not items or not (items[-1].kind in LISTS or items[-1].passage.text.endswith(":")):
        return None
    quote = LONE_QUOTE.match(text)
    if quote is not None and not re.search(r"[»”“\"]", text[quote.end() :]):
        return quote
    if items[-1].ending not in ".;:" and WORD.match(text):
        return None
    return NOISE.match(text) or STRAY.match(text)


def _plausible(match: re.Match[str], text: str, items: list[Item]) -> bool:
    """A number at the start of a wrapped line («5 числа», «28 человек») is not a clause number."""
    parts = match.group(1).split(".")
    if len(parts) > 1 and any(part.startswith("0") for part in parts):
        # «… до» and «10.00» in the next row
        return False
    if HOUR.fullmatch(match.group(1)) and items and items[-1].ending not in ".;:" and not _is_due(parts, items):
        # «… явку участников к» and «9.30.» in the next row
        return False
    if match.groupdict().get("close") or match.re is ALONE:
        return True
    following = text[match.end() : match.end() + 1]
    if "." in match.group(1):
        below = match.group(1).split(".")[0] == str(_last_top(items))
        return following.isupper() or not following.isalpha() or below
    return following.isupper() and int(match.group(1)) == _last_top(items) + 1


def _is_due(parts: list[str], items: list[Item]) -> bool:
    """«4.10» after 4.9: the next number, though nothing ended the clause before."""
    printed = next((item.number for item in reversed(items) if item.kind == "number" and item.number), "")
    return printed.split(".") == [*parts[:-1], str(int(parts[-1]) - 1)]


def _goes_on(text: str, items: list[Item], *, gap: bool) -> bool:
    """A dash at the head of a row is none of a list when the row before breaks off in the middle of a sentence."""
    if not items or gap or not DASH.match(text):
        return False
    last = items[-1]
    before = last.passage.text
    return last.kind not in LISTS and bool(before) and before[-1] not in ".;:–—-" and not _names_role_only(before)


def _begins_clause(text: str, last: Item) -> bool:
    """A row that can only be a clause whose number is lost: a new sentence that addresses somebody."""
    if not text[:1].isupper() or (last.kind != "bullet" and last.ending not in ".;"):
        return False
    first = re.match(r"[А-Яа-яЁё-]+", text)
    word = first.group().lower() if first else ""
    return bool(role_at_start(text)) or is_infinitive(word) or is_dative_only(word)


def _lost_bullet(text: str, items: list[Item], *, gap: bool, ahead: Ahead) -> bool:
    last = items[-1]
    before = last.passage.text
    if last.kind == "bullet" and last.ending == ";":
        return True
    if form("composition", "seat").match(text) and _in_commission(items):
        # «Председатель: …» without a mark is text of the clause
        return False
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
