"""Checks of plans, absent teachers and copies: S8, D3, A5, A6."""

from __future__ import annotations

from calendar import monthrange
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

from support.twin.judge import Case, Due, First, counted, due, earliest, first_time, status
from support.twin.lessons import slot_days, slot_lessons, slot_substitutions, versions

if TYPE_CHECKING:
    from support.twin.lessons import Found
    from support.twin.school import Row, TwinSchool

DAY = timedelta(days=1)
MEDIA = 2
Run = tuple[datetime, date, str]
Week = tuple[date, date, str | None, int]


def plans(school: TwinSchool) -> Found:
    groups: dict[tuple[str, str, str, str], list[Row]] = {}
    for row in school.files.get("loads.csv", ()):
        klass = "" if row.get("group_id") else row.get("class_id", "")
        groups.setdefault((row["teacher_id"], klass, row.get("group_id", ""), row["subject"]), []).append(row)
    starts = {key: min(date.fromisoformat(row["from"]) for row in rows) for key, rows in groups.items()}
    for (teacher, klass, group, subject), rows in groups.items():
        start = starts[teacher, klass, group, subject]
        ended = all(row.get("to") and date.fromisoformat(row["to"]) < school.in_force for row in rows)
        day = max(start, school.in_force)
        if ended or day > school.as_of:
            continue
        behind = school.class_of_journal(rows[0])
        midyear = start > min(other for other in starts.values() if school_year(other) == school_year(start))
        circle = school.group(group).get("kind") in ("extracurricular", "additional")
        need = None if midyear or circle else curriculum(school, behind, subject)
        yield (
            f"{group or klass} {subject}",
            teacher,
            plan_status(school, (teacher, klass, group, subject), day, behind, need),
        )


def school_year(day: date) -> int:
    return day.year - (day.month < 8)


def curriculum(school: TwinSchool, klass: str, subject: str) -> float | None:
    year = next(
        (row.get("school_year", "") for row in school.files.get("classes.csv", ()) if row["class_id"] == klass), ""
    )
    found = None
    for row in sorted(school.files.get("curriculum.csv", ()), key=lambda row: row.get("school_year", "")):
        same_year = not row.get("school_year") or not year or row["school_year"] == year
        if row["class_id"] == klass and row["subject"] == subject and same_year and row.get("hours"):
            found = float(row["hours"])
    return found


def plan_status(school, key, day, behind, need):
    teacher, klass, group, subject = key
    numbers: dict[str, list[tuple[tuple[int, float, str], float | None, First]]] = {}
    for row in school.standing("ktp.csv"):
        journal = (
            "" if row.get("group_id") else row.get("class_id", ""),
            row.get("group_id", ""),
            row.get("subject", ""),
        )
        if row.get("teacher_id") != teacher or journal != (klass, group, subject):
            continue
        told = [(one, one.get("topic", "")) for one in versions(school, "ktp.csv", ktp_id=row["ktp_id"])]
        first = first_time(school, told, lambda value: not value.strip())
        if first:
            hours = float(row["hours"]) if row.get("hours") else None
            place = (int(row.get("version") or 0), first.at.timestamp() if first.at else 0, row["ktp_id"])
            numbers.setdefault(row.get("number") or row["ktp_id"], []).append((place, hours, first))
    newest = [max(rows, key=lambda one: one[0])[1] for rows in numbers.values()]
    have = sum(one for one in newest if one is not None) if all(one is not None for one in newest) else None
    compared = need is not None and have is not None
    differ = compared and bool(numbers) and have != need
    begun = [min((one[2].at for one in rows if one[2].at), default=None) for rows in numbers.values()]
    known = [at for at in begun if at]
    at = (max(known) if known and len(known) == len(begun) else None) if compared else min(known, default=None)
    filled = bool(numbers) and not differ
    return status(
        school,
        Case(
            due(school, "N_ktp", day, behind, of=teacher),
            First(at) if filled else None,
            unbound=not school.in_post(teacher, day),
            unknown=filled and at is None,
            part=differ,
        ),
    )


def missed_lessons(school: TwinSchool) -> Found:
    for slot, day, klass, away in slot_days(school):
        if away:
            yield f"{slot['slot_id']} {day}", *one_missed(school, slot, day, klass)


def one_missed(school, slot, day, klass):
    deputy = school.holder("deputy", school.deputies, day)
    lessons = slot_lessons(school, slot, day)
    cancelled = earliest(
        [
            first_time(
                school,
                [
                    (row, "yes" if row["status"] == "cancelled" else "")
                    for row in versions(school, "lessons.csv", lesson_id=one["lesson_id"])
                ],
                lambda value: not value,
            )
            for one in lessons
        ]
    )
    facts: dict[tuple[str, ...], list[Row]] = {}
    for row in slot_substitutions(school, slot, day, "every version"):
        facts.setdefault((row.get("slot_id", ""), row.get("lesson_id", "")), []).append(row)
    whole = earliest(
        [
            first_time(
                school,
                [(row, "yes" if row.get("to_teacher_id") and row.get("order_id") else "") for row in rows],
                lambda value: not value,
            )
            for rows in facts.values()
        ]
    )
    given = [row for row in lessons if row["status"] in ("held", "replaced")]
    lesson = min(lessons, key=lambda row: row["lesson_id"], default=None)
    nobody = lesson in given and lesson is not None and not lesson.get("actual_teacher_id")
    lacking = any(
        not (row.get("to_teacher_id") and row.get("order_id")) for row in slot_substitutions(school, slot, day)
    )
    part = nobody if whole else lacking
    filled = cancelled is not None or (whole is not None and not part)
    first = earliest([cancelled, whole]) if filled else None
    himself = lesson is not None and lesson in given and lesson.get("actual_teacher_id") == slot.get("teacher_id")
    if school.norm("N_sub", day) is not None:
        limit = due(school, "N_sub", day, klass, of=deputy or "")
    else:
        limit = counted(school, day, 0, "SCHOOL_DAY", klass, deputy or "")
    return deputy, status(
        school,
        Case(
            limit,
            first,
            unbound=deputy is None,
            unknown=filled and (first is None or first.at is None),
            attest=himself and not filled,
            part=bool(part),
        ),
    )


