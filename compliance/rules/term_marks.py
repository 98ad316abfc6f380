"""Term marks (S7a): set by `N_term`, standing on `k` current marks, untouched after the term was closed."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from compliance.defaults import defaults
from compliance.entries import entry, is_blank, settled, value_at
from compliance.instances import Occasion
from compliance.model import Evidence, Period
from compliance.rules.density import counts
from compliance.rules.lessons import journal_object, pupil_object, role_title
from compliance.rules.marks import standing_marks
from compliance.rules.presence import ABSENT, EXEMPT, Presence
from compliance.rules.roster import Roster, without_marks
from compliance.rules.term_journals import TermJournal, term_journals
from compliance.rules.versions import stands, version_of
from journal.store import teaching_relations as teaching

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from datetime import date, datetime

    from sqlalchemy import Row

    from compliance.entries import Entry, Version
    from compliance.model import Requirement
    from compliance.rules.facts import Facts

TERM_PARAMETER, COUNT_PARAMETER = "N_term", "k"
OF_TERM = frozenset({None, "term"})
NOT_ATTESTED = re.compile(r"\s*н\W*а\W*", re.IGNORECASE)
TITLES = {"quarter": "{}-я четверть", "half_year": "{}-е полугодие", "trimester": "{}-й триместр"}

Key = tuple[str, str, str]


@dataclass(frozen=True, slots=True)
class SetMark:
    """What stands as the mark of a pupil, subject and term, and since when."""

    entry: Entry | None
    part: str | None
    """Why what stands is not a whole mark."""
    changed: Version | None
    """The version that replaced the mark of a closed term."""
    number: bool
    """True for a mark that current marks must lead to."""


@dataclass(frozen=True, slots=True)
class Held:
    """Everything that the marks of the terms are judged by."""

    versions: Mapping[Key, list[Row[Any]]]
    given: Mapping[tuple[str, str], Counter[date]] = field(default_factory=dict)
    """(pupil, subject) → how many marks on which day."""


def term_marks(facts: Facts, requirement: Requirement) -> Iterator[Occasion]:
    """S7a: one mark for every pupil, subject and term."""
    held = _held(facts)
    for journal in term_journals(facts, requirement):
        for pupil in journal.pupils:
            yield _occasion(facts, requirement, journal, pupil, held)


def _held(facts: Facts) -> Held:
    versions: dict[Key, list[Row[Any]]] = defaultdict(list)
    for row in facts.reader.rows(teaching.term_marks(facts.scope)):
        if row.kind in OF_TERM:
            versions[row.pupil_id, row.subject, row.term_id].append(row)
    given: dict[tuple[str, str], Counter[date]] = defaultdict(Counter)
    for row, _ in facts.once(standing_marks):
        if counts(row):
            given[row.pupil_id, row.subject][row.date] += 1
    return Held(versions, given)


def _occasion(facts: Facts, requirement: Requirement, journal: TermJournal, pupil: str, held: Held) -> Occasion:
    term, (class_id, group_id, subject) = journal.term, journal.place
    lock = term.lock_on
    found = _set_mark(facts, held.versions.get((pupil, subject, term.term_id), ()), lock)
    need = _need(facts, journal, found)
    have = sum(n for day, n in held.given.get((pupil, subject), Counter()).items() if journal.holds(day))
    few = need is not None and have < need
    at = found.changed.at if found.changed else (found.entry.at if found.entry else None)
    norm = facts.parameter(COUNT_PARAMETER, term.valid_to)
    return Occasion(
        bearer=facts.bearer(journal.teacher, role_title(requirement)) if journal.teacher else None,
        object={
            **journal_object(facts, class_id, group_id, subject),
            **pupil_object(facts, pupil),
            "term_id": term.term_id,
        },
        period=Period(start=term.valid_from, end=term.valid_to, label=term_label(term)),
        deadline=facts.deadline(TERM_PARAMETER, term.valid_to, class_id=class_id, of=journal.teacher),
        unbound=None if not journal.teacher or facts.in_post(journal.teacher, journal.day) else "NOT_IN_POST",
        inapplicable=without_marks(facts, class_id, group_id, subject),
        unknown=_unknown(journal, found, few=few),
        note="FEW_MARKS" if few else "CHANGED_AFTER_LOCK" if found.changed else found.part,
        evidence_time=at,
        done_on=facts.local(at),
        filled=found.entry is not None and not few,
        cure_until=lock,
        part=found.part is not None or (few and have > 0),
        have=have if need is not None else None,
        need=need,
        evidence=_evidence(found, f"{term.term_id}/{pupil}/{subject}", at),
        advisory=journal.stub or (few and (not (norm and norm.source) or _long_absent(facts, journal, pupil))),
    )


def _evidence(found: SetMark, ref: str, at: datetime | None) -> tuple[Evidence, ...]:
    return (Evidence(kind="term_marks", ref=ref, at=at),) if found.entry or found.part else ()


def _set_mark(facts: Facts, rows: Sequence[Row[Any]], lock: date | None) -> SetMark:
    versions = [_version(row) for row in rows]
    known = facts.scope.known
    last = settled(versions, known=known)
    raw = next((row for row in rows if stands(row, known)), None)
    return SetMark(
        entry=entry(versions, known=known, blank=is_blank, field="term_marks"),
        part="NO_REASON" if raw is not None and is_blank(_version(raw).value) and (raw.value or "").strip() else None,
        changed=last if last is not None and _changed(facts, versions, last, lock) else None,
        number=last is not None and any(char.isdigit() for char in last.value),
    )


def _version(row: Row[Any]) -> Version:
    """«н/а» is a mark only with its reason."""
    told = (row.value or "").strip()
    whole = not NOT_ATTESTED.fullmatch(told) or bool((row.reason or "").strip())
    return version_of(row, told if whole else "")


def _changed(facts: Facts, versions: Sequence[Version], last: Version, lock: date | None) -> bool:
    """True when another mark stood at the end of the day on which the term was closed.

    A mark that an administrator brought from paper was not changed by the teacher.
    """
    came = facts.local(last.at)
    if lock is None or came is None or not last.timed or came <= lock or is_blank(last.value):
        return False
    locked = value_at(versions, lambda item: item.at is None or (facts.local(item.at) or lock) <= lock)
    return locked is not None and not is_blank(locked.value) and locked.value != last.value


def _need(facts: Facts, journal: TermJournal, found: SetMark) -> int | None:
    """How many current marks the term's mark must stand on; None where that is not asked."""
    norm = facts.parameter(COUNT_PARAMETER, journal.term.valid_to)
    asked = found.entry is not None and found.number and "marks.csv" in facts.imported
    return norm.number if norm is not None and asked else None


def _unknown(journal: TermJournal, found: SetMark, *, few: bool) -> str | None:
    if journal.teacher is None:
        return "NO_BEARER"
    untimed = found.entry is not None and found.entry.at is None and not few
    return "RECORDED_AT_UNKNOWN" if untimed else None


def _long_absent(facts: Facts, journal: TermJournal, pupil: str) -> bool:
    """True for a pupil who missed so much, or came so late, that there was little to mark."""
    presence, roster = facts.once(Presence.read), facts.once(Roster.read)
    away = ABSENT | {EXEMPT}
    missed = sum(
        presence.code(lesson.lesson_id, pupil) in away
        or pupil not in roster.pupils(lesson.class_id, lesson.group_id, lesson.date)
        for lesson in journal.lessons
    )
    return missed > defaults().long_absence_share * len(journal.lessons)


def term_label(term: Row[Any]) -> str:
    """«2-я четверть»."""
    return TITLES[term.kind].format(term.number or "") if term.kind in TITLES else term.term_id
