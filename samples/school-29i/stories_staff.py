"""Stories of absent teachers, plans, copies and signatures."""

from __future__ import annotations

import hashlib
from datetime import date
from typing import TYPE_CHECKING

from base import parts, place
from model import ABSENT, IN_TIME, LATE, VIOLATED, Lesson, told

if TYPE_CHECKING:
    from base import School
    from model import Expected

DEPUTY, ADMINISTRATOR = "p02", "p03"


def absent_teachers(school: School) -> None:
    """Lessons of teachers who were away: every way of recording them, and of not recording them."""

    def on(day: str, hour: int) -> str:
        return school.moment(date.fromisoformat(day), hour)

    def away(person: str, first: str, last: str, reason: str) -> None:
        school.add(
            "staff_absences.csv", person_id=person, from_=first, to_=last, reason=reason, document="листок" if reason == "болезнь" else "",
            recorded_at=on(first, 7),
        )  # fmt: skip

    def missed(lesson: Lesson, expects: Expected, without: Expected | None = None) -> None:
        told_without = (without or expects, False)
        school.expect("D3", f"{lesson.slot_id} {lesson.day}", DEPUTY, expects, without=told_without)

    def replaced(lesson: Lesson, teacher: str | None, order: str, recorded: str, *, by_lesson: bool = False) -> Lesson:
        lesson.status, lesson.teacher = "replaced", teacher
        lesson.expects.setdefault("S1", IN_TIME)
        school.add(
            "substitutions.csv", lesson_id=lesson.lesson_id if by_lesson else "", slot_id="" if by_lesson else lesson.slot_id,
            date=lesson.day, from_teacher_id=lesson.planned, to_teacher_id=teacher or "p10", order_id=order, recorded_at=recorded,
        )  # fmt: skip
        return lesson

    def cancelled(lesson: Lesson, recorded: str) -> Lesson:
        lesson.status, lesson.teacher, lesson.recorded = "cancelled", None, recorded
        return lesson

    away("p05", "2023-11-20", "2023-11-22", "болезнь")
    missed(replaced(school.lesson("5Б", "Русский язык", "2023-11-20"), "p07", "з-15", on("2023-11-20", 8)), IN_TIME)
    missed(cancelled(school.lesson("9Б", "Русский язык", "2023-11-20"), on("2023-11-20", 9)), IN_TIME)
    missed(
        replaced(school.lesson("7А", "Русский язык", "2023-11-21"), "p08", "з-15", on("2023-11-23", 9), by_lesson=True),
        LATE,
    )
    missed(
        replaced(school.lesson("5Б", "Русский язык", "2023-11-22"), "p07", "з-16", on("2023-11-23", 9)), IN_TIME, LATE
    )
    nobody = school.lesson("10А", "Русский язык", "2023-11-22")
    nobody.exists = False
    nobody.expects["S1"] = ABSENT
    missed(nobody, VIOLATED)
    away("p10", "2023-11-30", "2023-11-30", "вызов в администрацию")
    missed(school.lesson("9Б", "Химия", "2023-11-30"), told("NEEDS_ATTESTATION", "CONTRADICTION"))
    away("p03", "2023-12-05", "2023-12-05", "курсы")
    empty = replaced(school.lesson("9Б", "Информатика", "2023-12-05"), None, "з-17", on("2023-12-04", 16))
    empty.expects["S1"] = told("NOT_ASSESSABLE", "NO_BEARER")
    missed(empty, told("PARTIAL", "NOBODY_TAUGHT"))
    away("p04", "2023-12-08", "2023-12-08", "болезнь")
    missed(
        replaced(school.lesson("7А", "Математика", "2023-12-08"), "p11", "", on("2023-12-08", 8)),
        told("PARTIAL", "NO_ORDER"),
    )
    # lessons of the class were off for the quarantine anyway
    away("p08", "2023-12-14", "2023-12-14", "болезнь")
    away("p09", "2023-12-27", "2024-01-09", "болезнь")
    school.add("leaves.csv", person_id="p09", kind="sickness", from_="2023-12-27", to_="2024-01-09", document="листок")
    missed(
        replaced(school.lesson("7А", "Физическая культура", "2023-12-28"), "p08", "з-19", on("2023-12-27", 10)), IN_TIME
    )
    missed(cancelled(school.lesson("5Б", "Физическая культура", "2023-12-29"), on("2023-12-29", 8)), IN_TIME)
    missed(cancelled(school.lesson("7А-шахматы", "Шахматы", "2023-12-29"), on("2024-01-09", 8)), IN_TIME, LATE)
    # a substitute's topic is the substitute's
    school.lesson("5Б", "Русский язык", "2023-11-22").topic = []
    school.lesson("5Б", "Русский язык", "2023-11-22").expects["S2"] = VIOLATED


