"""Checks of marks: S4, S6, S7a."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

from support.twin.judge import Case, Due, First, due, first_time, status
from support.twin.lessons import (
    AWAY,
    absent,
    came_back,
    code,
    held,
    judged,
    lock,
    mark_first,
    teacher_gone,
    term_of,
    took_place,
    versions,
)

if TYPE_CHECKING:
    from support.twin.lessons import Found
    from support.twin.school import Row, TwinSchool

DAY = timedelta(days=1)


def counts(mark: Row) -> bool:
    return mark.get("kind", "") in ("", "current", "written") and has_digit(mark["value"])


def has_digit(text: str) -> bool:
    return any(char.isdigit() for char in text)


def mark_rows(school: TwinSchool) -> list[tuple[Row, Row, First]]:
    """Marks that stand, with their lessons, which took place."""
    if "marks" not in school.cache:
        lessons = {row["lesson_id"]: row for row in school.standing("lessons.csv") if took_place(row)}
        found = []
        for mark in school.standing("marks.csv"):
            first = mark_first(school, mark["mark_id"])
            if mark["lesson_id"] in lessons and first is not None:
                found.append((mark, lessons[mark["lesson_id"]], first))
        school.cache["marks"] = found
    return school.cache["marks"]


def after_return(school: TwinSchool, lesson: Row, key: str, pupil: str) -> Due:
    day = date.fromisoformat(lesson["date"])
    back = came_back(school, lesson, pupil)
    if back is None:
        norm = school.norm(key, day)
        if norm is None or not norm["value"].strip().lstrip("+-").isdigit():
            return Due(why="NO_NORM")
        return Due(beyond=school.as_of, advisory=not norm.get("source", "").strip())
    return due(school, key, day, lesson.get("class_id", ""), since=back)


def current_marks(school: TwinSchool) -> Found:
    for mark, lesson, first in mark_rows(school):
        kind = mark.get("kind", "")
        later = kind in ("retake", "correction", "debt")
        if not judged(school, lesson) or kind == "written" or (mark.get("work_id") and later):
            continue
        day, klass = date.fromisoformat(lesson["date"]), lesson.get("class_id", "")
        if not mark.get("agreed_on") and absent(school, lesson, mark["pupil_id"]):
            limit = after_return(school, lesson, "N_cur", mark["pupil_id"])
        else:
            since = date.fromisoformat(mark["agreed_on"]) if mark.get("agreed_on") else None
            limit = due(school, "N_cur", day, klass, since=since)
        yield (
            mark["mark_id"],
            lesson.get("actual_teacher_id") or None,
            status(
                school,
                Case(
                    limit,
                    first,
                    unbound=teacher_gone(school, lesson),
                    inapplicable=school.ungraded(lesson),
                    exempt=later and not mark.get("agreed_on"),
                    unknown=not lesson.get("actual_teacher_id") or first.at is None,
                    until=lock(school, klass, day),
                ),
            ),
        )
    yield from density(school)


def density(school: TwinSchool) -> Found:
    """Every L lessons that a teacher gave in a journal: k_density marks for each pupil there, by lessons attended."""
    journals: dict[tuple[str, ...], list[Row]] = {}
    for row in sorted(held(school), key=lambda row: (row["date"], int(row.get("number") or 0), row["lesson_id"])):
        if row.get("actual_teacher_id"):
            key = (row.get("class_id", ""), row.get("group_id", ""), row["subject"], row["actual_teacher_id"])
            journals.setdefault(key, []).append(row)
    for rows in journals.values():
        run: list[Row] = []
        length, sourced = 0, True
        for row in rows:
            if not run:
                norm = school.norm("L", date.fromisoformat(row["date"]))
                if norm is None or int(norm["value"]) < 1:
                    continue
                length, sourced = int(norm["value"]), bool(norm.get("source"))
            run.append(row)
            if len(run) == length:
                yield from one_run(school, run, sourced=sourced)
                run = []


def one_run(school: TwinSchool, run: list[Row], *, sourced: bool) -> Found:
    last = run[-1]
    day, klass = date.fromisoformat(last["date"]), last.get("class_id", "")
    norm = school.norm("k_density", day)
    if norm is None:
        return
    attended = 0
    for row in run:
        for pupil in school.pupils(row.get("class_id", ""), row.get("group_id", ""), date.fromisoformat(row["date"])):
            if code(school, row["lesson_id"], pupil) not in (*AWAY, "exempt"):
                attended += 1
    need = -((-int(norm["value"]) * attended) // len(run))
    ids = {row["lesson_id"] for row in run}
    marks = [first for mark, lesson, first in mark_rows(school) if lesson["lesson_id"] in ids and counts(mark)]
    times = sorted(first.at for first in marks if first.at)
    enough = len(marks) >= need
    at = times[need - 1] if 0 < need <= len(times) else None
    enrolments = school.has("enrolments.csv")
    yield (
        f"{run[0]['lesson_id']}–{last['lesson_id']}",
        last["actual_teacher_id"],
        status(
            school,
            Case(
                due(school, "N_cur", day, klass),
                First(at) if enough else None,
                unbound=teacher_gone(school, last),
                inapplicable=school.ungraded(last) or (enrolments and not attended),
                unknown=not enrolments or (enough and at is None),
                part=bool(marks),
                until=lock(school, klass, day),
                advisory=not (sourced and norm.get("source")),
            ),
        ),
    )


def written_works(school: TwinSchool) -> Found:
    lessons = {row["lesson_id"]: row for row in held(school)}
    for work in school.files.get("works.csv", ()):
        if work["lesson_id"] in lessons:
            yield from one_work(school, work, lessons[work["lesson_id"]])


def marks_of_work(school: TwinSchool, work: Row, lesson: Row) -> dict[str, First]:
    """Pupil → the first mark that names the work, or is written, of its lesson, and names none."""
    given: dict[str, First] = {}
    for mark, row, first in mark_rows(school):
        written = not mark.get("work_id") and mark.get("kind") == "written"
        of_lesson = written and row["lesson_id"] == lesson["lesson_id"]
        if (mark.get("work_id") == work["work_id"] or of_lesson) and judged(school, row):
            before = given.get(mark["pupil_id"])
            if before is None or before.at is None or (first.at and first.at < before.at):
                given[mark["pupil_id"]] = first
    return given


def one_work(school: TwinSchool, work: Row, lesson: Row) -> Found:
    day, klass = date.fromisoformat(lesson["date"]), lesson.get("class_id", "")
    teacher = lesson.get("actual_teacher_id") or None
    own = f"N_wr.{work['type']}"
    key = own if work.get("type") and school.norm(own, day) is not None else "N_wr"
    given = marks_of_work(school, work, lesson)
    pupils = school.pupils(klass, lesson.get("group_id", ""), day)
    codes = {one: code(school, lesson["lesson_id"], one) for one in pupils}
    wrote = [one for one in pupils if codes[one] not in (*AWAY, "exempt")]
    times = [given[one].at for one in wrote if one in given]
    whole = len(times) == len(wrote)
    at = max(times) if times and all(times) else None
    common = {"unbound": teacher_gone(school, lesson), "until": lock(school, klass, day)}
    case = Case(
        by_term(school, klass, day, due(school, key, day, klass)),
        First(at) if whole else None,
        inapplicable=school.ungraded(lesson) or not wrote,
        unknown=teacher is None or (whole and at is None),
        part=bool(times),
        **common,
    )
    yield work["work_id"], teacher, status(school, case)
    for pupil in [one for one in pupils if codes[one] in AWAY]:
        first = given.get(pupil)
        case = Case(
            after_return(school, lesson, key, pupil),
            first,
            inapplicable=school.ungraded(lesson),
            unknown=teacher is None or (first is not None and first.at is None),
            **common,
        )
        yield f"{work['work_id']} {pupil}", teacher, status(school, case)


def by_term(school: TwinSchool, klass: str, day: date, limit: Due) -> Due:
    """Never after the term's end."""
    term = term_of(school, klass, day)
    if term and (limit.day or limit.beyond):
        end = date.fromisoformat(term["to"])
        if limit.day is None or limit.day > end:
            return Due(end, min(limit.soon or end, end), advisory=limit.advisory)
    return limit


