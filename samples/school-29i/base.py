"""The school as it should be: people, loads, lessons, attendance, marks, plans; stories spoil it later."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, Any

from model import Cell, Expected, Lesson, Mark

if TYPE_CHECKING:
    import random
    from collections.abc import Iterator

    from days import Days

Rows = dict[str, list[dict[str, str]]]
QUARTER = (date(2023, 11, 7), date(2023, 12, 29))
ENOUGH = 4
WINDOW = 4
WITHOUT_MARKS = frozenset({"Разговоры о важном", "Шахматы"})


@dataclass
class School:
    data: dict[str, Any]
    days: Days
    rng: random.Random
    files: Rows = field(default_factory=lambda: defaultdict(list))
    lessons: list[Lesson] = field(default_factory=list)
    marks: list[Mark] = field(default_factory=list)
    pupils: dict[str, list[str]] = field(default_factory=dict)
    enrolled: dict[str, tuple[str, date, date]] = field(default_factory=dict)
    cells: list[Cell] = field(default_factory=list)
    sparing: dict[tuple[str, str, str], int] = field(default_factory=dict)
    """(journal, subject, pupil) → how many marks that pupil gets instead of enough."""
    silent_windows: dict[tuple[str, str, int], Expected] = field(default_factory=dict)
    """(journal, subject, ordinal) of windows in which nobody gets a mark → what must be found."""
    half_windows: set[tuple[str, str, int]] = field(default_factory=set)
    late_windows: set[tuple[str, str, int]] = field(default_factory=set)

    @property
    def as_of(self) -> date:
        return date.fromisoformat(self.data["days"]["as_of"])

    def moment(self, day: date, hour: int = 14) -> str:
        return self.days.at(day, hour, self.rng.randrange(60), self.rng.randrange(60))

    def add(self, file: str, **row: object) -> None:
        names = {"from_": "from", "to_": "to"}
        self.files[file].append({names.get(key, key): str(value) for key, value in row.items() if value is not None})

    def expect(self, check: str, what: str, bearer: str | None, expects: Expected, **more: Any) -> None:
        self.cells.append(Cell(check, what, bearer, expects, **more))

    def lesson(self, journal: str, subject: str, day: str) -> Lesson:
        on = date.fromisoformat(day)
        found = [item for item in self.lessons if (item.journal, item.subject, item.day) == (journal, subject, on)]
        if len(found) != 1:
            raise SystemExit(f"no single lesson: {journal} {subject} {day}")
        return found[0]

    def in_journal(self, lesson: Lesson) -> list[str]:
        """Pupils of the lesson's class or group that day."""
        pupils = self.pupils[lesson.journal]
        return [one for one in pupils if self.enrolled[one][1] <= lesson.day <= self.enrolled[one][2]]

    def present(self, lesson: Lesson) -> list[str]:
        return [one for one in self.in_journal(lesson) if one not in (lesson.absent or {})]

    def mark(self, lesson: Lesson, pupil: str, value: str | None = None, at: str = "", **more: Any) -> Mark:
        value = value or str(self.rng.choice((3, 4, 4, 5, 5)))
        found = Mark("", lesson, pupil, [(value, at or self.moment(lesson.day))], **more)
        self.marks.append(found)
        return found

    def marked(self, pupil: str, subject: str) -> int:
        """Marks that count for the pupil's quarter."""
        return sum(
            (one.pupil, one.lesson.subject) == (pupil, subject)
            and QUARTER[0] <= one.lesson.day <= QUARTER[1]
            and one.kind in {"current", "written"}
            for one in self.marks
        )


