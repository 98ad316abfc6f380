"""How many marks a teacher's lessons gave: `k_density` for each pupil in `L` lessons (the second half of S4)."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from compliance.instances import Occasion
from compliance.model import Evidence, Period
from compliance.rules.lessons import journal_object, out_of_post, teacher_of, took_place
from compliance.rules.presence import ABSENT, EXEMPT, Presence
from compliance.rules.roster import Roster, without_marks
from journal.store import relations

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from sqlalchemy import Row

    from compliance.deadlines import Parameter
    from compliance.entries import Entry
    from compliance.model import Requirement
    from compliance.rules.facts import Facts

MARKS, LESSONS, TERM = "k_density", "L", "N_cur"
COUNTED = frozenset({None, "current", "written"})
ENROLMENTS = "enrolments.csv"


@dataclass(frozen=True, slots=True)
class Window:
    """So many lessons in a row that one teacher gave in one journal."""

    norm: Parameter
    lessons: list[Row[Any]] = field(default_factory=list)


def density(facts: Facts, requirement: Requirement, marks: Sequence[tuple[Row[Any], Entry]]) -> Iterator[Occasion]:
    """Windows count lessons, not weeks, so that vacations do not matter; one not full yet judges nobody."""
    if not any(item.key == LESSONS for item in facts.parameters):
        return
    given: dict[str, list[Entry]] = defaultdict(list)
    for row, found in marks:
        if counts(row):
            given[row.lesson_id].append(found)
    for window in _windows(facts):
        last = window.lessons[-1]
        norm = facts.parameter(MARKS, last.date)
        if norm is not None and last.date >= facts.scope.start:
            yield _occasion(facts, requirement, window, norm, given)


def counts(row: Row[Any]) -> bool:
    """True for a mark that stands for knowledge shown once: retakes and corrections repeat another."""
    return row.kind in COUNTED and any(char.isdigit() for char in row.value or "")


def _windows(facts: Facts) -> Iterator[Window]:
    """Full windows of every teacher in every journal, from the order's first day on."""
    journals: dict[tuple[str, ...], list[Row[Any]]] = defaultdict(list)
    rows = facts.reader.rows(relations.lessons(replace(facts.scope, start=facts.begins)))
    for row in sorted(rows, key=lambda row: (row.date, row.number or 0, row.lesson_id)):
        if took_place(row) and row.actual_teacher_id:
            journals[row.class_id or "", row.group_id or "", row.subject, row.actual_teacher_id].append(row)
    for key in sorted(journals):
        yield from _full(facts, journals[key])


def _full(facts: Facts, lessons: Sequence[Row[Any]]) -> Iterator[Window]:
    window: Window | None = None
    for lesson in lessons:
        norm = window.norm if window else facts.parameter(LESSONS, lesson.date)
        if norm is None or not norm.number or norm.number < 1:
            continue
        window = window or Window(norm)
        window.lessons.append(lesson)
        if len(window.lessons) == norm.number:
            yield window
            window = None


def _occasion(
    facts: Facts, requirement: Requirement, window: Window, norm: Parameter, given: Mapping[str, Sequence[Entry]]
) -> Occasion:
    first, last = window.lessons[0], window.lessons[-1]
    present = _present(facts, window)
    need = -(-(norm.number or 0) * present // len(window.lessons))
    found = [entry for lesson in window.lessons for entry in given.get(lesson.lesson_id, ())]
    timed = sorted((entry for entry in found if entry.at is not None), key=lambda entry: entry.at or facts.scope.known)
    done = timed[need - 1].at if 0 < need <= len(timed) else None
    enough = len(found) >= need
    return Occasion(
        bearer=teacher_of(facts, requirement, last),
        object=_object(facts, window),
        period=Period(start=first.date, end=last.date, label=f"уроков подряд: {len(window.lessons)}"),
        deadline=facts.deadline(TERM, last.date, class_id=last.class_id),
        unbound=out_of_post(facts, last),
        inapplicable=without_marks(facts, last.class_id, last.group_id, last.subject)
        or (None if present or ENROLMENTS not in facts.imported else "NO_OCCASION"),
        unknown=_unknown(facts, enough=enough, timed=done is not None),
        evidence_time=done,
        done_on=facts.local(done),
        filled=enough,
        cure_until=facts.lock(last.class_id, last.date),
        part=bool(found),
        have=len(found),
        need=need,
        evidence=(Evidence(kind="marks", ref=f"{first.lesson_id}–{last.lesson_id}", at=done),) if found else (),
        advisory=not (norm.source and window.norm.source),
    )


def _unknown(facts: Facts, *, enough: bool, timed: bool) -> str | None:
    if ENROLMENTS not in facts.imported:
        return "NO_DATA"
    return "RECORDED_AT_UNKNOWN" if enough and not timed else None


def _present(facts: Facts, window: Window) -> int:
    """Pupils at the window's lessons, summed over the lessons: who was away could not be asked."""
    presence, roster = facts.once(Presence.read), facts.once(Roster.read)
    away = ABSENT | {EXEMPT}
    return sum(
        presence.code(lesson.lesson_id, pupil) not in away
        for lesson in window.lessons
        for pupil in roster.pupils(lesson.class_id, lesson.group_id, lesson.date)
    )


def _object(facts: Facts, window: Window) -> dict[str, str]:
    """The journal, and the lessons that the window begins and ends with."""
    first, last = window.lessons[0], window.lessons[-1]
    journal = journal_object(facts, last.class_id, last.group_id, last.subject)
    return {**journal, "first_lesson_id": first.lesson_id, "last_lesson_id": last.lesson_id}