# term marks


def term_marks(school: TwinSchool) -> Found:
    for term in school.files.get("terms.csv", ()):
        first, last = date.fromisoformat(term["from"]), date.fromisoformat(term["to"])
        if term["kind"] != "year" and last >= school.in_force and first <= school.as_of:
            yield from one_term(school, term, first, last)


def lives_by(school: TwinSchool, term: Row, klass: str) -> bool:
    theirs = [row for row in school.files["terms.csv"] if row.get("class_id") == klass and row["kind"] != "year"]
    own = klass != "" and bool(theirs)
    return term.get("class_id", "") == klass if own else not term.get("class_id")


def one_term(school: TwinSchool, term: Row, start: date, end: date) -> Found:
    day = min(end, school.as_of)
    journals: dict[tuple[str, str, str], list[Row]] = {}
    for row in school.standing("lessons.csv"):
        on = date.fromisoformat(row["date"])
        inside = took_place(row) and start <= on <= min(end, school.as_of)
        if inside and lives_by(school, term, school.class_of_journal(row)):
            journals.setdefault((row.get("group_id", ""), row.get("class_id", ""), row["subject"]), []).append(row)
    cells: dict[tuple[str, str], tuple[str, str, str]] = {}
    for key in sorted(journals):
        for pupil in school.pupils(key[1], key[0], day):
            cells[pupil, key[2]] = key
    for (pupil, subject), key in cells.items():
        rows = sorted(journals[key], key=lambda row: (row["date"], int(row.get("number") or 0), row["lesson_id"]))
        yield from one_mark(school, term, rows, pupil, day)
        del subject


