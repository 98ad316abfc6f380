"""Report → its outline in Russian, block by block: what text and DOCX both print.

Clause by clause, who had to do what, and what the journal shows.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from compliance.canonical import report_hash
from compliance.model import Status
from compliance.objects import object_words
from compliance.summary import LACKS, by_requirement, counts, percent
from compliance.vocabulary import (
    amount_words,
    evidence_label,
    finding_label,
    parameter_name,
    reason_label,
    status_label,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from compliance.model import Finding, ParameterUse, Report, Requirement

QUIET = frozenset({Status.FULFILLED, Status.NOT_BOUND})
ONE_BY_ONE = LACKS | {Status.DUE_SOON}
WIDTH = 300


class Kind(StrEnum):
    """What a block is for."""

    TITLE = "title"
    NOTE = "note"
    HEADING = "heading"
    CLAUSE = "clause"
    CHECK = "check"
    WHO = "who"
    VERDICT = "verdict"
    ITEM = "item"
    LINE = "line"


@dataclass(frozen=True, slots=True)
class Block:
    """One paragraph of the report."""

    kind: Kind
    text: str


def outline(report: Report, *, everything: bool = False) -> Iterator[Block]:
    """Every paragraph of the report, in order.

    Args:
        report: of `compliance.check`.
        everything: fulfilled and not-bound instances one by one too.
    """
    zone = ZoneInfo(report.timezone)
    yield from _head(report)
    yield from _parameters(report.parameters)
    for order_id, number, issued, _version in report.orders:
        yield Block(Kind.HEADING, f"ПРИКАЗ № {number} от {issued:%d.%m.%Y}")
        yield from _order(report, order_id, zone, everything=everything)
    yield from _totals(report)
    yield Block(Kind.HEADING, f"Контрольная сумма результата: {report_hash(report)}")


def _head(report: Report) -> Iterator[Block]:
    known = report.known_at.astimezone(ZoneInfo(report.timezone))
    period = ""
    if report.start or report.end:
        start = f" с {report.start:%d.%m.%Y}" if report.start else ""
        end = f" по {report.end:%d.%m.%Y}" if report.end else ""
        period = f", период{start}{end}"
    yield Block(Kind.TITLE, "ИСПОЛНЕНИЕ ПРИКАЗОВ")
    yield Block(Kind.NOTE, f"На {report.as_of:%d.%m.%Y}, по сведениям на {known:%d.%m.%Y %H:%M}{period}")


def _parameters(uses: Sequence[ParameterUse]) -> Iterator[Block]:
    yield Block(Kind.HEADING, "Сроки, по которым считали:" if uses else "Сроки: локальным актом не установлены.")
    yield from (Block(Kind.LINE, parameter_label(use)) for use in uses)


def parameter_label(use: ParameterUse) -> str:
    """A parameter with its value, unit and source."""
    source = use.source or "значение по умолчанию, только справочно"
    return f"{parameter_name(use.key)} ({use.key}): {amount_words(use.value, use.unit)} — {source}"


def _order(report: Report, order_id: str, zone: ZoneInfo, *, everything: bool) -> Iterator[Block]:
    """Clauses in printed order with what was found under each, then what concerns the order as a whole."""
    groups = by_requirement(item for item in report.findings if item.requirement.order_id == order_id)
    shown: set[str | None] = set()
    for owner, path, text in report.clauses:
        if owner == order_id and path not in shown:
            shown.add(path)
            yield Block(Kind.CLAUSE, f"{path}. {_short(text)}")
            for found in (found for key, found in groups.items() if key.clause == path):
                yield from _requirement(found, zone, everything=everything)
    rest = [found for key, found in groups.items() if key.clause not in shown]
    if rest:
        yield Block(Kind.CLAUSE, "Приказ в целом")
        for found in rest:
            yield from _requirement(found, zone, everything=everything)


def _requirement(found: list[Finding], zone: ZoneInfo, *, everything: bool) -> Iterator[Block]:
    requirement = found[0].requirement
    yield Block(Kind.CHECK, f"[{requirement.check}] {_title(requirement)}")
    if requirement.assignees or requirement.role:
        names = ", ".join(requirement.assignees)
        yield Block(Kind.WHO, f"Кто: {requirement.role or ''}{' — ' if names and requirement.role else ''}{names}")
    yield Block(Kind.VERDICT, _verdict(found))
    for item in found:
        if item.status in ONE_BY_ONE or _is_question(item) or (everything and item.status in QUIET):
            yield Block(Kind.ITEM, _line(item, zone))


def _is_question(item: Finding) -> bool:
    """True where a person is asked about one thing, not about a duty as a whole."""
    return item.status is Status.NEEDS_ATTESTATION and bool(item.object)


def _title(requirement: Requirement) -> str:
    """The order's own words of a duty, then what the check makes of them."""
    if requirement.duty_id is None or requirement.duty is None:
        return requirement.label
    return f"{_short(requirement.duty)} → {requirement.label}"


