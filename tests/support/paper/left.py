"""Left pages: pupils down, lessons across, marks between."""

from __future__ import annotations

from datetime import date
from itertools import groupby
from typing import TYPE_CHECKING, Any

import cv2
import numpy as np

from support.paper import content
from support.paper.hands import Hand, hand, signs, typed, words
from support.paper.layout import DAYS, FIRST_MARK, FIRST_ROW, MONTHS, NAME, Form, left_form, rule_left
from support.paper.sheet import MM, CellTruth, Sheet
from support.paper.stories import columns
from support.paper.writing import fitted, headline

if TYPE_CHECKING:
    from support.paper.stories import Column, Story

Truth = dict[str, Any]
PRINTED = 0.08
"""Share of pages whose dates, or names, come from a printer."""
TWO_MARKS = ("Русский язык", "Литература")


def left_page(told: Story, part: str, rng: np.random.Generator) -> tuple[Sheet, Truth]:
    """A left page: pupils down, lessons across, marks between."""
    sheet, used = Sheet(), columns(told)
    spare = int(rng.integers(0, 6)) if rng.random() < 0.6 else 0
    form = left_form(rng, len(used) + spare, len(told.pupils))
    teacher = hand(part, rng)
    rule_left(sheet, form)
    title = told.subject if rng.random() < 0.7 else f"{told.subject}, {told.class_name} класс"
    headline(sheet, form, "Наименование предмета", title, teacher, rng)
    print_heads, print_names = rng.spawn(1)[0].random(2) < PRINTED
    heads = typed(teacher, form.face) if print_heads else teacher
    _months(sheet, form, used, heads, rng)
    _heads(sheet, form, used, heads, rng)
    clerk = hand(part, rng) if rng.random() < 0.5 else teacher
    _names(sheet, form, told, typed(clerk, form.face) if print_names else clerk, rng)
    marks = _marks(told, used, rng)
    _write_marks(sheet, form, marks, used, (teacher, teacher.with_pen(hand(part, rng).pen)), rng)
    truth = {
        "kind": "left",
        "class": told.class_name,
        "subject": told.subject,
        "school_year": told.school_year,
        "columns": [{"id": column.id} for column in used],
        "students": [
            {
                "row": row,
                "name": name,
                "marks": [_mark_truth(used[at].id, pieces) for at, pieces in enumerate(line) if pieces],
            }
            for row, (name, line) in enumerate(zip(told.pupils, marks, strict=True), start=1)
        ],
    }
    return sheet, truth


def _months(sheet: Sheet, form: Form, used: list[Column], who: Hand, rng: np.random.Generator) -> None:
    """Each month's name over its columns, in the middle or at their beginning."""
    lower, middle = rng.random() < 0.4, rng.random() < 0.6
    dated = [(at, column.lesson.day) for at, column in enumerate(used) if column.lesson]
    for month, run in groupby(dated, key=lambda pair: pair[1].month):
        places = [at for at, _ in run]
        box = form.box(MONTHS, FIRST_MARK + places[0], columns=places[-1] - places[0] + 1)
        name = content.FACTS["months"][str(month)]
        mask = words(name.lower() if lower else name, 2.8 * MM, who, rng)
        room = box[2] - box[0] + (0 if len(places) > 1 else form.columns[3] - form.columns[2])
        if mask.shape[1] > room * 1.05:
            mask = words(content.FACTS["short_months"][str(month)], 2.3 * MM, who, rng)
        shift = max(0.0, (box[2] - box[0] - mask.shape[1]) / 2) if middle else 1.0 * MM
        sheet.stamp(mask, (box[0] + shift, (box[1] + box[3] - mask.shape[0]) / 2), who.pen)
        sheet.cells.append(CellTruth(row=MONTHS, column=FIRST_MARK + places[0], box=box, role="month", value=name))


def _heads(sheet: Sheet, form: Form, used: list[Column], who: Hand, rng: np.random.Generator) -> None:
    """Days of the month, and the rotated heads of term marks."""
    zero, as_word = rng.random() < 0.4, rng.random() < 0.4 or who.is_printer
    for at, column in enumerate(used):
        if column.lesson is None:
            _term_head(sheet, form, at, column, who, rng)
            continue
        text = f"{column.lesson.day.day:02d}" if zero else str(column.lesson.day.day)
        box = form.box(DAYS, FIRST_MARK + at)
        mask = words(text, 2.6 * MM, who, rng) if as_word else signs(tuple(text), 2.6 * MM, who, rng)
        fitted(sheet, mask, box, who, rng)
        sheet.cells.append(
            CellTruth(row=DAYS, column=FIRST_MARK + at, box=box, role="day", value=str(column.lesson.day.day))
        )


