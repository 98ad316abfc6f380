"""Checks of single lessons: S1, S2, S3, S5."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from typing import TYPE_CHECKING

from support.twin.judge import Case, Due, First, Status, due, earliest, first_time, status

if TYPE_CHECKING:
    from support.twin.school import Row, TwinSchool

DAY = timedelta(days=1)
Found = Iterator[tuple[str, str | None, Status]]
EMPTY_TOPICS = {"тема", "тема урока", "тема занятия", "без темы", "xxx", "ххх"}
AWAY = ("absent", "ill", "valid")


def took_place(row: Row) -> bool:
    return row["status"] == "held" or (row["status"] == "replaced" and row.get("actual_teacher_id", "") != "")


def held(school: TwinSchool) -> list[Row]:
    """Lessons that took place under the order, up to the day of the check."""
    return [row for row in school.standing("lessons.csv") if took_place(row) and judged(school, row)]


def judged(school: TwinSchool, row: Row) -> bool:
    return school.in_force <= date.fromisoformat(row["date"]) <= school.as_of


def lock(school: TwinSchool, klass: str, day: date) -> date | None:
    row = term_of(school, klass, day)
    return date.fromisoformat(row["lock_on"]) if row and row.get("lock_on") else None


def term_of(school: TwinSchool, klass: str, day: date) -> Row | None:
    best = None
    for row in school.files.get("terms.csv", ()):
        first, last = date.fromisoformat(row["from"]), date.fromisoformat(row["to"])
        if row.get("class_id", "") in ("", klass) and first <= day <= last:
            rank = (row.get("class_id", "") == "", last - first, row["term_id"])
            if best is None or rank < best[0]:
                best = (rank, row)
    return best[1] if best else None


def versions(school: TwinSchool, name: str, **where: str) -> list[Row]:
    return [row for row in school.rows(name) if all(row.get(key, "") == value for key, value in where.items())]


def text_first(school: TwinSchool, lesson: Row, field: str) -> First | None:
    def blank(value: str) -> bool:
        if field != "topic":
            return not value.strip()
        return not any(char.isalnum() for char in value) or value.lower().replace("ё", "е").strip(" .") in EMPTY_TOPICS

    told = versions(school, "lesson_texts.csv", lesson_id=lesson["lesson_id"], field=field)
    found = first_time(school, [(row, row.get("value", "")) for row in told], blank)
    if found and lesson.get("recorded_at_known") == "false":
        return First(None)
    return found


def teacher_gone(school: TwinSchool, row: Row) -> bool:
    teacher = row.get("actual_teacher_id", "")
    return teacher != "" and not school.in_post(teacher, date.fromisoformat(row["date"]))


def topics(school: TwinSchool) -> Found:
    for row in held(school):
        day, first = date.fromisoformat(row["date"]), text_first(school, row, "topic")
        yield (
            row["lesson_id"],
            row.get("actual_teacher_id") or None,
            status(
                school,
                Case(
                    due(school, "N_topic", day, row.get("class_id", "")),
                    first,
                    unbound=teacher_gone(school, row),
                    unknown=untimed(row, first),
                    until=lock(school, row.get("class_id", ""), day),
                ),
            ),
        )


def untimed(row: Row, first: First | None) -> bool:
    """Nobody knows who gave it, or when it was written."""
    legacy = row.get("recorded_at_known") == "false"
    return not row.get("actual_teacher_id") or legacy or (first is not None and first.at is None)


def homework(school: TwinSchool) -> Found:
    every = [row for row in school.standing("lessons.csv") if row["status"] in ("held", "replaced")]
    for row in held(school):
        day, klass = date.fromisoformat(row["date"]), row.get("class_id", "")
        first = earliest([text_first(school, row, "homework"), text_first(school, row, "no_homework_reason")])
        following = [
            date.fromisoformat(other["date"])
            for other in every
            if all(other.get(key, "") == row.get(key, "") for key in ("class_id", "group_id", "subject"))
            and school.in_force <= date.fromisoformat(other["date"])
        ]
        later = min((other for other in following if other > day), default=None)
        limit, until = due(school, "N_hw", day, klass), lock(school, klass, day)
        if later:
            until = later
            if limit.day and later < limit.day:
                limit = Due(later, min(limit.soon or later, later), advisory=limit.advisory)
            elif limit.beyond and later <= limit.beyond:
                limit = Due(later, limit.soon, advisory=limit.advisory)
        yield (
            row["lesson_id"],
            row.get("actual_teacher_id") or None,
            status(
                school,
                Case(
                    limit,
                    first,
                    unbound=teacher_gone(school, row),
                    inapplicable=school.grade(klass) == "1",
                    unknown=untimed(row, first),
                    until=until,
                ),
            ),
        )


# attendance


def code(school: TwinSchool, lesson_id: str, pupil: str) -> str:
    """What the lesson says of a pupil; empty when it says nothing of anybody."""
    rows = attendance(school).get(lesson_id, {})
    if not rows:
        return ""
    return rows.get(pupil) or rows.get("*") or "present"


def attendance(school: TwinSchool) -> dict[str, dict[str, str]]:
    if "attendance" not in school.cache:
        found: dict[str, dict[str, str]] = {}
        for row in school.standing("attendance.csv"):
            found.setdefault(row["lesson_id"], {})[row["pupil_id"]] = row["code"]
        school.cache["attendance"] = found
    return school.cache["attendance"]


def told_of(school: TwinSchool, klass: str, day: date, pupil: str) -> list[str]:
    """What the class's lessons of a day say of a pupil."""
    found = []
    for row in school.standing("lessons.csv"):
        if row.get("class_id", "") == klass and row["date"] == day.isoformat() and row["status"] != "cancelled":
            rows = attendance(school).get(row["lesson_id"], {})
            if rows and (pupil in rows or is_for(school, row, pupil, day)):
                found.append(code(school, row["lesson_id"], pupil))
    return found


