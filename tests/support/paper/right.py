"""Right pages: a row for each lesson with its date, topic and homework."""

from __future__ import annotations

from typing import TYPE_CHECKING

import cv2

from support.paper import content
from support.paper.hands import hand, signs, words
from support.paper.layout import right_form, rule_right
from support.paper.sheet import MM, CellTruth, Sheet
from support.paper.writing import fitted, headline

if TYPE_CHECKING:
    from datetime import date

    import numpy as np

    from support.paper.content import Lesson
    from support.paper.hands import Hand
    from support.paper.layout import Form
    from support.paper.left import Truth
    from support.paper.stories import Story

Box = tuple[float, float, float, float]
Style = tuple[str, bool]
SMALLEST = 0.72
"""How far a line is pressed together before it breaks in two."""


def right_page(told: Story, part: str, rng: np.random.Generator) -> tuple[Sheet, Truth]:
    """The page that faces a left page."""
    sheet = Sheet(spine=-1)
    form = right_form(rng, len(told.lessons))
    who = hand(part, rng)
    rule_right(sheet, form)
    headline(sheet, form, "Фамилия, имя, отчество учителя", told.teacher, who, rng)
    style = str(rng.choice(["dd.mm", "d.mm", "d month"], p=[0.55, 0.25, 0.2])), bool(rng.random() < 0.4)
    for row, lesson in enumerate(told.lessons, start=1):
        _row(sheet, form, row, lesson, style, who, rng)
    truth = {
        "kind": "right",
        "class": told.class_name,
        "subject": told.subject,
        "teacher": told.teacher,
        "school_year": told.school_year,
        "rows": [
            {"row": row, "date": lesson.day.isoformat(), "topic": lesson.topic, "homework": lesson.homework}
            for row, lesson in enumerate(told.lessons, start=1)
        ],
    }
    return sheet, truth


def _row(sheet: Sheet, form: Form, row: int, lesson: Lesson, style: Style, who: Hand, rng: np.random.Generator) -> None:
    first = int(form.numbered)
    date_box, topic_box, work_box = (form.box(row, first + at) for at in range(3))
    text, tall = _date(lesson.day, style[0]), min(0.42 * form.height, 2.8 * MM)
    piecewise = style[1] and style[0] != "d month"
    mask = signs(tuple(text), 0.85 * tall, who, rng) if piecewise else words(text, tall, who, rng)
    fitted(sheet, mask, date_box, who, rng)
    _text(sheet, lesson.topic, topic_box, who, rng)
    _text(sheet, lesson.homework, work_box, who, rng)
    for at, (role, value) in enumerate(
        (("date", lesson.day.isoformat()), ("topic", lesson.topic), ("homework", lesson.homework))
    ):
        sheet.cells.append(CellTruth(row=row, column=first + at, box=form.box(row, first + at), role=role, value=value))


def _date(day: date, style: str) -> str:
    if style == "d month":
        return f"{day.day} {content.FACTS['short_months'][str(day.month)]}"
    return f"{day:%d.%m}" if style == "dd.mm" else f"{day.day}.{day:%m}"


def _text(sheet: Sheet, text: str, box: Box, who: Hand, rng: np.random.Generator) -> None:
    """One line from the left; a long one pressed together, or in two small lines."""
    high, room = box[3] - box[1], box[2] - box[0] - 2.0 * MM
    mask = words(text, min(0.46 * high, 3.2 * MM), who, rng)
    if mask.shape[1] * SMALLEST > room and " " in text:
        middle = min((at for at, sign in enumerate(text) if sign == " "), key=lambda at: abs(at - len(text) / 2))
        half = (box[1] + box[3]) / 2
        for piece, top, bottom in ((text[:middle], box[1], half), (text[middle + 1 :], half, box[3])):
            _line(sheet, words(piece, 0.33 * high, who, rng), (box[0], top, box[2], bottom), room, who, rng)
    else:
        _line(sheet, mask, box, room, who, rng)


def _line(sheet: Sheet, mask: np.ndarray, box: Box, room: float, who: Hand, rng: np.random.Generator) -> None:
    if mask.shape[1] > room:
        mask = cv2.resize(mask, (int(room), mask.shape[0]), interpolation=cv2.INTER_AREA)
    drop = rng.normal(0, 0.04) * (box[3] - box[1])
    sheet.stamp(mask, (box[0] + rng.uniform(0.6, 1.8) * MM, (box[1] + box[3] - mask.shape[0]) / 2 + drop), who.pen)
