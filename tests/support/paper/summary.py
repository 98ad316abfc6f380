"""Summary registers (сводная ведомость): seven rows of periods for each pupil, subjects across."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

import cv2
import numpy as np

from support.paper import content
from support.paper.hands import hand, printed, signs, words
from support.paper.layout import FACES, Form, centred, ruling
from support.paper.sheet import HIGH, MM, WIDE, CellTruth, Sheet
from support.paper.writing import fitted, headline

if TYPE_CHECKING:
    from support.paper.hands import Hand
    from support.paper.left import Truth
    from support.paper.stories import Story

FACTS = json.loads(Path(__file__).with_name("summary.json").read_text(encoding="utf-8"))
PERIODS = tuple(FACTS["periods"])
QUARTERS = 4
NUMBER, NAME, PERIOD, FIRST_SUBJECT = 0, 1, 2, 3
Marks = dict[tuple[str, str], str]


def summary_page(told: Story, part: str, rng: np.random.Generator) -> tuple[Sheet, Truth]:
    """A page of the register: as many of the class as it holds, from some pupil on."""
    sheet = Sheet()
    subjects = _subjects(rng)
    form = summary_form(rng, len(subjects))
    held = (len(form.rows) - 2) // len(PERIODS)
    first = int(rng.integers(0, max(1, len(told.pupils) - held + 1)))
    pupils = told.pupils[first : first + held]
    who = hand(part, rng)
    rule_summary(sheet, form, subjects, first, rng)
    headline(sheet, form, FACTS["title"], f"{told.class_name} класс", who, rng)
    closed = int(rng.integers(1, len(PERIODS) + 1))
    students = []
    for place, name in enumerate(pupils):
        marks = _marks(subjects, closed, float(rng.beta(2, 2)), rng)
        _write(sheet, form, place, name, subjects, marks, who, rng)
        told_marks = [
            {"subject": subject, "period": period, "value": value} for (subject, period), value in marks.items()
        ]
        students.append({"row": first + place + 1, "name": name, "marks": told_marks})
    truth = {
        "kind": "summary",
        "class": told.class_name,
        "school_year": told.school_year,
        "columns": [],
        "students": students,
    }
    return sheet, truth


def summary_form(rng: np.random.Generator, subjects: int) -> Form:
    """A printed register with columns for so many subjects and whole pupils down."""
    left, right = rng.uniform(6, 12) * MM, WIDE - rng.uniform(5, 10) * MM
    number = left + rng.uniform(6, 8) * MM
    name = number + rng.uniform(27, 34) * MM
    period = name + rng.uniform(17, 22) * MM
    top, head = rng.uniform(20, 28) * MM, rng.uniform(27, 34) * MM
    room, height = HIGH - top - head - rng.uniform(7, 14) * MM, rng.uniform(5.0, 6.2) * MM
    count = len(PERIODS) * int(room / (len(PERIODS) * height))
    return Form(
        columns=tuple(float(x) for x in (left, number, name, *np.linspace(period, right, subjects + 1))),
        rows=tuple(float(y) for y in (top, *(top + head + height * np.arange(count + 1)))),
        ruling=ruling(rng),
        face=FACES[int(rng.integers(len(FACES)))],
        fives=False,
        month_lines=True,
        numbered=True,
    )


def rule_summary(sheet: Sheet, form: Form, subjects: list[str], first: int, rng: np.random.Generator) -> None:
    """Prints the register: a heavy line under each pupil, names of periods and subjects."""
    x, y = form.columns, form.rows
    for index, place in enumerate(y):
        whole = index == 0 or (index - 1) % len(PERIODS) == 0
        sheet.line((x[NUMBER if whole else PERIOD], place, x[-1], place), form.ruling, heavy=whole and index > 0)
    for place in x:
        sheet.line((place, y[0], place, y[-1]), form.ruling)
    sheet.columns, sheet.rows = list(x), list(y)
    spelling = int(rng.integers(2))
    for column, text in ((NUMBER, "№"), (NAME, "Фамилия, имя"), (PERIOD, "Период")):
        centred(sheet, printed(text, 2.2 * MM, form.face), form.box(0, column), form)
    for at, subject in enumerate(subjects):
        box = form.box(0, FIRST_SUBJECT + at)
        centred(sheet, _upright(printed(subject, 2.2 * MM, form.face), 0.94 * (box[3] - box[1])), box, form)
        _tell(sheet, form, (0, FIRST_SUBJECT + at), "subject", subject)
    for row in range(1, len(y) - 1):
        period = PERIODS[(row - 1) % len(PERIODS)]
        centred(sheet, printed(FACTS["periods"][period][spelling], 1.9 * MM, form.face), form.box(row, PERIOD), form)
        _tell(sheet, form, (row, PERIOD), "period", period)
        if period == PERIODS[0]:
            number = printed(str(first + (row - 1) // len(PERIODS) + 1), 2.1 * MM, form.face)
            centred(sheet, number, form.box(row, NUMBER, rows=len(PERIODS)), form)


def _subjects(rng: np.random.Generator) -> list[str]:
    """Most of the subjects, in their order."""
    every = FACTS["subjects"]
    kept = set(rng.choice(len(every), int(rng.integers(9, len(every))), replace=False).tolist())
    return [subject for at, subject in enumerate(every) if at in kept]


def _marks(subjects: list[str], closed: int, able: float, rng: np.random.Generator) -> Marks:
    """Marks of the first `closed` periods; an exam and a final mark only where there are exams."""
    marks: Marks = {}
    for subject in subjects:
        terms = [_quarter(able, rng) for _ in PERIODS[:QUARTERS]]
        digits = [int(mark) for mark in terms if mark.isdigit()]
        year = str(round(sum(digits) / len(digits))) if digits else terms[-1]
        ends = [year, content.mark(rng, able), year] if subject in FACTS["examined"] else [year]
        for period, value in zip(PERIODS[:closed], [*terms, *ends], strict=False):
            marks[subject, period] = value
    return marks


def _quarter(able: float, rng: np.random.Generator) -> str:
    return content.mark(rng, able) if rng.random() > 0.02 else str(rng.choice(["н/а", "осв", "зач"]))


def _write(
    sheet: Sheet,
    form: Form,
    place: int,
    name: str,
    subjects: list[str],
    marks: Marks,
    who: Hand,
    rng: np.random.Generator,
) -> None:
    """One pupil: surname over name, marks in their cells."""
    top = 1 + place * len(PERIODS)
    for line, part in enumerate(name.split()):
        fitted(sheet, words(part, 3.2 * MM, who, rng), form.box(top + 1 + 2 * line, NAME, rows=2), who, rng)
    whole = form.box(top, NAME, rows=len(PERIODS))
    sheet.cells.append(CellTruth(row=top, column=NAME, box=whole, role="name", value=name))
    for at, subject in enumerate(subjects):
        for down, period in enumerate(PERIODS):
            value = marks.get((subject, period), "")
            where = top + down, FIRST_SUBJECT + at
            if value:
                mask = signs(tuple(value), who.size * form.height, who, rng)
                fitted(sheet, mask, form.box(*where), who, rng)
            _tell(sheet, form, where, "mark", value)


def _tell(sheet: Sheet, form: Form, where: tuple[int, int], role: str, value: str) -> None:
    row, column = where
    sheet.cells.append(CellTruth(row=row, column=column, box=form.box(row, column), role=role, value=value))


def _upright(mask: np.ndarray, room: float) -> np.ndarray:
    """Read from the bottom up; a long word narrower."""
    if mask.shape[1] > room:
        mask = cv2.resize(mask, (int(room), mask.shape[0]), interpolation=cv2.INTER_AREA)
    return np.ascontiguousarray(cv2.rotate(mask, cv2.ROTATE_90_COUNTERCLOCKWISE))
