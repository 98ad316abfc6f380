"""Makes the invented school of order № 29-И: a quarter of journal, plans, absences, copies, and what is wrong with them.

Run: ./run python samples/school-29i/make.py [--out FOLDER]
Everything depends on the seed only. `truth.json` holds the status of every cell of every check that has a rule: the
generator writes down what it planted, nothing is computed by the checks themselves.
"""

from __future__ import annotations

import argparse
import csv
import hashlib
import json
import random
import tomllib
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import base
import stories
import stories_marks
import stories_staff
import stories_terms
from days import Days
from model import ABSENT, IN_TIME, told
from regulation import write_docx

if TYPE_CHECKING:
    from model import Lesson

HERE = Path(__file__).parent
SEED = 29_2023
CREATED = "2024-01-12T18:00:00+09:00"
COLUMNS = ["check", "object", "bearer", "status", "reason", "advisory", "without"]


def grown() -> base.School:
    data = tomllib.loads((HERE / "school.toml").read_text(encoding="utf-8"))
    school = base.School(data, Days.of(data), random.Random(SEED))
    base.people(school)
    base.timetable(school)
    base.lessons(school)
    stories.movement(school)
    base.enrolments(school)
    base.absences(school)
    for story in (*stories.STORIES, stories_staff.absent_teachers):
        story(school)
    base.marks(school)
    for story in (stories_marks.single_marks, stories_marks.works, stories_marks.densities, stories_terms.term_marks,
                  stories_staff.plans, stories_staff.copies, stories_staff.signatures):  # fmt: skip
        story(school)
    return school


def write_lessons(school: base.School) -> None:
    for number, lesson in enumerate(sorted(school.lessons, key=lambda one: one.lesson_id), 1):
        expect_lesson(school, lesson)
        if lesson.exists:
            lesson_row(school, lesson)
        if lesson.took_place:
            texts(school, lesson, number)
            attendance(school, lesson)


def lesson_row(school: base.School, lesson: Lesson) -> None:
    school.add(
        "lessons.csv", lesson_id=lesson.lesson_id, slot_id=lesson.slot_id, date=lesson.day, number=lesson.number,
        class_id=lesson.klass, group_id=lesson.group, subject=lesson.subject, status=lesson.status,
        planned_teacher_id=lesson.planned, actual_teacher_id=lesson.teacher or "", recorded_at=lesson.recorded,
        recorded_by=lesson.teacher or "", recorded_at_known=str(not lesson.legacy).lower(),
    )  # fmt: skip


def expect_lesson(school: base.School, lesson: Lesson) -> None:
    slot = f"{lesson.slot_id} {lesson.day}" if lesson.slot_id else lesson.lesson_id
    first = lesson.expects.get("S1", IN_TIME)
    if lesson.status != "cancelled" and first is not ABSENT:
        bearer = lesson.teacher if lesson.exists else lesson.planned
        # without a norm nothing can be late, and what is of unknown time stays so
        more = {"without": (first, True)} if first[0] == "NOT_ASSESSABLE" else {}
        school.expect("S1", slot, bearer, first, **more)
    if lesson.took_place:
        usual = {"S2": IN_TIME, "S3": IN_TIME, "S5": IN_TIME}
        if school.data["grades"][lesson.klass] == 1:
            usual["S5"] = told("NOT_APPLICABLE", "FIRST_GRADE")
        for check, expects in (usual | lesson.expects).items():
            if check != "S1" and expects is not ABSENT:
                school.expect(check, lesson.lesson_id, lesson.teacher, expects)


def texts(school: base.School, lesson: Lesson, number: int) -> None:
    topics, tasks = school.data["topics"][lesson.subject], school.data["homework"]
    usual = [(topics[number % len(topics)], school.moment(lesson.day))]
    for text, at in usual if lesson.topic is None else lesson.topic:
        text_row(school, lesson, "topic", text, at)
    if school.data["grades"][lesson.klass] == 1:
        return
    task, reason = lesson.homework, list(lesson.no_homework)
    if task is None and not reason:
        known = lesson.subject in tasks
        task = [(tasks[lesson.subject].format(n=number), school.moment(lesson.day))] if known else []
        reason = [] if known else [("Внеурочное занятие", school.moment(lesson.day))]
    for text, at in task or ():
        text_row(school, lesson, "homework", text, at)
    for text, at in reason:
        text_row(school, lesson, "no_homework_reason", text, at)


def text_row(school: base.School, lesson: Lesson, name: str, value: str, at: str) -> None:
    row = {
        "lesson_id": lesson.lesson_id,
        "field": name,
        "value": value,
        "recorded_at": at,
        "recorded_by": lesson.teacher,
    }
    school.add("lesson_texts.csv", **row)


