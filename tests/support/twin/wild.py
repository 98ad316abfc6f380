"""Schools made by chance: small, crowded with oddities, the same for the same seed."""

from __future__ import annotations

import random
from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

Row = dict[str, str]
DAY = timedelta(days=1)
ZONE = ZoneInfo("Asia/Chita")
IN_FORCE = date(2023, 10, 28)
FIRST, LAST = date(2023, 10, 23), date(2023, 12, 20)
TEACHERS = ("t1", "t2", "t3", "t4")
CLASSES = {"7А": "7", "1А": "1", "9Б": "9"}
SUBJECTS = ("Математика", "История", "Химия")
NORMS = {
    "N_date": "SCHOOL_DAY",
    "N_topic": "SCHOOL_DAY",
    "N_att": "SCHOOL_DAY",
    "N_cur": "SCHOOL_DAY",
    "N_hw": "SCHOOL_DAY",
    "N_wr": "SCHOOL_DAY",
    "N_wr.диктант": "SCHOOL_DAY",
    "N_term": "SCHOOL_DAY",
    "N_ktp": "SCHOOL_DAY",
    "N_sub": "SCHOOL_DAY",
    "N_arch": "CALENDAR",
    "k": "MARK",
    "k_density": "MARK",
    "L": "LESSON",
}
SMALL = {"k": (1, 2), "k_density": (1, 1), "L": (1, 2, 3), "N_term": (-2, -1, 0, 1), "N_ktp": (3, 8)}


@dataclass
class Wild:
    rng: random.Random
    files: dict[str, list[Row]] = field(default_factory=lambda: defaultdict(list))

    def often(self, share: float) -> bool:
        return self.rng.random() < share

    def at(self, day: date, spread: int = 6) -> str:
        """A moment on the day or some days after; sometimes near midnight."""
        later = self.rng.choice((0, 0, 0, 1, 2, self.rng.randrange(spread + 1)))
        hour = self.rng.choice((8, 12, 15, 23))
        moment = time(hour, self.rng.randrange(60), self.rng.randrange(60), self.rng.randrange(1_000_000))
        return datetime.combine(day + DAY * later, moment, ZONE).isoformat()

    def add(self, file: str, **row: object) -> Row:
        names = {"from_": "from", "to_": "to"}
        found = {names.get(key, key): str(value) for key, value in row.items() if value is not None}
        self.files[file].append(found)
        return found

    def versions(self, file: str, day: date, values: list[str], **row: object) -> None:
        """Versions of one text, each later than the one before."""
        at = datetime.fromisoformat(self.at(day))
        for value in values:
            self.add(file, **row, value=value, recorded_at=at.isoformat())
            at += self.rng.choice((timedelta(minutes=5), timedelta(hours=30), timedelta(days=4)))


def wild_school(seed: int) -> dict[str, list[Row]]:
    wild = Wild(random.Random(seed))  # noqa: S311 - invented schools, nothing to guard
    frame(wild)
    people(wild)
    teaching(wild)
    lessons(wild)
    terms(wild)
    plans(wild)
    copies(wild)
    for name in list(wild.files):
        wild.rng.shuffle(wild.files[name])
        if name not in {"people.csv", "classes.csv", "lessons.csv", "media.csv"} and wild.often(0.01):
            del wild.files[name]
    return dict(wild.files)


def frame(wild: Wild) -> None:
    day = date(2023, 9, 1)
    while day <= LAST + DAY * wild.rng.choice((0, 3, 40)):
        vacation = date(2023, 10, 28) <= day <= date(2023, 11, 6)
        kind = "vacation" if vacation else "holiday" if day.weekday() >= 5 else "school"
        if kind == "school" and wild.often(0.04):
            kind = wild.rng.choice(("holiday", "remote", "cancelled", "quarantine"))
        wild.add("calendar.csv", date=day, kind=kind, class_id="")
        day += DAY
    if wild.often(0.5):
        for number in range(3):
            wild.add(
                "calendar.csv",
                date=date(2023, 11, 14) + DAY * number,
                kind=wild.rng.choice(("quarantine", "remote", "school")),
                class_id="7А",
            )
    for key, unit in NORMS.items():
        if wild.often(0.85):
            norm(wild, key, unit)


