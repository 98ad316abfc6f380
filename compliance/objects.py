"""What an instance is about, in Russian: a lesson, a mark, a pupil's term, a plan, a missed lesson."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from compliance.model import Finding, Period


def object_words(item: Finding) -> str:
    """One phrase: day or period, class and subject, whose; empty when there is nothing but the bearer."""
    held = item.object or {}
    if "overlap" in held:
        return f"он же — {held['overlap']}"
    when, what = _when(held, item.period), ", ".join(part for part in (_journal(held), _whose(held)) if part)
    apart = ": " if item.period is not None and what else " "
    told = f"{when}{apart}{what}".strip()
    number = next((held[key] for key in ("mark_id", "work_id", "lesson_id", "slot_id") if key in held), None)
    return f"{told} ({number})" if number else told


def _when(held: Mapping[str, str], period: Period | None) -> str:
    if "date" in held:
        return f"{date.fromisoformat(held['date']):%d.%m.%Y}"
    return f"{period.label} ({period.start:%d.%m}–{period.end:%d.%m.%Y})" if period is not None else ""


def _journal(held: Mapping[str, str]) -> str:
    name = held.get("class") or held.get("class_id") or held.get("group_id") or ""
    group = f" ({held['group']})" if "group" in held and "class_id" in held else ""
    lesson = f"урок {held['number']}" if "number" in held else ""
    return ", ".join(part for part in (f"{name}{group}", held.get("subject", ""), lesson, held.get("type", "")) if part)


def _whose(held: Mapping[str, str]) -> str:
    if "absent" in held:
        return f"отсутствует {held['absent']}"
    return held.get("pupil") or held.get("pupil_id", "")