def _verdict(found: list[Finding]) -> str:
    """One line: the common label, or counts and percent."""
    labels = {finding_label(item) for item in found}
    if len(found) == 1 or len(labels) == 1:
        count = f": {len(found)}" if len(found) > 1 else ""
        return f"Итог: {labels.pop()}{count}{missing_label(found[0])}"
    return f"Итог: {_counted(found)}{_share(found)}"


def missing_label(item: Finding) -> str:
    """What is not there to judge by, after a dash; empty where nothing is missing."""
    details = item.object or {}
    for key, words in (("missing", "не загружено"), ("parameter", "не задано")):
        if key in details:
            return f" — {words}: {details[key]}"
    return ""


def _counted(findings: Iterable[Finding]) -> str:
    items = list(findings)
    parts = [f"{status_label(status)}: {count}" for status, count in counts(items).items()
             if status is not Status.NOT_ASSESSABLE]  # fmt: skip
    reasons: dict[str, int] = defaultdict(int)
    for item in items:
        if item.status is Status.NOT_ASSESSABLE:
            reasons[reason_label(item.reason or "NO_DATA")] += 1
    return ", ".join(parts + [f"{label}: {count}" for label, count in sorted(reasons.items())])


def _line(item: Finding, zone: ZoneInfo) -> str:
    """One instance: what, whose, status, dates, how much."""
    parts = [object_words(item), item.bearer.name if item.bearer else "", finding_label(item)]
    parts += [f"срок {item.due:%d.%m.%Y}" if item.due else ""]
    if item.evidence_time:
        parts.append(f"сделано {item.evidence_time.astimezone(zone):%d.%m.%Y %H:%M}")
    if item.need is not None:
        parts.append(f"{item.requirement.counted or 'есть'}: {_number(item.have)} из {_number(item.need)}")
    if item.evidence:
        parts.append("основание: " + ", ".join(f"{evidence_label(proof.kind)} {proof.ref}" for proof in item.evidence))
    return "; ".join(part for part in parts if part) + (" [справочно]" if item.advisory else "")


def _number(value: float | None) -> str:
    return f"{value or 0}".replace(".", ",")


def _totals(report: Report) -> Iterator[Block]:
    """Everything together, then by person; who was not bound is not named."""
    yield Block(Kind.HEADING, "ИТОГ")
    yield Block(Kind.LINE, f"Всего: {_counted(report.findings)}")
    share = percent(report.findings)
    if share is not None:
        yield Block(Kind.LINE, f"Исполнено в срок: {_percent(share)} из того, что можно оценить")
    groups: dict[str, list[Finding]] = defaultdict(list)
    for item in report.findings:
        if item.bearer is not None and item.status is not Status.NOT_BOUND:
            groups[item.bearer.name].append(item)
    for name in sorted(groups):
        yield Block(Kind.LINE, f"{name}: {_counted(groups[name])}{_share(groups[name])}")


def _share(items: Sequence[Finding]) -> str:
    share = percent(items)
    return f"; в срок {_percent(share)}" if share is not None else ""


def _percent(share: float) -> str:
    return f"{share:.1f} %".replace(".", ",")


def _short(text: str) -> str:
    """One line, cut where it grows too long to read."""
    line = " ".join(text.split())
    return line if len(line) <= WIDTH else f"{line[: WIDTH - 1].rstrip()}…"