def norm(wild: Wild, key: str, unit: str) -> None:
    choices = SMALL.get(key, (0, 1, 2, 3))
    source = "Положение" if wild.often(0.8) else ""
    kind = wild.rng.choice((unit, unit, "CALENDAR", "WORKING")) if unit == "SCHOOL_DAY" else unit

    def spell(first: str, last: str, told: str) -> None:
        value = wild.rng.choice(choices)
        wild.add("parameters.csv", key=key, value=value, unit=kind, from_=first, to_=last, source=told)

    if wild.often(0.2) and key not in {"L", "k_density"}:
        spell("2023-09-01", "2023-11-15", source)
        spell("2023-11-16", "", "Положение")
    else:
        spell("2023-09-01", "", source)


def people(wild: Wild) -> None:
    for person in (*TEACHERS, "d1", "d2", "a1", "a2"):
        wild.add("people.csv", person_id=person, kind="staff", surname=f"Фамилия-{person}")
    for klass, grade in CLASSES.items():
        wild.add("classes.csv", class_id=klass, name=klass, grade=grade, school_year=wild.rng.choice(("2023/2024", "")))
    for teacher in TEACHERS:
        if wild.often(0.7):
            gone = "2023-11-20" if teacher == "t4" and wild.often(0.5) else ""
            wild.add("posts.csv", person_id=teacher, post="teacher", from_="2023-09-01", to_=gone)
    holders(wild, "deputy", "d1", "d2")
    holders(wild, "administrator", "a1", "a2")
    leaves(wild)
    pupils(wild)


def leaves(wild: Wild) -> None:
    for person in ("t1", "t2", "d1", "a1"):
        if wild.often(0.4):
            start = date(2023, 11, 1) + DAY * wild.rng.randrange(40)
            last = "" if wild.often(0.1) else start + DAY * wild.rng.randrange(12)
            wild.add("leaves.csv", person_id=person, kind="sickness", from_=start, to_=last)


def pupils(wild: Wild) -> None:
    for number in range(9):
        pupil, klass = f"u{number}", ("7А", "7А", "7А", "7А", "9Б", "9Б", "9Б", "1А", "1А")[number]
        wild.add("people.csv", person_id=pupil, kind="pupil", surname=f"Ученик-{number}")
        moved = date(2023, 11, 20) if wild.often(0.15) else None
        wild.add("enrolments.csv", pupil_id=pupil, class_id=klass, from_="2023-09-01", to_=moved - DAY if moved else "")
        if moved and wild.often(0.6):
            wild.add("enrolments.csv", pupil_id=pupil, class_id="9Б" if klass == "7А" else "7А", from_=moved, to_="")


def holders(wild: Wild, post: str, one: str, other: str) -> None:
    shape = wild.rng.choice(("nobody", "one", "handover", "both", "gap"))
    if shape in {"one", "both"}:
        wild.add("posts.csv", person_id=one, post=post, from_="2023-09-01", to_="")
    if shape == "both":
        wild.add("posts.csv", person_id=other, post=post, from_="2023-10-01", to_="")
    if shape in {"handover", "gap"}:
        wild.add("posts.csv", person_id=one, post=post, from_="2023-09-01", to_="2023-11-14")
        wild.add(
            "posts.csv", person_id=other, post=post, from_="2023-11-15" if shape == "handover" else "2023-11-25", to_=""
        )


def teaching(wild: Wild) -> None:
    """Loads, groups and the timetable; a load of 7А may pass to another teacher."""
    wild.add("groups.csv", group_id="г1", class_id="7А", subject="Математика", kind="split", name="первая")
    wild.add(
        "groups.csv", group_id="кружок", class_id="7А", subject="Математика", kind="extracurricular", name="кружок"
    )
    for pupil in ("u0", "u1"):
        wild.add("group_members.csv", group_id="г1", pupil_id=pupil, from_="2023-09-01", to_="")
    wild.add("group_members.csv", group_id="кружок", pupil_id="u2", from_="2023-09-01", to_="")
    number = 0
    for klass in CLASSES:
        for subject in (*SUBJECTS, "Разговоры о важном") if klass == "9Б" else SUBJECTS[: 1 if klass == "1А" else 3]:
            for group in ("", "г1", "кружок") if (klass, subject) == ("7А", "Математика") else ("",):
                number += 1
                journal(wild, klass, subject, group, number)


