"""What is spoiled in the school, and what only looks spoiled; each story says what must be found in it."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from base import enrol
from model import ABSENT, CURED, LATE, UNTIMED, VIOLATED, Lesson, told

if TYPE_CHECKING:
    from base import School


def movement(school: School) -> None:
    """One pupil leaves before the quarter's end, one comes when more than half of it is over."""
    leaving = school.pupils["7А"][16]
    school.enrolled[leaving] = ("7А", date(2023, 9, 1), date(2023, 12, 15))
    enrol(school, "u90", "9Б", "Яковлев Игорь Сергеевич", date(2023, 12, 8), date.max)
    school.sparing["9Б", "Русский язык", "u90"] = 2


def topics(school: School) -> None:
    at, after = school.moment, school.days.after

    def story(journal: str, subject: str, day: str, *versions: tuple[str, date, int]) -> Lesson:
        lesson = school.lesson(journal, subject, day)
        lesson.topic = [(text, at(on, hour)) for text, on, hour in versions]
        return lesson

    def day(lesson_day: str) -> date:
        return date.fromisoformat(lesson_day)

    story("7А", "Математика", "2023-11-13").expects["S2"] = VIOLATED
    story("9Б", "Информатика", "2023-11-14", ("—", day("2023-11-14"), 15)).expects["S2"] = VIOLATED
    story("7А", "Русский язык", "2023-11-14", ("Причастный оборот", day("2023-11-17"), 9)).expects["S2"] = LATE
    # the last day allowed, over a day off and a weekend, ten minutes before midnight
    story("9Б", "Русский язык", "2023-11-23", ("Наречие", after(day("2023-11-23"), 2), 23))
    # written, wiped a day later and more, never written again
    story("9Б", "История", "2023-11-21", ("Смута", day("2023-11-21"), 15), ("", day("2023-11-27"), 15)).expects[
        "S2"
    ] = VIOLATED
    # wiped by mistake and written back the same: the first time counts
    story(
        "7А", "Биология", "2023-11-27",
        ("Мхи", day("2023-11-27"), 13), ("", day("2023-12-04"), 13), ("Мхи", day("2023-12-04"), 14),
    )  # fmt: skip
    # two days were allowed in November, one from 01.12.2023
    story("7А", "Физическая культура", "2023-11-30", ("Кувырки", day("2023-12-02"), 12))
    story("9Б", "Математика", "2023-12-01", ("Системы", day("2023-12-04"), 9)).expects["S2"] = LATE
    # the days of a quarantine are no school days of the class
    story("5Б", "Математика", "2023-12-12", ("Проценты", day("2023-12-18"), 9))
    story("7А", "Русский язык", "2023-12-28", ("Повторение", day("2024-01-11"), 9)).expects["S2"] = CURED
    story("9Б", "История", "2024-01-09", ("Первые Романовы", day("2024-01-10"), 23))
    story("9Б", "Русский язык", "2024-01-11").expects["S2"] = told("DUE_SOON")
    story("7А", "Математика", "2024-01-12").expects["S2"] = told("NOT_YET_DUE")


def homework(school: School) -> None:
    at = school.moment

    def story(journal: str, subject: str, day: str, *versions: tuple[str, str, int]) -> Lesson:
        lesson = school.lesson(journal, subject, day)
        lesson.homework = [(text, at(date.fromisoformat(on), hour)) for text, on, hour in versions]
        return lesson

    story("9Б", "Русский язык", "2023-11-16").expects["S5"] = VIOLATED
    story("7А", "История", "2023-11-22", ("§ 8", "2023-11-30", 10)).expects["S5"] = CURED
    story("9Б", "История", "2023-11-28", ("§ 11", "2023-11-30", 10)).expects["S5"] = LATE
    story("7А", "Информатика", "2023-12-08", ("   ", "2023-12-08", 14)).expects["S5"] = VIOLATED
    # lawful: nothing was set, and it says why
    story("5Б", "Математика", "2023-11-16").no_homework = [("Контрольная работа", at(date(2023, 11, 16)))]
    # lawful: the next school day, over the vacation
    story("10А", "Русский язык", "2023-12-27", ("Сочинение", "2023-12-28", 22))
    story("9Б", "Математика", "2023-12-29", ("№ 300", "2024-01-09", 8))
    story("7А", "Математика", "2023-12-29", ("№ 412", "2024-01-10", 8)).expects["S5"] = LATE
    story("7А", "Математика", "2024-01-12").expects["S5"] = told("NOT_YET_DUE")


def dates(school: School) -> None:
    missing = school.lesson("9Б", "История", "2023-11-14")
    missing.exists = False
    missing.expects["S1"] = told("NEEDS_ATTESTATION", "NOT_CONFIRMED")
    # entered on Monday with everything that belongs to it: the absentees come too late, topic and homework in time
    late = school.lesson("7А", "Информатика", "2023-11-17")
    monday = date(2023, 11, 20)
    late.recorded = late.attendance_at = school.moment(monday, 8)
    late.topic, late.homework = [("Циклы", school.moment(monday, 9))], [("§ 9", school.moment(monday, 9))]
    late.expects |= {"S1": LATE, "S3": LATE}
    saturday = date(2023, 11, 18)
    school.lessons.append(
        Lesson(
            "L900", "", saturday, 1, "7А", "", "Математика", "p04", "p04",
            recorded=school.moment(saturday, 13), attendance_at=school.moment(saturday, 13),
            expects={"S1": told("NEEDS_ATTESTATION", "NOT_SCHOOL_DAY")},
        )
    )  # fmt: skip