def _term_head(sheet: Sheet, form: Form, at: int, column: Column, who: Hand, rng: np.random.Generator) -> None:
    box = form.box(MONTHS, FIRST_MARK + at, rows=2)
    text = str(rng.choice(content.FACTS["term_heads"][column.id]))
    mask = words(text, 2.4 * MM, who, rng)
    turned = np.ascontiguousarray(cv2.rotate(mask, cv2.ROTATE_90_COUNTERCLOCKWISE))
    fitted(sheet, turned, box, who, rng)
    sheet.cells.append(
        CellTruth(row=DAYS, column=FIRST_MARK + at, box=form.box(DAYS, FIRST_MARK + at), role="term", value=column.id)
    )


def _names(sheet: Sheet, form: Form, told: Story, who: Hand, rng: np.random.Generator) -> None:
    tall = min(0.5 * form.height, 3.5 * MM)
    for row, name in enumerate(told.pupils, start=FIRST_ROW):
        box = form.box(row, NAME)
        mask = words(name, tall, who, rng)
        room = box[2] - box[0] - 1.2 * MM
        if mask.shape[1] > room:
            mask = cv2.resize(mask, (int(room), mask.shape[0]), interpolation=cv2.INTER_AREA)
        drop = rng.normal(0, 0.05) * form.height
        sheet.stamp(mask, (box[0] + rng.uniform(0.6, 1.6) * MM, (box[1] + box[3] - mask.shape[0]) / 2 + drop), who.pen)
        sheet.cells.append(CellTruth(row=row, column=NAME, box=box, role="name", value=name))


def _marks(told: Story, used: list[Column], rng: np.random.Generator) -> list[list[tuple[str, ...]]]:
    """What is written in each pupil's cells, as pieces; nothing after a pupil left the class."""
    full = rng.random(len(used)) < 0.08
    found = []
    for name, able in zip(told.pupils, rng.beta(2, 2, len(told.pupils)), strict=True):
        shares = np.where(full, 0.9, rng.uniform(0.12, 0.3))
        line = [_pieces(told, float(able), shares[at], rng) if one.lesson else () for at, one in enumerate(used)]
        last = told.gone.get(name, date.max)
        there = [one.lesson is None or one.lesson.day <= last for one in used]
        written = _term_marks(line, used, float(able), rng)
        end = there.index(False) if False in there else len(there)
        found.append([pieces if at < end else () for at, pieces in enumerate(written)])
    return found


def _pieces(told: Story, able: float, asked: float, rng: np.random.Generator) -> tuple[str, ...]:
    one, two = content.mark(rng, able), content.mark(rng, able)
    kind = rng.random()
    if kind < 0.06:
        return ("н",) if rng.random() < 0.88 else ("н", "/", one)
    if kind < 0.07:
        return (str(rng.choice([".", "б", "зач", "н/а"], p=[0.6, 0.2, 0.1, 0.1])),)
    if kind > 0.07 + asked:
        return ()
    if told.subject in TWO_MARKS and rng.random() < 0.15:
        return (one, "/", two) if rng.random() < 0.7 else (one, two)
    return (f"~{two}", one) if rng.random() < 0.02 and one != two else (one,)


def _term_marks(
    line: list[tuple[str, ...]], used: list[Column], able: float, rng: np.random.Generator
) -> list[tuple[str, ...]]:
    """A term's mark by the mean of what stands before it; where that is little, by what stood on earlier pages.

    The year's mark repeats the last term's.
    """
    got: list[int] = []
    for at, column in enumerate(used):
        if column.lesson:
            got += [int(piece) for piece in line[at] if piece.isdigit()]
            continue
        mean = str(round(sum(got) / len(got))) if len(got) > 1 else content.mark(rng, able)
        if at and used[at - 1].lesson is None:
            mean = line[at - 1][0]
        line[at] = (str(rng.choice(["н/а", "осв"])) if rng.random() < 0.03 else mean,)
        got = []
    return line


def value_of(pieces: tuple[str, ...]) -> str:
    """What counts of the pieces, in the words of the page contract."""
    counting = [piece for piece in pieces if piece[0] != "~"]
    return ("" if "/" in counting else " ").join(counting)


def _mark_truth(column: str, pieces: tuple[str, ...]) -> Truth:
    struck = [piece[1:] for piece in pieces if piece[0] == "~"]
    return {"col": column, "value": value_of(pieces)} | ({"struck_value": struck[0]} if struck else {})


def _write_marks(
    sheet: Sheet,
    form: Form,
    marks: list[list[tuple[str, ...]]],
    used: list[Column],
    pens: tuple[Hand, Hand],
    rng: np.random.Generator,
) -> None:
    """Cell by cell; now and then a column in the other pen."""
    other = rng.random(len(used)) < 0.12
    for row, line in enumerate(marks, start=FIRST_ROW):
        for at, pieces in enumerate(line):
            box, who = form.box(row, FIRST_MARK + at), pens[int(other[at])]
            if pieces:
                fitted(sheet, signs(pieces, who.size * min(form.height, 6.5 * MM), who, rng), box, who, rng)
            struck = next((piece[1:] for piece in pieces if piece[0] == "~"), None)
            sheet.cells.append(
                CellTruth(row=row, column=FIRST_MARK + at, box=box, role="mark", value=value_of(pieces), struck=struck)
            )