def journal(wild: Wild, klass: str, subject: str, group: str, number: int) -> None:
    teacher = wild.rng.choice(TEACHERS)
    common = {"class_id": klass, "group_id": group, "subject": subject}
    start = wild.rng.choice(("2023-09-01", "2023-09-01", "2023-11-13"))
    changes = wild.often(0.2) and start == "2023-09-01"
    spans = [(teacher, start, "2023-11-21" if changes else "")]
    if changes:
        spans.append((wild.rng.choice(TEACHERS), "2023-11-22", ""))
    for who, first, last in spans:
        if wild.often(0.9):
            wild.add("loads.csv", teacher_id=who, from_=first, to_=last, hours_per_week=1, **common)
        wild.add(
            "timetable.csv",
            slot_id=f"с{number}",
            weekday=1 + number % 5,
            number=number,
            teacher_id=who,
            from_=first,
            to_=last,
            **common,
        )


def lessons(wild: Wild) -> None:
    for person in TEACHERS:
        while wild.often(0.6):
            start = date(2023, 11, 7) + DAY * wild.rng.randrange(35)
            last = "" if wild.often(0.05) else start + DAY * wild.rng.randrange(6)
            wild.add(
                "staff_absences.csv",
                person_id=person,
                from_=start,
                to_=last,
                reason=f"причина {start}",
                recorded_at=wild.at(start),
            )
    number = 0
    day = FIRST
    while day <= LAST:
        for slot in list(wild.files["timetable.csv"]):
            held = slot["from"] <= day.isoformat() <= (slot["to"] or "9999")
            if held and slot["weekday"] == str(day.isoweekday()) and wild.often(0.9):
                number += 1
                lesson(wild, f"у{number:03d}", slot, day)
        day += DAY


def lesson(wild: Wild, lesson_id: str, slot: Row, day: date) -> None:
    status, teacher = "held", slot["teacher_id"]
    away = any(
        row["person_id"] == teacher and row["from"] <= day.isoformat() <= (row["to"] or "9999")
        for row in wild.files["staff_absences.csv"]
    )
    if away and wild.often(0.2):
        return
    if wild.often(0.3 if away else 0.07):
        status, teacher = "cancelled", ""
    elif wild.often(0.7 if away else 0.1):
        status, teacher = "replaced", wild.rng.choice((*TEACHERS, ""))
    elif wild.often(0.02):
        teacher = ""
    legacy = wild.rng.choice(("true", "true", "true", "true", "true", "", "false"))
    common = {
        "lesson_id": lesson_id,
        "slot_id": slot["slot_id"] if wild.often(0.85) else "",
        "date": day,
        "number": slot["number"],
        "class_id": slot["class_id"],
        "group_id": slot["group_id"],
        "subject": slot["subject"],
        "recorded_at_known": legacy,
        "planned_teacher_id": slot["teacher_id"],
    }
    at = wild.at(day - DAY * wild.rng.choice((0, 0, 3)))
    if wild.often(0.1):
        wild.add("lessons.csv", **common, status="held", actual_teacher_id=slot["teacher_id"], recorded_at=at)
        at = (datetime.fromisoformat(at) + timedelta(hours=wild.rng.choice((1, 40)))).isoformat()
    wild.add("lessons.csv", **common, status=status, actual_teacher_id=teacher, recorded_at=at)
    if wild.often(0.7 if away else 0.1):
        substitution(wild, lesson_id, slot, day)
    texts(wild, lesson_id, day)
    attendance(wild, lesson_id, slot, day)
    marks(wild, lesson_id, slot, day)