def paper(school: School) -> None:
    """A lesson after the order brought over from paper, and lessons of the time before it."""
    legacy = school.lesson("7А", "Биология", "2023-11-13")
    legacy.legacy = True
    legacy.expects |= dict.fromkeys(("S1", "S2", "S3", "S5"), UNTIMED)
    for number, day in enumerate((date(2023, 10, 9), date(2023, 10, 16), date(2023, 10, 23)), 901):
        school.lessons.append(
            Lesson(
                f"L{number}", "", day, 6, "10А", "", "Химия", "p10", "p10", legacy=True,
                recorded=school.moment(date(2023, 11, 15)), attendance_at=school.moment(date(2023, 11, 15)),
                expects=dict.fromkeys(("S1", "S2", "S3", "S5"), ABSENT),
            )
        )  # fmt: skip


def attendance(school: School) -> None:
    def story(journal: str, subject: str, day: str, absent: dict[str, str] | None) -> Lesson:
        lesson = school.lesson(journal, subject, day)
        lesson.absent = absent
        return lesson

    seventh = school.pupils["7А"]
    lesson = story("7А", "История", "2023-12-06", {seventh[3]: "ill"})
    lesson.attendance_at = school.moment(date(2023, 12, 7), 9)
    lesson.expects["S3"] = LATE
    for other in school.lessons:
        if (other.klass, other.day) == ("9Б", date(2023, 11, 30)):
            other.absent = {}
    story("9Б", "Русский язык", "2023-11-30", None).expects["S3"] = told("NOT_ASSESSABLE", "SILENT")
    # the lesson is silent, and the day's other lessons show a pupil absent
    for subject in ("История", "Математика"):
        story("7А", subject, "2023-11-15", {seventh[4]: "absent"})
    story("7А", "История", "2023-11-15", None).expects["S3"] = told("NEEDS_ATTESTATION", "CONTRADICTION")
    # a mark for the very lesson at which the pupil is recorded absent
    lesson = story("9Б", "Химия", "2023-12-07", {school.pupils["9Б"][2]: "valid"})
    lesson.expects["S3"] = told("NEEDS_ATTESTATION", "CONTRADICTION")
    after = story("7А", "Математика", "2023-12-29", {})
    after.attendance_at = school.moment(date(2024, 1, 11), 9)
    after.expects["S3"] = CURED


def ill_for_long(school: School) -> None:
    """A pupil ill from the second week of the quarter to its end."""
    pupil = school.pupils["5Б"][2]
    for lesson in school.lessons:
        if lesson.klass == "5Б" and lesson.day >= date(2023, 11, 13) and pupil in school.in_journal(lesson):
            lesson.absent = {**(lesson.absent or {}), pupil: "ill"}
            school.sparing[lesson.journal, lesson.subject, pupil] = 1
    for lesson in school.lessons:
        if lesson.subject == "Физическая культура" and lesson.klass == "7А":
            lesson.absent = {**(lesson.absent or {}), school.pupils["7А"][6]: "exempt"}


def thin_marks(school: School) -> None:
    """Runs of lessons with few marks, pupils with few marks."""
    school.silent_windows["5Б", "Русский язык", 1] = VIOLATED
    school.sparing["10А", "Химия", school.pupils["10А"][0]] = 1
    # its last lesson is of 09.01.2024: the third school day after it is today
    school.silent_windows["9Б", "История", 1] = told("DUE_SOON")
    school.half_windows.add(("7А", "История", 1))
    school.late_windows.add(("10А", "Химия", 0))
    school.sparing["7А", "Математика", school.pupils["7А"][0]] = 2
    school.sparing["9Б", "Химия", school.pupils["9Б"][1]] = 0


def away_for_days(school: School) -> None:
    """Two pupils of 7А ill for a week; two of 9Б away on the day of a written work; the other works are written by all."""
    first, second = school.pupils["7А"][7], school.pupils["7А"][8]
    for lesson in school.lessons:
        if lesson.klass == "7А" and date(2023, 12, 5) <= lesson.day <= date(2023, 12, 11):
            lesson.absent = {**(lesson.absent or {}), first: "ill", second: "ill"}
        if lesson.klass == "7А" and lesson.day == date(2023, 12, 12):
            lesson.absent = {
                pupil: code for pupil, code in (lesson.absent or {}).items() if pupil not in {first, second}
            }
    for journal, subject, day in WORKS:
        school.lesson(journal, subject, day).absent = {}
    ninth = school.pupils["9Б"]
    school.lesson("9Б", "Математика", "2023-12-13").absent = {ninth[3]: "ill", ninth[4]: "ill"}
    school.lesson("9Б", "Русский язык", "2023-12-14").absent = {}


WORKS = (
    ("9Б", "Математика", "2023-11-15"),
    ("9Б", "Русский язык", "2023-11-16"),
    ("10А", "Математика", "2023-12-07"),
    ("5Б-англ-2", "Английский язык", "2023-11-21"),
    ("9Б", "Информатика", "2023-12-12"),
    ("10А", "Математика", "2023-12-28"),
    ("9Б", "Математика", "2023-12-13"),
)
STORIES = (topics, homework, dates, paper, attendance, ill_for_long, thin_marks, away_for_days)
