"""Absentees (S3): every lesson says who was away, or that nobody was; silence proves nothing."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from compliance.entries import earliest, entry, is_blank
from compliance.instances import Occasion
from compliance.model import Evidence
from compliance.rules.lessons import lesson_object, out_of_post, teacher_of, took_place
from compliance.rules.marks import standing_marks
from compliance.rules.presence import ABSENT, Presence
from compliance.rules.roster import Roster
from compliance.rules.versions import version_of
from journal.store import relations
from journal.store import teaching_relations as teaching

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from sqlalchemy import Row

    from compliance.entries import Entry
    from compliance.model import Requirement
    from compliance.rules.facts import Facts

PARAMETER = "N_att"
AT_THE_LESSON = frozenset({None, "current", "written"})


@dataclass(frozen=True, slots=True)
class Told:
    """What the journal holds against which a lesson's attendance is read."""

    confirmed: Mapping[str, Entry]
    """Lesson → its first word of attendance."""
    contradicted: frozenset[str]
    """Lessons at which a pupil recorded absent got a mark before coming back."""


def absentees(facts: Facts, requirement: Requirement) -> Iterator[Occasion]:
    """S3: every lesson held has its attendance by `N_att`."""
    told = Told(_confirmed(facts), _contradicted(facts))
    rows = (row for row in facts.reader.rows(relations.lessons(facts.scope)) if took_place(row))
    for row in sorted(rows, key=lambda row: (row.date, row.lesson_id)):
        yield _occasion(facts, requirement, row, told)


def _confirmed(facts: Facts) -> dict[str, Entry]:
    versions: dict[str, dict[str, list[Row[Any]]]] = defaultdict(lambda: defaultdict(list))
    for row in facts.reader.rows(teaching.attendance(facts.scope)):
        versions[row.lesson_id][row.pupil_id].append(row)
    found = {lesson_id: earliest(_entries(facts, pupils.values())) for lesson_id, pupils in versions.items()}
    return {lesson_id: first for lesson_id, first in found.items() if first is not None}


def _entries(facts: Facts, facts_rows: Iterable[Sequence[Row[Any]]]) -> Iterator[Entry | None]:
    for versions in facts_rows:
        told = [version_of(row, row.code) for row in versions]
        yield entry(told, known=facts.scope.known, blank=is_blank, field="attendance")


def _contradicted(facts: Facts) -> frozenset[str]:
    presence = facts.once(Presence.read)
    found = set()
    for row, first in facts.once(standing_marks):
        at_lesson = row.kind in AT_THE_LESSON and row.agreed_on is None
        if not at_lesson or presence.code(row.lesson_id, row.pupil_id) not in ABSENT:
            continue
        given, back = facts.local(first.at), presence.returned(row, row.pupil_id)
        if given is not None and (back is None or given < back):
            found.add(row.lesson_id)
    return frozenset(found)


def _occasion(facts: Facts, requirement: Requirement, row: Row[Any], told: Told) -> Occasion:
    first = told.confirmed.get(row.lesson_id)
    at = first.at if first else None
    doubtful = row.lesson_id in told.contradicted or (first is None and _someone_away(facts, row))
    return Occasion(
        bearer=teacher_of(facts, requirement, row),
        object=lesson_object(facts, row),
        deadline=facts.deadline(PARAMETER, row.date, class_id=row.class_id),
        unbound=out_of_post(facts, row),
        attest="CONTRADICTION" if doubtful else None,
        unknown=_unknown(row, first, doubtful=doubtful),
        evidence_time=at,
        done_on=facts.local(at),
        filled=first is not None,
        cure_until=facts.lock(row.class_id, row.date),
        evidence=(Evidence(kind="attendance", ref=row.lesson_id, at=at),) if first else (),
    )


def _unknown(row: Row[Any], first: Entry | None, *, doubtful: bool) -> str | None:
    """Silence is no proof that all were there, and none that somebody was not."""
    if row.actual_teacher_id is None:
        return "NO_BEARER"
    if first is None:
        return None if doubtful else "SILENT"
    return "RECORDED_AT_UNKNOWN" if first.at is None or row.recorded_at_known is False else None


def _someone_away(facts: Facts, row: Row[Any]) -> bool:
    """True when the class's other lessons that day show a pupil of this one absent."""
    presence, roster = facts.once(Presence.read), facts.once(Roster.read)
    return any(presence.absent(row, pupil) for pupil in roster.pupils(row.class_id, row.group_id, row.date))