def substitution(wild: Wild, lesson_id: str, slot: Row, day: date) -> None:
    by_lesson = wild.often(0.4)
    at = datetime.fromisoformat(wild.at(day - DAY))
    for _ in range(wild.rng.choice((1, 1, 2))):
        wild.add(
            "substitutions.csv",
            lesson_id=lesson_id if by_lesson else "",
            slot_id="" if by_lesson else slot["slot_id"],
            date=day,
            from_teacher_id=slot["teacher_id"] if wild.often(0.9) else "",
            to_teacher_id=wild.rng.choice((*TEACHERS, "")),
            order_id=wild.rng.choice(("з-1", "з-2", "")),
            recorded_at=at.isoformat(),
        )
        at += timedelta(hours=30)


def texts(wild: Wild, lesson_id: str, day: date) -> None:
    topic = wild.rng.choice(
        (
            ["Дроби"],
            ["Дроби"],
            ["Дроби", "Проценты"],
            ["—"],
            [],
            ["Дроби", "", "Дроби"],
            ["Дроби", " ", "Углы"],
            ["тема", "Углы"],
        )
    )
    wild.versions("lesson_texts.csv", day, topic, lesson_id=lesson_id, field="topic")
    task = wild.rng.choice((["§ 5"], ["§ 5"], [], ["§ 5", ""], ["§ 5", " ", "§ 6"]))
    wild.versions("lesson_texts.csv", day, task, lesson_id=lesson_id, field="homework")
    if wild.often(0.2):
        wild.versions("lesson_texts.csv", day, ["не задано"], lesson_id=lesson_id, field="no_homework_reason")


def attendance(wild: Wild, lesson_id: str, slot: Row, day: date) -> None:
    here = [row["pupil_id"] for row in wild.files["enrolments.csv"] if row["class_id"] == slot["class_id"]]
    shape = wild.rng.choice(("all", "all", "some", "some", "silent", "both"))
    at = wild.at(day)
    if shape in {"all", "both"}:
        wild.add("attendance.csv", lesson_id=lesson_id, pupil_id="*", code="present", recorded_at=at)
    for pupil in wild.rng.sample(here, min(len(here), wild.rng.choice((1, 2)))) if shape in {"some", "both"} else ():
        code = wild.rng.choice(("absent", "ill", "valid", "late", "exempt", "present"))
        wild.add("attendance.csv", lesson_id=lesson_id, pupil_id=pupil, code=code, recorded_at=at)
        if wild.often(0.1):
            later = (datetime.fromisoformat(at) + timedelta(hours=5)).isoformat()
            wild.add("attendance.csv", lesson_id=lesson_id, pupil_id=pupil, code="present", recorded_at=later)


def marks(wild: Wild, lesson_id: str, slot: Row, day: date) -> None:
    work = ""
    if wild.often(0.25):
        work = f"р-{lesson_id}"
        wild.add(
            "works.csv",
            work_id=work,
            lesson_id=lesson_id,
            type=wild.rng.choice(("диктант", "тест", "")),
            planned_on=day,
        )
    pupils = sorted({row["pupil_id"] for row in wild.files["enrolments.csv"] if row["class_id"] == slot["class_id"]})
    stranger = [f"u{wild.rng.randrange(9)}"] if wild.often(0.05) else []
    few = wild.rng.randrange(len(pupils) + 1)
    for pupil in [*wild.rng.sample(pupils, len(pupils) if work and wild.often(0.6) else few), *stranger]:
        kind = wild.rng.choice(("current", "", "current", "current", "retake", "debt", "correction", "written"))
        number = len(wild.files["marks.csv"])
        wild.versions(
            "marks.csv",
            day,
            wild.rng.choice((["4"], ["5"], ["5"], ["3", "4"], ["4", ""], ["2", "", "5"], ["зач"])),
            mark_id=f"о{number:04d}",
            lesson_id=lesson_id,
            pupil_id=pupil,
            kind="written" if work and wild.often(0.8) else kind,
            work_id=work if wild.often(0.7) else "",
            agreed_on=day + DAY * wild.rng.randrange(9) if wild.often(0.15) else "",
            recorded_at_known=wild.rng.choice(("true", "true", "", "", "false")),
        )


