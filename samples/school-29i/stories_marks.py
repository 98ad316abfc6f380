"""Stories of current marks, written works and runs of lessons."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from base import graded, windows
from model import ABSENT, CURED, IN_TIME, LATE, UNGRADED, UNTIMED, VIOLATED, told

if TYPE_CHECKING:
    from base import School
    from model import Expected, Lesson, Mark


def single_marks(school: School) -> None:
    """Marks beside the usual ones; each with a time of its own."""
    after, at = school.days.after, school.moment

    def free(lesson: Lesson, place: int = 0) -> str:
        taken = {mark.pupil for mark in school.marks if mark.lesson is lesson}
        spared = {pupil for who, subject, pupil in school.sparing if (who, subject) == (lesson.journal, lesson.subject)}
        return [one for one in school.present(lesson) if one not in taken | spared][place]

    def story(lesson: Lesson, on: date, hour: int, expects: Expected, **more: object) -> Mark:
        pupil = str(more.pop("pupil", "")) or free(lesson)
        return school.mark(lesson, pupil, at=at(on, hour), expects=expects, **more)

    maths = school.lesson("7А", "Математика", "2023-11-15")
    story(maths, after(maths.day, 4), 9, LATE)
    story(
        school.lesson("9Б", "Математика", "2023-11-22"), date(2023, 11, 28), 23, IN_TIME
    )  # over a day off and a weekend
    by_other = school.lesson("5Б", "Русский язык", "2023-11-20")
    story(by_other, after(by_other.day, 4), 10, LATE)
    # the class had a quarantine between
    story(school.lesson("5Б", "Математика", "2023-12-12"), date(2023, 12, 20), 20, IN_TIME)
    # over the winter vacation: in time, late, after the quarter was closed
    last = school.lesson("7А", "Математика", "2023-12-27")
    story(last, date(2024, 1, 9), 22, IN_TIME)
    story(last, date(2024, 1, 10), 9, LATE)
    story(last, date(2024, 1, 11), 9, CURED)
    # pupils away: from the day they came back, from the day agreed, before they came back
    away = school.lesson("7А", "Русский язык", "2023-12-05")
    first, second = school.pupils["7А"][7], school.pupils["7А"][8]
    story(away, date(2023, 12, 15), 12, IN_TIME, pupil=first)
    story(away, date(2023, 12, 18), 12, LATE, pupil=second)
    story(
        school.lesson("7А", "Математика", "2023-12-06"),
        date(2023, 12, 20),
        12,
        IN_TIME,
        pupil=first,
        agreed_on="2023-12-18",
    )
    # retakes, corrections, debts
    retake = school.lesson("9Б", "Русский язык", "2023-11-09")
    story(retake, date(2023, 12, 5), 9, IN_TIME, kind="retake", agreed_on="2023-12-01")
    story(retake, date(2023, 12, 6), 9, LATE, kind="debt", agreed_on="2023-12-01")
    story(retake, date(2023, 12, 20), 9, told("EXEMPT", "RETAKE"), kind="correction")
    # corrected at once, corrected later, wiped
    fixed = school.lesson("10А", "Математика", "2023-11-20")
    mark = story(fixed, fixed.day, 12, IN_TIME)
    mark.versions.append(("5", at(date(2023, 12, 14), 12)))
    gone = story(fixed, fixed.day, 12, ABSENT)
    gone.kind = "correction"
    gone.versions.append(("", at(fixed.day, 15)))
    # from paper; to a first-grader; to an absent pupil
    story(school.lesson("7А", "Биология", "2023-11-13"), date(2023, 12, 1), 9, UNTIMED, legacy=True)
    story(school.lesson("1А", "Математика", "2023-11-13"), date(2023, 11, 13), 12, UNGRADED)
    contradicted = school.lesson("9Б", "Химия", "2023-12-07")
    story(contradicted, contradicted.day, 12, IN_TIME, pupil=school.pupils["9Б"][2])
    before = [lesson for lesson in school.lessons if lesson.legacy and lesson.klass == "10А"]
    for lesson in before:
        story(lesson, date(2023, 11, 15), 12, ABSENT, pupil=school.pupils["10А"][0], legacy=True)


def works(school: School) -> None:
    """Written works: everybody marked in time, or not."""
    number = 0

    def work(lesson: Lesson, kind: str, expects: Expected, on: date | None, *, of: int = 99) -> str:
        nonlocal number
        number += 1
        work_id = f"w{number:02d}"
        school.add("works.csv", work_id=work_id, lesson_id=lesson.lesson_id, type=kind, planned_on=lesson.day)
        school.expect("S6", work_id, lesson.teacher, expects)
        for pupil in school.present(lesson)[:of] if on else ():
            written(lesson, work_id, pupil, on)
        return work_id

    def written(lesson: Lesson, work_id: str, pupil: str, on: date) -> None:
        school.mark(lesson, pupil, at=school.moment(on, 16), kind="written", work_id=work_id, expects=None)

    after = school.days.after
    lesson = school.lesson("9Б", "Математика", "2023-11-15")
    work(lesson, "контрольная работа", IN_TIME, after(lesson.day, 4))
    lesson = school.lesson("9Б", "Русский язык", "2023-11-16")
    work(lesson, "сочинение", IN_TIME, after(lesson.day, 6))
    lesson = school.lesson("10А", "Математика", "2023-12-07")
    work(lesson, "контрольная работа", LATE, after(lesson.day, 5))
    lesson = school.lesson("5Б-англ-2", "Английский язык", "2023-11-21")
    work(lesson, "тест", told("PARTIAL"), after(lesson.day, 1), of=3)
    lesson = school.lesson("9Б", "Информатика", "2023-12-12")
    work(lesson, "практическая работа", VIOLATED, None)
    # in the last week of the quarter the end of it is the term
    lesson = school.lesson("10А", "Математика", "2023-12-28")
    work(lesson, "контрольная работа", LATE, date(2024, 1, 9))
    # who was away: marked after coming back, never marked
    lesson = school.lesson("9Б", "Математика", "2023-12-13")
    first, second = school.pupils["9Б"][3], school.pupils["9Б"][4]
    back = school.lesson("9Б", "Русский язык", "2023-12-14")
    name = work(lesson, "контрольная работа", IN_TIME, after(lesson.day, 2))
    written(lesson, name, first, after(back.day, 4))
    school.expect("S6", f"{name} {first}", lesson.teacher, IN_TIME)
    school.expect("S6", f"{name} {second}", lesson.teacher, VIOLATED)


def densities(school: School) -> None:
    """What is to be found of every full run of lessons."""
    for (journal, subject, teacher), runs in sorted(windows(school).items()):
        for ordinal, run in enumerate(runs):
            key = (journal, subject, ordinal)
            expects = IN_TIME
            if not graded(school, journal, subject):
                expects = UNGRADED
            elif key in school.silent_windows:
                expects = school.silent_windows[key]
            elif key in school.half_windows:
                expects = told("PARTIAL")
            elif key in school.late_windows:
                expects = LATE
            what = f"{run[0].lesson_id}–{run[-1].lesson_id}"
            school.expect("S4", what, teacher, expects, without=None)
