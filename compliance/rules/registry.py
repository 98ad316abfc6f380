"""Which rule judges which check, and what is said of a check that has no rule, no data or no norm."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from compliance.catalogue import catalogue
from compliance.deadlines import NO_NORM, parameter_on
from compliance.instances import Occasion
from compliance.model import Assessability
from compliance.rules.archives import archives
from compliance.rules.attendance import absentees
from compliance.rules.backups import backups
from compliance.rules.holders import named_bearers
from compliance.rules.lessons import homework, topics
from compliance.rules.marks import current_marks
from compliance.rules.people import acquaintance, separation
from compliance.rules.plans import plans
from compliance.rules.slots import lesson_dates
from compliance.rules.substitutions import substitutions
from compliance.rules.term_marks import term_marks
from compliance.rules.works import written_works

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from compliance.catalogue import CheckSpec
    from compliance.model import Requirement
    from compliance.rules.facts import Facts

NO_DATA, NO_RULE, ANNEX_MISSING = "NO_DATA", "NO_RULE", "ANNEX_MISSING"

RULES: dict[str, Callable[[Facts, Requirement], Iterator[Occasion]]] = {
    "S1": lesson_dates,
    "S2": topics,
    "S3": absentees,
    "S4": current_marks,
    "S5": homework,
    "S6": written_works,
    "S7a": term_marks,
    "S8": plans,
    "D3": substitutions,
    "A5": backups,
    "A6": archives,
}
WHOLE_ORDER: dict[str, Callable[[Facts, Requirement, Sequence[Requirement]], Iterator[Occasion]]] = {
    "O5": acquaintance,
    "D5": separation,
}


def occasions(facts: Facts, requirement: Requirement, siblings: Sequence[Requirement]) -> list[Occasion]:
    """Everything that a requirement has to say; never empty.

    Args:
        facts: what the journal holds, in scope.
        requirement: in force in the scope's period.
        siblings: every requirement of the same order.
    """
    spec = catalogue().spec(requirement.check)
    closed = _closed(facts, spec)
    if closed is not None:
        bearers = named_bearers(facts, requirement) or (None,)
        return [replace(closed, bearer=bearer) for bearer in bearers]
    if requirement.check in WHOLE_ORDER:
        found = list(WHOLE_ORDER[requirement.check](facts, requirement, siblings))
    else:
        found = list(RULES[requirement.check](facts, requirement))
    return found or [Occasion(inapplicable="NO_OCCASION")]


def _closed(facts: Facts, spec: CheckSpec) -> Occasion | None:
    """What is said of the whole requirement when no rule can be run."""
    if spec.check in WHOLE_ORDER:
        return None
    if spec.assessability is Assessability.ATTEST:
        return Occasion(attest="ATTESTATION")
    missing = [name for name in spec.needs if name not in facts.imported]
    if missing and spec.unless is not None:
        return Occasion(inapplicable=spec.unless)
    if missing:
        return Occasion(unknown=NO_DATA, object={"missing": ", ".join(missing)})
    if spec.check in RULES:
        return None
    return _unwritten(facts, spec)


def _unwritten(facts: Facts, spec: CheckSpec) -> Occasion:
    if spec.check == "O3":
        return Occasion(unknown=ANNEX_MISSING)
    absent = [key for key in spec.parameters if not _set(facts, key)]
    if absent:
        return Occasion(unknown=NO_NORM, object={"parameter": ", ".join(absent)})
    return Occasion(unknown=NO_RULE)


def _set(facts: Facts, key: str) -> bool:
    """True when the parameter, or one of its kinds («N_wr.диктант»), is in force as of the date."""
    keys = {item.key for item in facts.parameters if item.key == key or item.key.startswith(f"{key}.")}
    return any(parameter_on(facts.parameters, name, facts.scope.as_of) for name in keys)