def plans(school: School) -> None:
    """KTP of the whole year, 34 rows each; some come late, are short or do not come."""
    odd: dict[tuple[str, str], tuple[date | None, int, Expected]] = {
        ("7А", "Информатика"): (None, 0, VIOLATED),
        ("7А", "Биология"): (date(2023, 11, 22), 34, LATE),
        ("9Б", "История"): (date(2023, 11, 20), 34, IN_TIME),
        ("9Б", "Русский язык"): (date(2023, 9, 11), 30, told("PARTIAL", "HOURS_DIFFER")),
        ("10А", "Химия"): (date(2023, 9, 11), 34, LATE),
    }
    for load in school.data["load"]:
        who, subject = load["who"], load["subject"]
        klass, group = place(school, who)
        hours = len(load["slots"])
        if subject not in {"Шахматы", "Разговоры о важном"} and not who.endswith("-2"):
            school.add(
                "curriculum.csv",
                class_id=klass,
                subject=subject,
                hours=hours * 34,
                school_year=school.data["school"]["year"],
            )
        for teacher, start, _ in parts(load):
            on, rows, expects = odd.get((who, subject), (date(2023, 9, 11), 34, IN_TIME))
            first = 1
            if start == "2023-12-01":
                on, rows, first = date(2023, 12, 14), 34, 14
            for number in range(first, rows + 1) if on else ():
                row = (teacher, klass, group, subject, number, hours)
                late = (who, subject, number) == ("10А", "Химия", 34)
                plan_row(school, row, "1", school.moment(date(2023, 11, 27) if late else on, 20))
            school.expect("S8", f"{who} {subject}", teacher, expects)
    for number in (14, 15, 16):  # a new edition after the quarantine
        plan_row(school, ("p04", "5Б", "", "Математика", number, 3), "2", school.moment(date(2023, 12, 18), 20))


def plan_row(school: School, row: tuple[str, str, str, str, int, int], version: str, at: str) -> None:
    teacher, klass, group, subject, number, hours = row
    topics = school.data["topics"][subject]
    school.add(
        "ktp.csv", ktp_id=f"k-{teacher}-{group or klass}-{subject}-{number}-{version}".replace(" ", "_"), teacher_id=teacher,
        class_id=klass, group_id=group, subject=subject, number=number, topic=f"{topics[(number - 1) % len(topics)]}", hours=hours,
        version=version, recorded_at=at,
    )  # fmt: skip


