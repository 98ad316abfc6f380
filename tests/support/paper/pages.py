"""Pages of a paper journal as drawn, each with what it says by `journal-page.schema.json`."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING, Any

import cv2
import numpy as np

from support.paper import content
from support.paper.hands import Hand, hand, printed, signs, words
from support.paper.layout import DAYS, FIRST_MARK, FIRST_ROW, MONTHS, NAME, Form, left_form, rule_left
from support.paper.sheet import MM, CellTruth, Sheet

if TYPE_CHECKING:
    from support.paper.content import Lesson

Truth = dict[str, Any]
TWO_MARKS = ("Русский язык", "Литература")


@dataclass(frozen=True, slots=True, kw_only=True)
class Story:
    """Whose page it is and which lessons stand on it."""

    class_name: str
    subject: str
    teacher: str
    school_year: str
    pupils: tuple[str, ...]
    lessons: tuple[Lesson, ...]
    terms: bool = True
    """The teacher writes a quarter's marks after its last lesson."""


@dataclass(frozen=True, slots=True)
class Column:
    """A used column: a lesson, or the marks of a term."""

    id: str
    lesson: Lesson | None


def story(rng: np.random.Generator, lessons: int | None = None) -> Story:
    """An invented class, subject and run of lessons, which a quarter's end may stand within."""
    year = int(rng.integers(2016, 2026))
    subject = str(rng.choice(list(content.FACTS["subjects"])))
    all_lessons = content.lessons(rng, subject, f"{year}/{year + 1}")
    count = min(lessons or int(rng.integers(18, 37)), len(all_lessons))
    first = int(rng.integers(0, len(all_lessons) - count + 1))
    return Story(
        class_name=f"{rng.integers(5, 12)}{rng.choice(list('АБВГ'))}",
        subject=subject,
        teacher=str(rng.choice(content.FACTS["teachers"])),
        school_year=f"{year}/{year + 1}",
        pupils=tuple(content.roster(rng, int(rng.integers(15, 31)))),
        lessons=tuple(all_lessons[first : first + count]),
        terms=bool(rng.random() < 0.8),
    )


def columns(told: Story) -> list[Column]:
    """Lessons in order, the term's column right after the last of each quarter that ends on the page."""
    found: list[Column] = []
    last_days = [last for _, last in content.quarters(int(told.school_year[:4]))]
    for index, lesson in enumerate(told.lessons):
        found.append(Column(lesson.id, lesson))
        following = told.lessons[index + 1 : index + 2]
        over = (
            following[0].quarter > lesson.quarter
            if following
            else (last_days[lesson.quarter - 1] - lesson.day).days < 2
        )
        if told.terms and over:
            found.append(Column(f"Q{lesson.quarter}", None))
    return found


def left_page(told: Story, part: str, rng: np.random.Generator) -> tuple[Sheet, Truth]:
    """A left page: pupils down, lessons across, marks between."""
    sheet, used = Sheet(), columns(told)
    spare = int(rng.integers(0, 6)) if rng.random() < 0.6 else 0
    form = left_form(rng, len(used) + spare, len(told.pupils))
    teacher = hand(part, rng)
    rule_left(sheet, form)
    _title(sheet, form, told, teacher, rng)
    _months(sheet, form, used, teacher, rng)
    _heads(sheet, form, used, teacher, rng)
    _names(sheet, form, told, hand(part, rng) if rng.random() < 0.5 else teacher, rng)
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


def _title(sheet: Sheet, form: Form, told: Story, who: Hand, rng: np.random.Generator) -> None:
    y = form.rows[0] - rng.uniform(9, 13) * MM
    label = printed("Наименование предмета", 2.4 * MM, form.face)
    x = form.columns[0] + rng.uniform(2, 10) * MM
    sheet.stamp(label, (x, y), form.ruling.colour, pen=False)
    end = x + label.shape[1] + 3 * MM
    text = told.subject if rng.random() < 0.7 else f"{told.subject}, {told.class_name} класс"
    mask = words(text, 3.4 * MM, who, rng)
    sheet.line((end, y + 3 * MM, form.columns[-1] - 4 * MM, y + 3 * MM), form.ruling)
    sheet.stamp(mask, (end + rng.uniform(3, 15) * MM, y + 2.6 * MM - mask.shape[0] * 0.85), who.pen)


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
            mask = words((name if len(name) < 4 else name[:4] + ".").lower(), 2.3 * MM, who, rng)
        shift = max(0.0, (box[2] - box[0] - mask.shape[1]) / 2) if middle else 1.0 * MM
        sheet.stamp(mask, (box[0] + shift, (box[1] + box[3] - mask.shape[0]) / 2), who.pen)
        sheet.cells.append(CellTruth(row=MONTHS, column=FIRST_MARK + places[0], box=box, role="month", value=name))


