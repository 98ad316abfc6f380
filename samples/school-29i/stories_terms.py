"""Stories of marks for the quarter and the half-year."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, Any

from base import graded, parts, place
from model import CURED, IN_TIME, LATE, NO_NORM, UNGRADED, VIOLATED, told

if TYPE_CHECKING:
    from base import School
    from model import Expected

SET_ON = date(2023, 12, 27)
SET_AFTER_ILLNESS = date(2024, 1, 10)
"""Marks in physical education: the teacher was ill to 09.01.2024, and days of illness do not run."""
NOT_OVER = frozenset({"q3", "h2"})


@dataclass(frozen=True)
class TermMark:
    """Versions of a mark, and what must be found of it."""

    versions: list[tuple[str, str]] = field(default_factory=list)
    expects: Expected = IN_TIME
    reason: str = ""
    advisory: bool = False


def term_marks(school: School) -> None:
    odd = odd_marks(school)
    for term in school.data["term"]:
        if term["kind"] == "year" or term["id"] == "q1":
            continue
        for who, subject in journals(school, term):
            for pupil in school.pupils[who]:
                _, first, last = school.enrolled[pupil]
                if first <= min(date.fromisoformat(term["to"]), school.as_of) <= last:
                    one_mark(school, term["id"], (who, subject), pupil, odd)


def journals(school: School, term: dict[str, Any]) -> list[tuple[str, str]]:
    """Journals with lessons in the term, of the classes that live by it."""
    first, last = (date.fromisoformat(term[key]) for key in ("from", "to"))
    held = {
        (one.journal, one.subject): one.klass for one in school.lessons if one.took_place and first <= one.day <= last
    }
    return sorted(key for key, klass in held.items() if (klass == "10А") == (term["kind"] == "half_year"))


def odd_marks(school: School) -> dict[tuple[str, str], TermMark]:
    """(pupil, subject) → its story."""
    seventh, ninth, tenth, fifth = (school.pupils[name] for name in ("7А", "9Б", "10А", "5Б"))

    def at(on: date, hour: int = 14) -> str:
        return school.moment(on, hour)

    def usual(value: str) -> list[tuple[str, str]]:
        return [(value, at(SET_ON))]

    few, changed = told("PARTIAL", "FEW_MARKS"), told("CURED_AFTER_TERM", "CHANGED_AFTER_LOCK")
    ill = {
        (fifth[2], load["subject"]): TermMark([("н/а", at(usual_day(load["subject"])))], IN_TIME, "болел с 13.11.2023")
        for load in school.data["load"]
        if fifth[2] in school.pupils[load["who"]] and graded(school, load["who"], load["subject"])
    }
    return ill | {
        (seventh[0], "Математика"): TermMark(usual("4"), few),
        (seventh[1], "Математика"): TermMark([], VIOLATED),
        (seventh[2], "Математика"): TermMark([("4", at(date(2023, 12, 28), 23))]),
        (seventh[3], "Математика"): TermMark([("4", at(date(2023, 12, 29), 9))], LATE),
        (seventh[4], "Математика"): TermMark([("4", at(date(2024, 1, 11), 9))], CURED),
        (seventh[5], "Русский язык"): TermMark([*usual("3"), ("4", at(date(2024, 1, 11)))], changed),
        (seventh[7], "Русский язык"): TermMark([*usual("3"), ("4", at(date(2024, 1, 10), 20))]),
        (seventh[9], "История"): TermMark(usual("н/а"), told("PARTIAL", "NO_REASON")),
        (seventh[6], "Физическая культура"): TermMark([("осв", at(SET_AFTER_ILLNESS))], IN_TIME, "справка"),
        (ninth[1], "Химия"): TermMark(usual("4"), told("VIOLATED", "FEW_MARKS")),
        # nearly always away, come when most of the quarter was over: information only
        (fifth[2], "Математика"): TermMark(usual("4"), few, advisory=True),
        ("u90", "Русский язык"): TermMark(usual("4"), few, advisory=True),
        ("u90", "История"): TermMark(usual("н/а"), IN_TIME, "прибыл 08.12.2023"),
        # three of the four marks were given in October, on paper
        (tenth[0], "Химия"): TermMark(usual("5")),
    }


def usual_day(subject: str) -> date:
    return SET_AFTER_ILLNESS if subject == "Физическая культура" else SET_ON


def one_mark(
    school: School, term: str, journal: tuple[str, str], pupil: str, odd: dict[tuple[str, str], TermMark]
) -> None:
    who, subject = journal
    klass, _ = place(school, who)
    teacher = teacher_at(school, who, subject)
    what = f"{term} {pupil} {subject}"
    if not graded(school, who, subject):
        school.expect("S7a", what, teacher, UNGRADED)
        return
    if term in NOT_OVER:
        school.expect("S7a", what, teacher, told("NOT_YET_DUE"))
        return
    usual = TermMark([(str(school.rng.choice((3, 4, 4, 5))), school.moment(usual_day(subject)))])
    mark = odd.get((pupil, subject), usual)
    for value, at in mark.versions:
        school.add(
            "term_marks.csv",
            pupil_id=pupil,
            class_id=klass,
            subject=subject,
            term_id=term,
            kind="term",
            value=value,
            reason=mark.reason,
            recorded_at=at,
            recorded_by=teacher,
        )
    school.expect("S7a", what, teacher, mark.expects, advisory=mark.advisory, without=(NO_NORM, False))


def teacher_at(school: School, who: str, subject: str) -> str:
    """Who has the load at the end of the quarter and after it."""
    load = next(one for one in school.data["load"] if (one["who"], one["subject"]) == (who, subject))
    return list(parts(load))[-1][0]
