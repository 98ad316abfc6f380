"""The report as Russian text: every clause and every duty, the lacks one by one, what cannot be judged and why."""

from __future__ import annotations

import tomllib
from collections import Counter
from functools import cache
from importlib.resources import files
from itertools import groupby
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from compliance.model import Status
from compliance.requirements import check_specs
from compliance.summary import summarise

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from compliance.model import Finding, Report

LACKS = (Status.VIOLATED, Status.PARTIAL, Status.CURED_AFTER_TERM, Status.LATE)
QUIET = frozenset({Status.FULFILLED, Status.NOT_BOUND, Status.NOT_APPLICABLE, Status.NOT_YET_DUE})
LONGEST_CLAUSE = 100


@cache
def words(section: str) -> Mapping[str, str]:
    """Russian words of a section: `status`, `reason`, `object`."""
    data = tomllib.loads(files("compliance.data").joinpath("words.toml").read_text(encoding="utf-8"))
    return dict(data[section])


def render_text(report: Report, *, everything: bool = False) -> str:
    """The report as lines of text; `everything` lists fulfilled instances too."""
    known = report.known_at.astimezone(ZoneInfo(report.timezone))
    lines = [
        "ОТЧЁТ ОБ ИСПОЛНЕНИИ",
        f"на {report.as_of:%d.%m.%Y}, по сведениям на {known:%d.%m.%Y %H:%M} ({report.timezone})",
    ]
    for order_id, number, issued, _ in report.orders:
        lines += ["", f"Приказ № {number} от {issued:%d.%m.%Y}"]
        lines += _order(report, order_id, everything=everything)
    lines += ["", *_totals(report), *_parameters(report)]
    return "\n".join(lines) + "\n"


def _order(report: Report, order_id: str, *, everything: bool) -> Iterator[str]:
    mine = [finding for finding in report.findings if finding.requirement.order_id == order_id]
    for clause_order, path, text in report.clauses:
        if clause_order != order_id:
            continue
        yield ""
        yield f"{path}. {_short(text)}"
        own = [finding for finding in mine if finding.requirement.clause == path]
        yield from _duties(own, everything=everything)
    rest = [finding for finding in mine if finding.requirement.clause is None]
    if rest:
        yield ""
        yield "По приказу в целом"
        yield from _duties(rest, everything=everything)


def _short(text: str) -> str:
    return text if len(text) <= LONGEST_CLAUSE else text[:LONGEST_CLAUSE].rsplit(" ", 1)[0] + " …"


def _duties(findings: Sequence[Finding], *, everything: bool) -> Iterator[str]:
    for (duty, check), group in groupby(findings, key=lambda item: (item.requirement.duty, item.requirement.check)):
        members = list(group)
        title = duty if members[0].requirement.duty_id is not None else check_specs()[check].title
        yield f"  • {title} [{check}] — {_counts(members)}"
        for bearer, part in groupby(sorted(members, key=_who), key=_who):
            shown = [item for item in part if everything or item.status not in QUIET]
            detailed = [item for item in shown if item.object or item.period]
            if bearer and (detailed or not any(item.object or item.period for item in members)):
                yield f"      {bearer}"
            yield from (f"        – {_one(item)}" for item in detailed)


def _who(finding: Finding) -> str:
    bearer = finding.bearer
    return "" if bearer is None else (bearer.name or bearer.role)


def _counts(findings: Sequence[Finding]) -> str:
    counts = Counter(_label(finding) for finding in findings)
    if len(counts) == 1:
        label, count = next(iter(counts.items()))
        return label if count == 1 else f"{label}: {count}"
    return ", ".join(f"{label}: {count}" for label, count in counts.items())


def _label(finding: Finding) -> str:
    text = words("status")[finding.status.value]
    if finding.status is Status.NOT_ASSESSABLE and finding.reason:
        text = words("reason")[finding.reason]
    return f"{text} (справочно)" if finding.advisory else text


def _one(finding: Finding) -> str:
    place = finding.period.label if finding.period else _object(finding)
    parts = [f"{place}: {_label(finding)}"]
    if finding.status in LACKS and finding.due is not None:
        parts.append(f"срок {finding.due:%d.%m.%Y}")
    if finding.status is Status.PARTIAL and finding.need is not None:
        parts.append(f"есть {finding.have} из {finding.need}")
    if finding.reason in {"UNVERIFIED", "STUB_PERIOD"}:
        parts.append(words("reason")[finding.reason])
    if finding.evidence:
        parts.append(
            "основание: " + ", ".join(f"{words('evidence')[item.kind]} {item.ref}" for item in finding.evidence)
        )
    return "; ".join(parts)


def _object(finding: Finding) -> str:
    body = finding.object or {}
    day = body.get("date", "")
    shown = [f"{day[8:10]}.{day[5:7]}.{day[:4]}"] if day else []
    shown += [body[key] for key in ("class_id", "group_id", "subject") if key in body]
    return "урок " + ", ".join(shown)


def _totals(report: Report) -> Iterator[str]:
    yield "ИТОГ"
    totals = Counter(_label(finding) for finding in report.findings)
    for label, count in sorted(totals.items(), key=lambda item: (-item[1], item[0])):
        yield f"  {label}: {count}"
    judged = [line for line in summarise(report) if line.percent is not None]
    if judged:
        yield "  Исполнено в срок, % (из того, что можно оценить; справочные не считаются):"
    for line in judged:
        who = (line.bearer.name or line.bearer.role) if line.bearer else "школа"
        yield f"    {line.check} {who}: {line.percent:g}"


def _parameters(report: Report) -> Iterator[str]:
    if report.parameters:
        yield ""
        yield "СРОКИ, ПО КОТОРЫМ ПРОВЕРЕНО"
    for item in report.parameters:
        note = " (справочно)" if item.advisory else ""
        yield f"  {item.key} = {item.value} — {item.source}{note}"