def people(school: School) -> None:
    for person_id, (name, *posts) in school.data["staff"].items():
        person(school, person_id, "staff", name)
        for post, title in zip(posts[::2], posts[1::2], strict=True):
            school.add("posts.csv", person_id=person_id, post=post, title=title, from_="2023-09-01")
    number = 0
    for klass, names in school.data["classes"].items():
        grade = school.data["grades"][klass]
        year = school.data["school"]["year"]
        school.add("classes.csv", class_id=klass, name=klass, school_year=year, grade=grade)
        teacher = school.data["class_teachers"][klass]
        school.add("class_teachers.csv", class_id=klass, person_id=teacher, from_="2023-09-01")
        for name in names:
            number += 1
            enrol(school, f"u{number:02d}", klass, name, date(2023, 9, 1), date.max)
    for group, (klass, subject, kind, places) in school.data["groups"].items():
        school.add(
            "groups.csv", group_id=group, class_id=klass, subject=subject, kind=kind, name=group.split("-", 1)[1]
        )
        school.pupils[group] = [school.pupils[klass][place] for place in places]
        for pupil in school.pupils[group]:
            school.add("group_members.csv", group_id=group, pupil_id=pupil, from_="2023-09-01")


def person(school: School, person_id: str, kind: str, name: str) -> None:
    surname, given, *rest = name.split()
    sex = "ж" if name.endswith("на") else "м"
    school.add(
        "people.csv",
        person_id=person_id,
        kind=kind,
        surname=surname,
        given_name=given,
        patronymic=" ".join(rest),
        sex=sex,
    )


def enrol(school: School, pupil: str, klass: str, name: str, first: date, last: date) -> None:
    person(school, pupil, "pupil", name)
    school.pupils.setdefault(klass, []).append(pupil)
    school.enrolled[pupil] = (klass, first, last)


def enrolments(school: School) -> None:
    for pupil, (klass, first, last) in school.enrolled.items():
        school.add(
            "enrolments.csv",
            pupil_id=pupil,
            class_id=klass,
            from_=first,
            to_="" if last == date.max else last,
            recorded_at=school.days.at(max(first, date(2023, 9, 1)), 9),
        )


def parts(load: dict[str, Any]) -> Iterator[tuple[str, str, str]]:
    """(teacher, from, to) of a load that may pass to another."""
    yield load["teacher"], "2023-09-01", load.get("to", "")
    if "next" in load:
        yield load["next"], "2023-12-01", ""


def place(school: School, who: str) -> tuple[str, str]:
    """(class, group) behind a name of `[[load]]`."""
    return (school.data["groups"][who][0], who) if who in school.data["groups"] else (who, "")


def timetable(school: School) -> None:
    for load in school.data["load"]:
        klass, group = place(school, load["who"])
        for teacher, first, last in parts(load):
            subject, hours = load["subject"], len(load["slots"])
            common = {"class_id": klass, "group_id": group, "subject": subject, "from_": first, "to_": last}
            school.add("loads.csv", teacher_id=teacher, hours_per_week=hours, **common)
            for weekday, number in load["slots"]:
                slot_id = f"{load['who']}-{weekday}-{number}"
                school.add(
                    "timetable.csv", slot_id=slot_id, weekday=weekday, number=number, teacher_id=teacher, **common
                )


def lessons(school: School) -> None:
    number = 0
    start = QUARTER[0]
    for day in (item for item in school.days.kinds if start <= item <= school.as_of):
        rows = [row for row in school.files["timetable.csv"] if int(row["weekday"]) == day.isoweekday()]
        for row in sorted(rows, key=lambda row: (row["class_id"], int(row["number"]), row["group_id"])):
            held = row["from"] <= day.isoformat() <= (row["to"] or "9999")
            if held and school.days.is_school(day, row["class_id"]):
                number += 1
                school.lessons.append(usual_lesson(school, f"L{number:03d}", row, day))


def usual_lesson(school: School, lesson_id: str, row: dict[str, str], day: date) -> Lesson:
    return Lesson(
        lesson_id=lesson_id,
        slot_id=row["slot_id"],
        day=day,
        number=int(row["number"]),
        klass=row["class_id"],
        group=row["group_id"],
        subject=row["subject"],
        planned=row["teacher_id"],
        teacher=row["teacher_id"],
        recorded=school.moment(day, 13),
        attendance_at=school.moment(day, 13),
    )