def _heads(sheet: Sheet, form: Form, used: list[Column], who: Hand, rng: np.random.Generator) -> None:
    """Days of the month, and the rotated heads of term marks."""
    zero, as_word = rng.random() < 0.4, rng.random() < 0.4
    for at, column in enumerate(used):
        if column.lesson is None:
            _term_head(sheet, form, at, column, who, rng)
            continue
        text = f"{column.lesson.day.day:02d}" if zero else str(column.lesson.day.day)
        box = form.box(DAYS, FIRST_MARK + at)
        mask = words(text, 2.6 * MM, who, rng) if as_word else signs(tuple(text), 2.6 * MM, who, rng)
        _fitted(sheet, mask, box, who, rng)
        sheet.cells.append(
            CellTruth(row=DAYS, column=FIRST_MARK + at, box=box, role="day", value=str(column.lesson.day.day))
        )


def _term_head(sheet: Sheet, form: Form, at: int, column: Column, who: Hand, rng: np.random.Generator) -> None:
    box = form.box(MONTHS, FIRST_MARK + at, rows=2)
    roman = content.QUARTERS[int(column.id[1]) - 1]
    text = f"{roman} {rng.choice(['четв.', 'четверть', 'ч.'])}"
    mask = words(text, 2.4 * MM, who, rng)
    turned = np.ascontiguousarray(cv2.rotate(mask, cv2.ROTATE_90_COUNTERCLOCKWISE))
    _fitted(sheet, turned, box, who, rng)
    sheet.cells.append(
        CellTruth(row=DAYS, column=FIRST_MARK + at, box=form.box(DAYS, FIRST_MARK + at), role="term", value=column.id)
    )


def _names(sheet: Sheet, form: Form, told: Story, who: Hand, rng: np.random.Generator) -> None:
    tall = min(0.45 * form.height, 3.0 * MM)
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
    """What is written in each pupil's cells, as pieces."""
    full = rng.random(len(used)) < 0.08
    found = []
    for able in rng.beta(2, 2, len(told.pupils)):
        shares = np.where(full, 0.9, rng.uniform(0.12, 0.3))
        line = [_pieces(told, float(able), shares[at], rng) if one.lesson else () for at, one in enumerate(used)]
        found.append(_term_marks(line, used, float(able), rng))
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
    """A quarter's mark by the mean of what stands before it; where that is little, by what stood on earlier pages."""
    got: list[int] = []
    for at, column in enumerate(used):
        if column.lesson:
            got += [int(piece) for piece in line[at] if piece.isdigit()]
            continue
        mean = str(round(sum(got) / len(got))) if len(got) > 1 else content.mark(rng, able)
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
                _fitted(sheet, signs(pieces, who.size * min(form.height, 6.5 * MM), who, rng), box, who, rng)
            struck = next((piece[1:] for piece in pieces if piece[0] == "~"), None)
            sheet.cells.append(
                CellTruth(row=row, column=FIRST_MARK + at, box=box, role="mark", value=value_of(pieces), struck=struck)
            )


def _fitted(
    sheet: Sheet, mask: Any, box: tuple[float, float, float, float], who: Hand, rng: np.random.Generator
) -> None:
    """About the middle of a box, pressed together where too wide, at times over the lines."""
    wide, high = box[2] - box[0], box[3] - box[1]
    across = min(1.0, wide * rng.uniform(0.88, 1.08) / mask.shape[1])
    down = min(1.0, high * 1.05 / mask.shape[0], max(across, 0.55))
    if across < 1 or down < 1:
        mask = cv2.resize(
            mask, (max(2, int(mask.shape[1] * across)), max(2, int(mask.shape[0] * down))), interpolation=cv2.INTER_AREA
        )
    x = (box[0] + box[2] - mask.shape[1]) / 2 + rng.normal(0, 0.06) * wide
    y = (box[1] + box[3] - mask.shape[0]) / 2 + rng.normal(0, 0.06) * high
    sheet.stamp(mask, (x, y), who.pen)


PAGES = {"left": left_page}