def mark_teacher(school: TwinSchool, rows: list[Row], day: date) -> str:
    """Who has the load on the day and gave a lesson of it; else who gave the last one, while in post."""
    last = rows[-1]
    group, klass = last.get("group_id", ""), last.get("class_id", "")
    loads = [
        row
        for row in school.files.get("loads.csv", ())
        if row["subject"] == last["subject"] and school.held_on(row, day) and row.get("group_id", "") == group
    ]
    loads = [row for row in loads if group or row.get("class_id", "") == klass]
    loads.sort(key=lambda row: (row.get("from", ""), row["teacher_id"]))
    loaded = loads[-1]["teacher_id"] if loads else ""
    gave = [row["actual_teacher_id"] for row in rows if row.get("actual_teacher_id")]
    if loaded in gave or not gave:
        return loaded
    return gave[-1] if not loaded or school.in_post(gave[-1], day) else loaded


def is_not_attested(value: str) -> bool:
    return "".join(char for char in value.lower() if char.isalpha()) == "на" and not has_digit(value)


def one_mark(school: TwinSchool, term: Row, rows: list[Row], pupil: str, day: date) -> Found:
    start, end = date.fromisoformat(term["from"]), date.fromisoformat(term["to"])
    klass, subject = rows[0].get("class_id", ""), rows[0]["subject"]
    teacher = mark_teacher(school, rows, day)
    told = [
        row
        for row in versions(school, "term_marks.csv", pupil_id=pupil, subject=subject, term_id=term["term_id"])
        if row.get("kind", "") in ("", "term")
    ]
    values = []
    for row in told:
        value = row.get("value", "").strip()
        without_reason = is_not_attested(value) and not row.get("reason", "").strip()
        values.append((row, "" if without_reason else value))
    first = first_time(school, values, lambda value: not value.strip())
    standing = values[-1][1] if values else ""
    locked = date.fromisoformat(term["lock_on"]) if term.get("lock_on") else None
    changed = changed_at(school, values, locked)
    norm = school.norm("k", end)
    asked = norm is not None and first is not None and has_digit(standing) and school.has("marks.csv")
    have = sum(
        (mark["pupil_id"], lesson["subject"]) == (pupil, subject)
        and start <= date.fromisoformat(lesson["date"]) <= end
        and counts(mark)
        for mark, lesson, _ in mark_rows(school)
    )
    few = asked and norm is not None and have < int(norm["value"])
    bare = bool(told) and not standing and told[-1].get("value", "").strip() != ""
    advisory = (end - max(start, school.in_force)).days + 1 < ((end - start).days + 1) * 0.5
    if few and (not (norm and norm.get("source")) or mostly_away(school, rows, pupil)):
        advisory = True
    if changed is not None:
        first = changed
    yield (
        f"{term['term_id']} {pupil} {subject}",
        teacher or None,
        status(
            school,
            Case(
                due(school, "N_term", end, klass, of=teacher),
                None if few else first,
                unbound=bool(teacher) and not school.in_post(teacher, day),
                inapplicable=school.ungraded(rows[0]),
                unknown=not teacher or (first is not None and first.at is None and not few),
                part=bare or (few and have > 0),
                until=locked,
                advisory=advisory,
            ),
        ),
    )


def changed_at(school: TwinSchool, values: list[tuple[Row, str]], locked: date | None) -> First | None:
    """When the value that stands replaced another that stood on the day of the lock."""
    if not values or locked is None or not values[-1][1]:
        return None
    days = [(school.local(school.moment(row)), value) for row, value in values]
    at_lock = [value for day, value in days if day is None or day <= locked]
    place = len(values) - 1
    while place > 0 and values[place - 1][1] == values[-1][1]:
        place -= 1
    came = school.local(school.moment(values[place][0]))
    if came is None or came <= locked or not at_lock or not at_lock[-1] or at_lock[-1] == values[-1][1]:
        return None
    return First(school.moment(values[place][0]))


def mostly_away(school: TwinSchool, rows: list[Row], pupil: str) -> bool:
    missed = 0
    for row in rows:
        day = date.fromisoformat(row["date"])
        there = pupil in school.pupils(row.get("class_id", ""), row.get("group_id", ""), day)
        if not there or code(school, row["lesson_id"], pupil) in (*AWAY, "exempt"):
            missed += 1
    return missed > len(rows) * 0.5