def is_for(school: TwinSchool, row: Row, pupil: str, day: date) -> bool:
    if not any(one["pupil_id"] == pupil for one in school.standing("enrolments.csv")):
        return not row.get("group_id")
    return pupil in school.pupils(row.get("class_id", ""), row.get("group_id", ""), day)


def absent(school: TwinSchool, row: Row, pupil: str) -> bool:
    own = code(school, row["lesson_id"], pupil)
    if own:
        return own in AWAY
    others = told_of(school, row.get("class_id", ""), date.fromisoformat(row["date"]), pupil)
    return bool(others) and all(one in AWAY for one in others)


def came_back(school: TwinSchool, row: Row, pupil: str) -> date | None:
    day = date.fromisoformat(row["date"])
    klass = school.class_of_pupil(pupil, day) or row.get("class_id", "")
    theirs = [one for one in school.standing("lessons.csv") if one.get("class_id", "") == klass]
    for later in sorted({date.fromisoformat(one["date"]) for one in theirs}):
        if later > day and any(one not in AWAY for one in told_of(school, klass, later, pupil)):
            return later
    return None


def mark_first(school: TwinSchool, mark_id: str) -> First | None:
    told = versions(school, "marks.csv", mark_id=mark_id)
    lessons = {row["lesson_id"]: row for row in school.standing("lessons.csv")}
    legacy = lessons.get(told[-1]["lesson_id"], {}).get("recorded_at_known") == "false" if told else False
    usual = "false" if legacy else "true"
    rows = [{**row, "recorded_at_known": row.get("recorded_at_known") or usual} for row in told]
    return first_time(school, [(row, row.get("value", "")) for row in rows], lambda value: not value.strip())


def absentees(school: TwinSchool) -> Found:
    for row in held(school):
        day, klass = date.fromisoformat(row["date"]), row.get("class_id", "")
        teacher = row.get("actual_teacher_id") or None
        by_pupil: dict[str, list[Row]] = {}
        for one in versions(school, "attendance.csv", lesson_id=row["lesson_id"]):
            by_pupil.setdefault(one["pupil_id"], []).append(one)
        told = [[(one, one["code"]) for one in rows] for rows in by_pupil.values()]
        first = earliest([first_time(school, rows, lambda value: not value.strip()) for rows in told])
        if first and row.get("recorded_at_known") == "false":
            first = First(None)
        roster = school.pupils(klass, row.get("group_id", ""), day)
        doubtful = any(contradicts(school, row, mark) for mark in school.standing("marks.csv"))
        if first is None and any(absent(school, row, pupil) for pupil in roster):
            doubtful = True
        silent = first is None and not doubtful
        yield (
            row["lesson_id"],
            teacher,
            status(
                school,
                Case(
                    due(school, "N_att", day, klass),
                    first,
                    unbound=teacher_gone(school, row),
                    unknown=teacher is None or silent or (first is not None and first.at is None),
                    attest=doubtful,
                    until=lock(school, klass, day),
                ),
            ),
        )


def contradicts(school: TwinSchool, row: Row, mark: Row) -> bool:
    """A mark of the lesson for a pupil recorded absent, given before the pupil came back and without an agreed day."""
    usual = mark.get("kind", "") in ("", "current", "written") and not mark.get("agreed_on")
    if mark["lesson_id"] != row["lesson_id"] or not usual:
        return False
    if code(school, row["lesson_id"], mark["pupil_id"]) not in AWAY:
        return False
    first = mark_first(school, mark["mark_id"])
    given = school.local(first.at) if first else None
    back = came_back(school, row, mark["pupil_id"])
    return given is not None and (back is None or given < back)