def terms(wild: Wild) -> None:
    shapes = (
        ("q1", "quarter", "2023-09-01", "2023-10-27", ""),
        ("q2", "quarter", "2023-11-07", wild.rng.choice(("2023-11-24", "2023-12-08", "2023-12-29")), ""),
        ("год", "year", "2023-09-01", "2024-05-31", ""),
        ("п1", "half_year", "2023-09-01", "2023-12-01", "9Б"),
    )
    for name, kind, first, last, klass in shapes:
        if name != "п1" or wild.often(0.5):
            lock = date.fromisoformat(last) + DAY * wild.rng.randrange(8) if wild.often(0.8) else ""
            wild.add(
                "terms.csv", term_id=name, kind=kind, number=1, from_=first, to_=last, class_id=klass, lock_on=lock
            )
    ends = {row["term_id"]: date.fromisoformat(row["to"]) for row in wild.files["terms.csv"]}
    for number in range(9):
        for subject in SUBJECTS:
            for term in ("q2", "п1"):
                if term in ends and wild.often(0.8):
                    values = wild.rng.choice(
                        (["4"], ["4"], ["3", "4"], ["н/а"], ["осв"], ["4", "", "4"], ["4", ""], ["н/а", "3"])
                    )
                    wild.versions(
                        "term_marks.csv",
                        ends[term] - DAY * wild.rng.choice((0, 2, 4)),
                        values,
                        pupil_id=f"u{number}",
                        class_id="7А",
                        subject=subject,
                        term_id=term,
                        kind="term",
                        reason=wild.rng.choice(("", "болел")),
                    )


def plans(wild: Wild) -> None:
    for place, load in enumerate(wild.files["loads.csv"]):
        if wild.often(0.7):
            wild.add(
                "curriculum.csv",
                class_id=load["class_id"],
                subject=load["subject"],
                hours=3,
                school_year=wild.rng.choice(("2023/2024", "", "2022/2023")),
            )
        rows = wild.rng.choice((0, 2, 3, 3, 3))
        for number in range(1, rows + 1):
            plan_row(wild, f"п{place}-{number}", load, number, 1)
        if rows and wild.often(0.3):
            plan_row(wild, f"п{place}-новый", load, 2, 2)
    kept: dict[tuple[str, str], Row] = {}
    for row in wild.files["curriculum.csv"]:
        kept.setdefault((row["class_id"], row["subject"]), row)
    wild.files["curriculum.csv"] = list(kept.values())


def plan_row(wild: Wild, name: str, load: Row, number: int, version: int) -> None:
    at = wild.at(date(2023, 11, 6) + DAY * wild.rng.choice((-40, 0, 5, 12))) if wild.often(0.95) else ""
    wild.add(
        "ktp.csv",
        ktp_id=name,
        teacher_id=load["teacher_id"],
        class_id=load["class_id"],
        group_id=load["group_id"],
        subject=load["subject"],
        number=number,
        topic=wild.rng.choice(("Тема", "Тема", "Тема", " ")),
        hours=wild.rng.choice((1, 1, 1, 1, "")),
        version=version,
        recorded_at=at,
    )


def copies(wild: Wild) -> None:
    for medium, serial, kind in (
        ("м1", "A1", "external"),
        ("м2", "B2", "external"),
        ("м3", "a 1", "external"),
        ("м4", "", "external"),
        ("м5", "C", "cloud"),
    ):
        wild.add("media.csv", medium_id=medium, serial=serial, kind=kind)
    day = IN_FORCE - DAY
    number = 0
    while day <= LAST:
        for medium in ("м1", "м2", "м3", "м4", "м5"):
            if wild.often(0.14):
                number += 1
                begun = datetime.combine(day, time(18, number % 60), ZONE)
                kind = "archive" if wild.often(0.3) else "backup"
                first, last = wild.rng.choice(
                    (("2023-10-28", "2023-10-31"), ("2023-11-01", "2023-11-30"), ("2023-10-01", "2023-12-31"), ("", ""))
                )
                wild.add(
                    "backups.csv",
                    backup_id=f"к{number:03d}",
                    kind=kind,
                    started_at=begun.isoformat(),
                    finished_at=(begun + timedelta(minutes=9)).isoformat() if wild.often(0.95) else "",
                    medium_id=medium,
                    verified=wild.rng.choice(("true", "true", "true", "false", "")),
                    covers_from=first,
                    covers_to=last,
                )
        day += DAY