def attendance(school: base.School, lesson: Lesson) -> None:
    if lesson.absent is None:
        return
    common = {"lesson_id": lesson.lesson_id, "recorded_at": lesson.attendance_at, "recorded_by": lesson.teacher}
    away = {pupil: code for pupil, code in lesson.absent.items() if pupil in school.in_journal(lesson)}
    for pupil, code in sorted(away.items()):
        school.add("attendance.csv", pupil_id=pupil, code=code, **common)
    if not away:
        school.add("attendance.csv", pupil_id="*", code="present", **common)


def write_marks(school: base.School) -> None:
    for number, mark in enumerate(school.marks, 1):
        mark.mark_id = f"m{number:04d}"
        lesson = mark.lesson
        for value, at in mark.versions:
            school.add(
                "marks.csv", mark_id=mark.mark_id, lesson_id=lesson.lesson_id, pupil_id=mark.pupil, work_id=mark.work_id,
                value=value, weight="1", kind=mark.kind, agreed_on=mark.agreed_on, recorded_at=at, recorded_by=lesson.teacher,
                recorded_at_known="false" if mark.legacy else "true",
            )  # fmt: skip
        if mark.expects is not None and mark.expects is not ABSENT:
            school.expect("S4", mark.mark_id, lesson.teacher, mark.expects)


def write_settings(school: base.School) -> None:
    for term in school.data["term"]:
        school.add(
            "terms.csv", term_id=term["id"], school_year=school.data["school"]["year"], kind=term["kind"],
            number=term.get("number", ""), from_=term["from"], to_=term["to"], class_id=term.get("class", ""), lock_on=term["lock"],
        )  # fmt: skip
    for row in school.days.rows():
        school.add("calendar.csv", **row)
    for key, value, unit, first, last, clause in school.data["norms"]["rows"]:
        school.add(
            "parameters.csv",
            key=key,
            value=value,
            unit=unit,
            from_=first or school.data["days"]["in_force"],
            to_=last,
            source=f"Положение, {clause}",
        )


def write_bundle(school: base.School, folder: Path) -> None:
    columns = tomllib.loads((HERE / "columns.toml").read_text(encoding="utf-8"))
    listed = {}
    for name in sorted(school.files):
        path = folder / name
        with path.open("w", encoding="utf-8", newline="") as stream:
            writer = csv.DictWriter(stream, columns[name], restval="", lineterminator="\r\n")
            writer.writeheader()
            writer.writerows(school.files[name])
        listed[name] = {"sha256": hashlib.sha256(path.read_bytes()).hexdigest(), "rows": len(school.files[name])}
    body = school.data["school"]
    days = [date.fromisoformat(row["date"]) for row in school.files["lessons.csv"]]
    manifest = {
        "format": "svod-school",
        "version": 1,
        "school": {key: body[key] for key in ("name", "short_name", "timezone")},
        "created_at": CREATED,
        "covers": {"from": min(days).isoformat(), "to": max(days).isoformat()},
        "files": listed,
    }
    (folder / "manifest.json").write_text(json.dumps(manifest, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


def truth(school: base.School) -> str:
    body = school.data["days"]
    head = {"as_of": body["as_of"], "known_at": body["known_at"], "columns": COLUMNS}
    cells = sorted(school.cells, key=lambda cell: (cell.check, cell.object, cell.bearer or ""))
    rows = []
    for cell in cells:
        without: Any = cell.without_norms()
        if without is not None:
            (status, reason), advisory = without
            without = [status, reason, advisory]
        row = [cell.check, cell.object, cell.bearer, *cell.expects, cell.advisory, without]
        rows.append(json.dumps(row, ensure_ascii=False))
    return json.dumps(head, ensure_ascii=False)[:-1] + ', "cells": [\n' + ",\n".join(rows) + "\n]}\n"


def class_list(school: base.School, klass: str) -> str:
    """The class as other samples need it: ids and names in the order of the class list."""
    names = dict(zip(school.pupils[klass], school.data["classes"][klass], strict=True))
    body = {
        "class": klass,
        "school_year": school.data["school"]["year"],
        "pupils": [{"person_id": pupil, "name": name} for pupil, name in names.items()],
    }
    return json.dumps(body, ensure_ascii=False, indent=1) + "\n"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--out", type=Path, default=HERE)
    out: Path = parser.parse_args().out
    school = grown()
    write_lessons(school)
    write_marks(school)
    write_settings(school)
    folder = out / "school"
    (folder / "orders").mkdir(parents=True, exist_ok=True)
    write_bundle(school, folder)
    order = HERE.parent / "order-29i" / "school" / "orders" / "order-29i.txt"
    (folder / "orders" / "order-29i.txt").write_bytes(order.read_bytes())
    (out / "truth.json").write_text(truth(school), encoding="utf-8")
    (out / "roster-7a.json").write_text(class_list(school, "7А"), encoding="utf-8")
    write_docx((HERE / "polozhenie.txt").read_text(encoding="utf-8"), out / "polozhenie.docx")


if __name__ == "__main__":
    main()