# the timetable


def slot_days(school: TwinSchool) -> Iterator[tuple[Row, date, str, bool]]:
    """Slot, day, class, whether the slot's teacher is recorded absent: on days with lessons."""
    day = school.in_force
    while day <= school.as_of:
        for slot in school.files.get("timetable.csv", ()):
            klass = school.class_of_journal(slot)
            on = slot["weekday"] == str(day.isoweekday()) and school.held_on(slot, day)
            if on and school.kind(day, klass) in ("school", "remote"):
                absences = [row for row in school.standing("staff_absences.csv") if school.held_on(row, day)]
                yield slot, day, klass, any(row["person_id"] == slot.get("teacher_id") for row in absences)
        day += DAY


def slot_lessons(school: TwinSchool, slot: Row, day: date) -> list[Row]:
    """Lessons of a slot: those that name it, else those of its date, number, class and group."""
    that_day = [row for row in school.rows("lessons.csv") if row["date"] == day.isoformat()]
    ids = {row["lesson_id"] for row in that_day if row.get("slot_id") == slot["slot_id"]}
    if not ids:
        places = ("number", "class_id", "group_id")
        nameless = [row for row in that_day if not row.get("slot_id")]
        ids = {row["lesson_id"] for row in nameless if all(row.get(key, "") == slot.get(key, "") for key in places)}
    return [row for row in school.standing("lessons.csv") if row["lesson_id"] in ids]


def slot_substitutions(school: TwinSchool, slot: Row, day: date, name: str = "standing") -> list[Row]:
    ids = {row["lesson_id"] for row in slot_lessons(school, slot, day)}
    found = []
    for row in school.standing("substitutions.csv") if name == "standing" else school.rows("substitutions.csv"):
        by_slot = row.get("slot_id") == slot["slot_id"] and row["date"] == day.isoformat()
        by_lesson = not row.get("slot_id") and row.get("lesson_id") in ids
        if (by_slot or by_lesson) and row.get("from_teacher_id", "") in ("", slot.get("teacher_id", "")):
            found.append(row)
    return found


def dates(school: TwinSchool) -> Found:
    for slot, day, klass, away in slot_days(school):
        what = f"{slot['slot_id']} {day}"
        lessons = sorted(slot_lessons(school, slot, day), key=lambda row: row["lesson_id"])
        if any(row["status"] == "cancelled" for row in lessons):
            continue
        if lessons:
            row = lessons[0]
            told = versions(school, "lessons.csv", lesson_id=row["lesson_id"])
            first = first_time(school, [(one, one["status"]) for one in told], lambda value: not value)
            limit = due(school, "N_date", day, klass)
            free = limit.why == "NO_NORM"
            if free:
                limit = Due(school.local(first.at) if first else None)
            teacher = row.get("actual_teacher_id") or None
            yield (
                what,
                teacher,
                status(
                    school,
                    Case(
                        limit,
                        first,
                        unbound=teacher_gone(school, row),
                        unknown=teacher is None or first is None or first.at is None,
                        until=lock(school, klass, day),
                        advisory=free,
                    ),
                ),
            )
            continue
        told = slot_substitutions(school, slot, day)
        told.sort(key=lambda row: (row["recorded_at"], row["lesson_id"], row["slot_id"]))
        named = [row["to_teacher_id"] for row in told if row.get("to_teacher_id")]
        teacher = named[-1] if named else (None if away else slot.get("teacher_id") or None)
        if teacher:
            yield what, teacher, status(school, Case(Due(day), attest=True, unbound=not school.in_post(teacher, day)))
    yield from out_of_place(school)


def out_of_place(school: TwinSchool) -> Found:
    taken = set()
    for row in sorted(held(school), key=lambda row: (row["date"], row["lesson_id"])):
        klass, day = school.class_of_journal(row), date.fromisoformat(row["date"])
        place = (row["date"], row.get("number"), row.get("class_id"), row.get("group_id"))
        kind = school.kind(day, klass)
        extra = school.group(row.get("group_id", "")).get("kind") in ("extracurricular", "additional")
        ordinary = not extra and row["subject"] not in ("Разговоры о важном", "Классный час")
        if (kind not in (None, "school", "remote") and ordinary) or (row.get("number") and place in taken):
            yield (
                row["lesson_id"],
                row.get("actual_teacher_id") or None,
                status(school, Case(Due(), attest=True, unbound=teacher_gone(school, row))),
            )
        taken.add(place)
