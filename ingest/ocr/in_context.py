"""What stands around a number says that it is misread: clauses are counted, classes stand among classes.

Nothing is changed in silence: a word that its neighbours correct is shown to a person, with what was read beside it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from ingest.ocr.judge import asked
from ingest.ocr.lines import line_of
from ingest.ocr.numbers import LIKE_DIGITS

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from ingest.model import Line, Word

CLAUSE = re.compile(r"(\d{1,2}(?:\.\d{1,2}){0,2})([.)])")
CLASS = re.compile(r"[«(]?(?:[1-9]|1[01])[А-Д][»),.;]*")
LIKE_A_CLASS = re.compile(r"([«(]?)([ЗЭБТ])([А-Д][»),.;]*)")
DIGIT_OF = {"З": "3", "Э": "9", "Б": "6", "Т": "7"}
INITIAL, NAME = re.compile(r"0\.(,?)"), re.compile(r"[А-ЯЁ](?:\.|[а-яё]+(?:-[А-ЯЁ][а-яё]+)?)[,.;:]?")
SMALL_INITIAL = re.compile(r"[А-ЯЁ]\.[а-яё]\.[,;:]*")
NOUGHTS = re.compile(r"(?:0|[А-ЯЁ])\.0\.[,;:]*")
INITIALS = re.compile(r"(?:[А-ЯЁ]\.){1,2}[,;:]*")
CAPITALS = re.compile(r"[А-ЯЁ]{3,}")
THREE_A = "3а"
LOST_DOT = re.compile(r"(?!РФ|РК|РБ|РТ|ЧС)([А-ЯЁ])([А-ЯЁ]\.[,;:]*)")
GIVEN = re.compile(r"[взжкосхшщчцюэу][а-яё]{2,}")
PATRONYMIC = re.compile(r"[А-ЯЁ][а-яё]+(?:ович|евич|ич|[ое]вн|ичн)(?:[аеуы]|ой|ем)?[,.;:]?")
MIXED = re.compile(r"[А-ЯЁ][а-яё]+(?:-[А-ЯЁ][а-яё]+)?[,.;:]?")
LOWER = re.compile(r"[а-яё]{2}")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Clause:
    """A number that a line begins with; `level` tells in what it is counted: the numbers above it, and the mark."""

    line: int
    above: tuple[int, ...]
    mark: str
    number: int

    @property
    def text(self) -> str:
        return ".".join(map(str, (*self.above, self.number))) + self.mark


def in_context(lines: Sequence[Line]) -> tuple[Line, ...]:
    """The lines, their clauses counted on and their classes read as classes, where only that makes sense."""
    counted = _counted([item for item in map(_clause, range(len(lines)), lines) if item])
    clauses = {item.line: item.text for item in counted}
    return tuple(_line(line, clauses.get(number, "")) for number, line in enumerate(lines))


def _line(line: Line, clause: str) -> Line:
    words = list(line.words)
    if clause and clause != words[0].text:
        words[0] = asked(words[0], clause, words[0].text)
    words = _names(_classes(words))
    return line if words == list(line.words) else replace(line_of(words), box=line.box)


def _clause(number: int, line: Line) -> _Clause | None:
    found = CLAUSE.fullmatch(line.words[0].text.translate(LIKE_DIGITS)) if len(line.words) > 1 else None
    if found is None:
        return None
    *above, last = map(int, found[1].split("."))
    return _Clause(line=number, above=tuple(above), mark=found[2], number=last)


def _counted(clauses: Sequence[_Clause]) -> Iterable[_Clause]:
    """Numbers as they should be where the one before and the one after leave room for just one."""
    rows: dict[tuple[int, str], list[_Clause]] = {}
    for clause in clauses:
        rows.setdefault((len(clause.above), clause.mark), []).append(clause)
    for row in rows.values():
        for before, here, after in zip(row, row[1:], row[2:], strict=False):
            meant = replace(before, line=here.line, number=before.number + 1)
            if replace(meant, line=after.line, number=meant.number + 1) == after:
                yield meant


def _names(words: list[Word]) -> list[Word]:
    """Initials and given names as they should be beside what is a name."""
    result = list(words)
    mixed = any(MIXED.fullmatch(word.text) for word in words)
    for at, word in enumerate(words):
        before, after = (words[at - 1].text if at else ""), (words[at + 1].text if at + 1 < len(words) else "")
        then = words[at + 2].text if at + 2 < len(words) else ""
        meant = _initials(word.text, before, after)
        if GIVEN.fullmatch(word.text) and NAME.fullmatch(before) and PATRONYMIC.fullmatch(after):
            meant = word.text.capitalize()
        if _is_surname(word.text, after, then, mixed=mixed):
            meant = word.text.capitalize()
        if word.text == THREE_A and at <= 1 and LOWER.match(after) and not after.startswith("класс"):
            # «За два дня до работы» at the head of a line
            meant = "За"
        if meant != word.text:
            result[at] = asked(word, meant, word.text)
    return result


def _is_surname(text: str, after: str, then: str, *, mixed: bool) -> bool:
    """«сырых Д.А.», «ЖУК Т.М.»: what initials follow is a surname, unless theirs comes after them."""
    if not INITIALS.fullmatch(after) or MIXED.match(then) or INITIALS.fullmatch(then):
        return False
    return bool(GIVEN.fullmatch(text) or (mixed and CAPITALS.fullmatch(text)))


def _initials(text: str, before: str, after: str) -> str:
    """«0.» beside a name or an initial is the initial О; «О.о.» and «РЛ.» beside a name are О.О. and Р.Л."""
    beside = any(map(NAME.fullmatch, (before, after)))
    if beside and (match := INITIAL.fullmatch(text)):
        return f"О.{match[1]}"
    if beside and SMALL_INITIAL.fullmatch(text):
        return text.upper()
    if MIXED.match(before) and NOUGHTS.fullmatch(text):
        return text.replace("0", "О")
    match = LOST_DOT.fullmatch(text) if NAME.fullmatch(before) else None
    return f"{match[1]}.{match[2]}" if match else text


def _classes(words: list[Word]) -> list[Word]:
    """«ЗА» among «2А, 4Б» is the class 3А; «ЗА» among words in small letters may be one."""
    found = [LIKE_A_CLASS.fullmatch(word.text) for word in words]
    if not any(found):
        return words
    among = any(CLASS.fullmatch(word.text) for word in words)
    small = any(LOWER.search(word.text) for word in words)
    result = list(words)
    for at, (word, match) in enumerate(zip(words, found, strict=True)):
        if match and (among or (small and match[2] == "З")):
            meant = f"{match[1]}{DIGIT_OF[match[2]]}{match[3]}"
            result[at] = asked(word, meant if among else word.text, word.text if among else meant)
    return result