def copies(school: School) -> None:
    media = (
        ("m1", "WD-1188", "external", "сейф"), ("m2", "TS-0042", "external", "кабинет 12"),
        ("m3", "WD-1188", "external", "сейф, второй раздел"), ("m4", "disk-cloud", "cloud", "облако"),
    )  # fmt: skip
    for medium, serial, kind, where in media:
        school.add("media.csv", medium_id=medium, serial=serial, kind=kind, location=where, from_="2023-09-01")
    school.add(
        "leaves.csv",
        person_id=ADMINISTRATOR,
        kind="vacation",
        from_="2023-12-30",
        to_="2024-01-08",
        document="приказ о-7",
    )

    def run(
        day: str,
        hour: int,
        medium: str,
        *,
        kind: str = "backup",
        verified: bool = True,
        covers: tuple[str, str] = ("", ""),
    ) -> None:
        on, number = date.fromisoformat(day), len(school.files["backups.csv"]) + 1
        school.add(
            "backups.csv", backup_id=f"b{number:02d}", kind=kind, started_at=school.days.at(on, hour), finished_at=school.days.at(on, hour, 25),
            medium_id=medium, sha256=hashlib.sha256(f"{number}{day}".encode()).hexdigest(), verified=str(verified).lower(),
            covers_from=covers[0], covers_to=covers[1], recorded_by=ADMINISTRATOR,
        )  # fmt: skip

    def week(day: str, expects: Expected, *, advisory: bool = False) -> None:
        school.expect("A5", day, ADMINISTRATOR, expects, advisory=advisory)

    def both(day: str, hour: int = 18) -> None:
        run(day, hour, "m1")
        run(day, hour, "m2")

    both("2023-10-28")
    week("2023-10-28", IN_TIME, advisory=True)
    both("2023-11-03")
    week("2023-10-30", IN_TIME)
    week("2023-11-06", LATE)
    both("2023-11-15")
    both("2023-11-17")
    week("2023-11-13", IN_TIME)
    run("2023-11-23", 18, "m1")
    week("2023-11-20", told("PARTIAL"))
    run("2023-12-01", 18, "m1")
    run("2023-12-01", 18, "m3")
    week("2023-11-27", told("PARTIAL"))
    week("2023-12-04", VIOLATED)
    run("2023-12-15", 18, "m1")
    run("2023-12-15", 18, "m2", verified=False)
    run("2023-12-15", 18, "m4")
    week("2023-12-11", told("PARTIAL", "UNVERIFIED"))
    both("2023-12-24", 23)
    week("2023-12-18", IN_TIME)
    both("2023-12-28")
    week("2023-12-25", IN_TIME)
    week("2024-01-01", told("NOT_BOUND", "ON_LEAVE"))
    week("2024-01-08", told("DUE_SOON"))
    october, november, december = (
        ("2023-10-28", "2023-10-31"),
        ("2023-11-01", "2023-11-30"),
        ("2023-12-01", "2023-12-31"),
    )
    for medium in ("m1", "m2"):
        run("2023-11-01", 19, medium, kind="archive", covers=october)
        run("2023-12-05", 22, medium, kind="archive", covers=november, verified=medium == "m1")
        run("2024-01-09", 19, medium, kind="archive", covers=december)
    school.expect("A6", "2023-10-28", ADMINISTRATOR, IN_TIME, advisory=True)
    school.expect("A6", "2023-11-01", ADMINISTRATOR, told("PARTIAL", "UNVERIFIED"))
    school.expect("A6", "2023-12-01", ADMINISTRATOR, LATE)
    school.expect("A6", "2024-01-01", ADMINISTRATOR, told("NOT_YET_DUE"))


def signatures(school: School) -> None:
    """The order binds its administrator, the teachers, the class teachers and the deputy."""
    signed: dict[str, tuple[str, Expected]] = {
        person: ("2023-10-30", IN_TIME) for person in school.data["staff"] if person != "p01"
    }
    signed["p10"] = ("2023-11-02", IN_TIME)
    signed["p08"] = ("2023-11-06", LATE)
    signed["p09"] = ("", told("NEEDS_ATTESTATION", "ACK_UNSIGNED"))
    signed["p11"] = ("-", told("NEEDS_ATTESTATION", "ACK_MISSING"))
    for person, (day, expects) in signed.items():
        school.expect("O5", "", person, expects)
        if day != "-":
            confirmed = "p01" if day else ""
            school.add(
                "acknowledgements.csv", order_id="order-29i", person_id=person, signed_on=day, document="лист ознакомления", confirmed_by=confirmed
            )  # fmt: skip
    school.expect("D5", "учитель", DEPUTY, told("NEEDS_ATTESTATION", "SELF_CONTROL"), advisory=True)
