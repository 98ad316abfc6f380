"""Printed forms of journal pages: where their lines stand and what is printed between them."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from support.paper.hands import printed
from support.paper.sheet import HIGH, MM, WIDE, Ruling, Sheet

if TYPE_CHECKING:
    from support.paper.hands import Ink

COLOURS = ((0.25, 0.25, 0.27), (0.45, 0.45, 0.47), (0.40, 0.52, 0.72), (0.38, 0.58, 0.48), (0.55, 0.40, 0.55))
FACES = tuple(
    Path("/usr/share/fonts/truetype/dejavu") / name
    for name in ("DejaVuSans.ttf", "DejaVuSerif.ttf", "DejaVuSans-Bold.ttf")
)
MONTHS, DAYS, FIRST_ROW = 0, 1, 2
NUMBER, NAME, FIRST_MARK = 0, 1, 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Form:
    """A printed form: positions of its lines in pixels of the sheet, the look of its lines, its typeface."""

    columns: tuple[float, ...]
    rows: tuple[float, ...]
    ruling: Ruling
    face: Path
    fives: bool
    """Every fifth line is heavier."""
    month_lines: bool
    """The lines between mark columns go up through the row of months."""
    numbered: bool

    @property
    def height(self) -> float:
        """Of a row."""
        return self.rows[-1] - self.rows[-2]

    def box(self, row: int, column: int, *, rows: int = 1, columns: int = 1) -> tuple[float, float, float, float]:
        """Left, top, right, bottom of a cell, or of several together."""
        return self.columns[column], self.rows[row], self.columns[column + columns], self.rows[row + rows]


def ruling(rng: np.random.Generator) -> Ruling:
    """One of the ways printers rule."""
    colour = np.clip(np.array(COLOURS[int(rng.integers(len(COLOURS)))]) + rng.normal(0, 0.05, 3), 0.1, 0.8)
    red, green, blue = (float(value) for value in colour)
    return Ruling(
        colour=(red, green, blue),
        thin=float(rng.uniform(0.8, 2.4)),
        heavy=float(rng.uniform(1.5, 2.5)),
        dotted=bool(rng.random() < 0.07),
    )


def left_form(rng: np.random.Generator, marks: int, pupils: int) -> Form:
    """A left page of so many mark columns, with a row or more to spare below the pupils."""
    left, right = rng.uniform(6, 16) * MM, WIDE - rng.uniform(4, 10) * MM
    names = rng.uniform(44, 58) * MM if marks < 32 else rng.uniform(38, 46) * MM
    number = rng.uniform(6, 9) * MM
    grid = np.linspace(left + number + names, right, marks + 1)
    top = rng.uniform(20, 34) * MM
    month, days = rng.uniform(6, 10) * MM, rng.uniform(6, 11) * MM
    room = HIGH - top - month - days - rng.uniform(7, 20) * MM
    height = min(rng.uniform(5.9, 8.0) * MM, room / (pupils + 1))
    count = min(int(room / height), 45, pupils + 14)
    rows = (top, top + month, *(top + month + days + height * np.arange(count + 1)))
    return Form(
        columns=tuple(float(x) for x in (left, left + number, *grid)),
        rows=tuple(float(y) for y in rows),
        ruling=ruling(rng),
        face=FACES[int(rng.integers(len(FACES)))],
        fives=bool(rng.random() < 0.4),
        month_lines=bool(rng.random() < 0.3),
        numbered=bool(rng.random() < 0.93),
    )


def rule_left(sheet: Sheet, form: Form) -> None:
    """Prints a left form: lines, row numbers, the heads of its first columns."""
    x, y = form.columns, form.rows
    for index, place in enumerate(y):
        start = x[FIRST_MARK] if index == DAYS else x[0]
        heavy = index in {MONTHS, FIRST_ROW, len(y) - 1} or (form.fives and (index - FIRST_ROW) % 5 == 0)
        sheet.line((start, place, x[-1], place), form.ruling, heavy=heavy and index > 0)
    for index, place in enumerate(x):
        inner = FIRST_MARK < index < len(x) - 1 and not form.month_lines
        sheet.line((place, y[DAYS if inner else MONTHS], place, y[-1]), form.ruling, heavy=index == FIRST_MARK)
    if form.numbered:
        for row in range(FIRST_ROW, len(y) - 1):
            centred(sheet, printed(str(row - FIRST_ROW + 1), 2.1 * MM, form.face), form.box(row, NUMBER), form)
    centred(sheet, printed("№", 2.2 * MM, form.face), form.box(MONTHS, NUMBER, rows=2), form)
    centred(sheet, printed("Фамилия, имя", 2.3 * MM, form.face), form.box(MONTHS, NAME, rows=2), form)
    sheet.columns, sheet.rows = list(x), list(y)


def centred(sheet: Sheet, mask: Ink, box: tuple[float, float, float, float], form: Form) -> None:
    """Prints in the middle of a box, in the colour of the form."""
    at = ((box[0] + box[2] - mask.shape[1]) / 2, (box[1] + box[3] - mask.shape[0]) / 2)
    sheet.stamp(mask, at, form.ruling.colour, pen=False)


def right_form(rng: np.random.Generator, lessons: int) -> Form:
    """A right page with rows for so many lessons and some to spare."""
    left, right = rng.uniform(5, 12) * MM, WIDE - rng.uniform(6, 14) * MM
    numbered = bool(rng.random() < 0.3)
    starts = [left, left + rng.uniform(7, 9) * MM] if numbered else [left]
    date = starts[-1] + rng.uniform(15, 21) * MM
    topic = date + (right - date) * rng.uniform(0.56, 0.68)
    top, head = rng.uniform(20, 34) * MM, rng.uniform(8, 13) * MM
    room = HIGH - top - head - rng.uniform(7, 20) * MM
    height = min(rng.uniform(6.0, 8.5) * MM, room / (lessons + 1))
    count = min(int(room / height), 45, lessons + 12)
    return Form(
        columns=tuple(float(x) for x in (*starts, date, topic, right)),
        rows=tuple(float(y) for y in (top, *(top + head + height * np.arange(count + 1)))),
        ruling=ruling(rng),
        face=FACES[int(rng.integers(len(FACES)))],
        fives=bool(rng.random() < 0.2),
        month_lines=True,
        numbered=numbered,
    )


def rule_right(sheet: Sheet, form: Form) -> None:
    """Prints a right form: lines, heads, row numbers where it has them."""
    x, y = form.columns, form.rows
    for index, place in enumerate(y):
        heavy = index in {0, 1, len(y) - 1} or (form.fives and (index - 1) % 5 == 0)
        sheet.line((x[0], place, x[-1], place), form.ruling, heavy=heavy)
    for place in x:
        sheet.line((place, y[0], place, y[-1]), form.ruling)
    heads = ("№",) * form.numbered + ("Дата", "Что пройдено на уроке", "Домашнее задание")
    for column, text in enumerate(heads):
        centred(sheet, printed(text, 2.3 * MM, form.face), form.box(0, column), form)
    if form.numbered:
        for row in range(1, len(y) - 1):
            centred(sheet, printed(str(row), 2.0 * MM, form.face), form.box(row, 0), form)
    sheet.columns, sheet.rows = list(x), list(y)