# copies


def runs(school: TwinSchool, kind: str) -> list[tuple[datetime, date, str, Row]]:
    """Finished runs on external media with a serial number, in time order."""
    media = {row["medium_id"]: row for row in school.files.get("media.csv", ())}
    found = []
    for row in school.files.get("backups.csv", ()):
        medium = media.get(row.get("medium_id", ""), {})
        serial = medium.get("serial", "").lower().replace("ё", "е").replace(" ", "")
        done = row.get("finished_at") and datetime.fromisoformat(row["finished_at"]) <= school.known
        if row["kind"] == kind and done and medium.get("kind") == "external":
            at = datetime.fromisoformat(row["started_at"])
            found.append((at, at.astimezone(school.zone).date(), serial, row))
    return sorted(found, key=lambda one: (one[0], one[3]["backup_id"]))


def stretches(school: TwinSchool, first: date, last: date) -> list[Week]:
    """(from, to, holder, days without leave) of a period, cut where the holder changes."""
    found: list[Week] = []
    day = first
    while day <= last:
        holder = school.holder("administrator", school.administrators, day)
        works = int(holder is None or not school.on_leave(holder, day))
        if found and found[-1][2] == holder:
            start, _, _, count = found[-1]
            found[-1] = (start, day, holder, count + works)
        else:
            found.append((day, day, holder, works))
        day += DAY
    return found


def backups(school: TwinSchool) -> Found:
    """Two media every week; a run serves its own week, what is left over cures the earliest earlier one."""
    weeks = []
    day = school.in_force
    while day <= school.as_of:
        sunday = day + DAY * (6 - day.weekday())
        weeks += stretches(school, day, sunday)
        day = sunday + DAY
    given = allot(school, weeks)
    spoiled = [on for _, on, _, row in runs(school, "backup") if row.get("verified") != "true"]
    for place, (first, last, holder, working) in enumerate(weeks):
        if first <= school.as_of:
            acts = sorted(given[place])
            unverified = any(first <= on <= last for on in spoiled)
            bound = holder is not None and working > 0
            case = Case(
                Due(last, last - 2 * DAY),
                First(acts[-1][0]) if len(acts) == MEDIA else None,
                unbound=not bound,
                part=bool(acts) or unverified,
                advisory=bound and working < 7 / 2,
            )
            yield first.isoformat(), holder, status(school, case)


def allot(school: TwinSchool, weeks: list[Week]) -> list[list[Run]]:
    """Runs given to each week."""
    good: list[Run] = []
    for at, on, serial, row in runs(school, "backup"):
        if row.get("verified") == "true" and serial and (at, on, serial) not in good:
            good.append((at, on, serial))
    given: list[list[Run]] = [[] for _ in weeks]

    def takes(place: int, act: Run) -> bool:
        bound = weeks[place][2] is not None and weeks[place][3] > 0
        return bound and len(given[place]) < MEDIA and act[2] not in [one[2] for one in given[place]]

    left = []
    for act in good:
        own = [place for place, week in enumerate(weeks) if week[0] <= act[1] <= week[1]]
        if own and takes(own[0], act):
            given[own[0]].append(act)
        else:
            left.append(act)
    for act in left:
        earlier = [place for place, week in enumerate(weeks) if week[1] < act[1] and takes(place, act)]
        if earlier:
            given[earlier[0]].append(act)
    return given


def archives(school: TwinSchool) -> Found:
    day = school.in_force
    while day <= school.as_of:
        length = monthrange(day.year, day.month)[1]
        end = day.replace(day=length)
        _, _, holder, _ = stretches(school, day, end)[-1]
        covering = [
            (at, serial, row)
            for at, _, serial, row in runs(school, "archive")
            if serial
            and row.get("covers_from")
            and row.get("covers_to")
            and row["covers_from"] <= day.isoformat()
            and row["covers_to"] >= end.isoformat()
        ]
        first: dict[str, datetime] = {}
        for at, serial, row in covering:
            if row.get("verified") == "true":
                first.setdefault(serial, at)
        times = list(first.values())[:2]
        yield (
            day.isoformat(),
            holder,
            status(
                school,
                Case(
                    due(school, "N_arch", end),
                    First(times[1]) if len(times) == 2 else None,
                    unbound=holder is None,
                    part=bool(covering),
                    advisory=(end - day).days + 1 < length * 0.5,
                ),
            ),
        )
        day = end + DAY