def absences(school: School) -> None:
    """Now and then one of the last pupils of a class is away for a whole day."""
    for klass, names in school.data["classes"].items():
        often = school.pupils[klass][len(names) - max(1, len(names) // 5) : len(names)]
        for day in school.days.school(klass):
            if school.rng.random() < 0.2:
                pupil, code = school.rng.choice(often), school.rng.choice(("absent", "ill", "valid"))
                for lesson in school.lessons:
                    if lesson.klass == klass and lesson.day == day and pupil in school.in_journal(lesson):
                        lesson.absent = {**(lesson.absent or {}), pupil: code}


def windows(school: School) -> dict[tuple[str, str, str], list[list[Lesson]]]:
    """(journal, subject, teacher) → full runs of lessons, in order."""
    grouped: dict[tuple[str, str, str], list[Lesson]] = defaultdict(list)
    for lesson in sorted(school.lessons, key=lambda one: (one.day, one.number, one.lesson_id)):
        if lesson.took_place and lesson.day >= date(2023, 10, 28):
            grouped[lesson.journal, lesson.subject, lesson.teacher or ""].append(lesson)
    return {
        key: [held[start : start + WINDOW] for start in range(0, len(held) - WINDOW + 1, WINDOW)]
        for key, held in grouped.items()
    }


def marks(school: School) -> None:
    """One mark for everybody in every run of lessons, then more until there are enough for the quarter."""
    thin = school.silent_windows.keys() | school.half_windows | school.late_windows
    closed: set[str] = set()
    for (journal, subject, _), runs in sorted(windows(school).items()):
        for ordinal, run in enumerate(runs if graded(school, journal, subject) else ()):
            mark_run(school, (journal, subject, ordinal), run)
            if (journal, subject, ordinal) in thin:
                closed |= {lesson.lesson_id for lesson in run}
    for held in open_lessons(school, closed).values():
        for pupil in school.pupils[held[0].journal]:
            top_up(school, pupil, held)


def open_lessons(school: School, closed: set[str]) -> dict[tuple[str, str], list[Lesson]]:
    """(journal, subject) → lessons of the quarter at which more marks may be given."""
    journals: dict[tuple[str, str], list[Lesson]] = defaultdict(list)
    for lesson in school.lessons:
        usual = lesson.took_place and not lesson.legacy and lesson.lesson_id not in closed
        if usual and QUARTER[0] <= lesson.day <= QUARTER[1] and graded(school, lesson.journal, lesson.subject):
            journals[lesson.journal, lesson.subject].append(lesson)
    return journals


def graded(school: School, journal: str, subject: str) -> bool:
    klass, _ = place(school, journal)
    return school.data["grades"][klass] > 1 and subject not in WITHOUT_MARKS


def mark_run(school: School, key: tuple[str, str, int], run: list[Lesson]) -> None:
    journal, subject, _ = key
    if key in school.silent_windows:
        return
    pupils = sorted({pupil for lesson in run for pupil in school.present(lesson)})
    if key in school.half_windows:
        pupils = pupils[: len(pupils) // 2]
    asked = [pupil for pupil in pupils if (journal, subject, pupil) not in school.sparing]
    spared = len(pupils) - len(asked) if key not in school.half_windows else 0
    for pupil in [*asked, *asked[:spared]]:
        possible = [one for one in run if pupil in school.present(one) and not one.legacy]
        if key in school.late_windows:
            late = school.days.after(run[-1].day, 4, run[-1].klass)
            school.mark(run[-1], pupil, at=school.moment(late), expects=("LATE", None))
        elif possible:
            school.mark(school.rng.choice(possible), pupil)


def top_up(school: School, pupil: str, held: list[Lesson]) -> None:
    journal, subject = held[0].journal, held[0].subject
    enough = school.sparing.get((journal, subject, pupil), ENOUGH)
    possible = [lesson for lesson in held if pupil in school.present(lesson)]
    while possible and school.marked(pupil, subject) < enough:
        school.mark(school.rng.choice(possible), pupil)
