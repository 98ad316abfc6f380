"""Compares pages as read with their truth (both by journal-page.schema.json)."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any

from rapidfuzz.distance import Levenshtein

if TYPE_CHECKING:
    from collections.abc import Mapping


def score(truth: Mapping[str, Any], read: Mapping[str, Any]) -> Counter[str]:
    """Counts of one page; pages are added up."""
    return _right(truth, read) if truth["kind"] == "right" else _left(truth, read)


def _flag(item: Mapping[str, Any] | None) -> bool:
    return bool(item is not None and item.get("needs_review"))


def _left(truth: Mapping[str, Any], read: Mapping[str, Any]) -> Counter[str]:
    counts: Counter[str] = Counter(pages=1)
    columns = {item["id"]: item for item in read.get("columns", ())}
    students = {item.get("row"): item for item in read.get("students", ())}
    for column in truth["columns"]:
        counts["columns"] += 1
        counts["columns right"] += column["id"] in columns
    flagged = [item for item in columns.values() if _flag(item)]
    counts["columns flagged"] += len(flagged)
    wrong = [item for name, item in columns.items() if name not in {column["id"] for column in truth["columns"]}]
    counts["columns silently wrong"] += sum(not _flag(item) for item in wrong)
    # marks of a column whose date is wrong are before a person's eyes when that column is
    shown = bool(wrong) and all(_flag(item) for item in wrong)
    for student in truth["students"]:
        found = students.get(student["row"])
        _name(student, found, counts)
        for column in truth["columns"]:
            _cell(student, found, column["id"], columns, counts, shown=shown and column["id"] not in columns)
    return counts


def _name(student: Mapping[str, Any], found: Mapping[str, Any] | None, counts: Counter[str]) -> None:
    counts["names"] += 1
    expected = student.get("roster_match", student["name"])
    right = found is not None and found.get("roster_match") == expected
    counts["names right"] += right
    counts["names flagged"] += found is not None and _flag(found)
    counts["names silently wrong"] += found is not None and not right and not _flag(found)


def _value(row: Mapping[str, Any] | None, column: str) -> tuple[str, Mapping[str, Any] | None]:
    marks = row.get("marks", ()) if row is not None else ()
    mark = next((item for item in marks if item.get("col") == column), None)
    return ("" if mark is None else mark["value"]), mark


def _cell(
    student: Mapping[str, Any],
    found: Mapping[str, Any] | None,
    column: str,
    columns: Mapping[str, Any],
    counts: Counter[str],
    *,
    shown: bool,
) -> None:
    expected, _ = _value(student, column)
    value, mark = _value(found, column)
    flagged = shown or _flag(mark) or _flag(columns.get(column)) or (found is not None and _flag(found))
    kind = "ink" if expected else "blank"
    counts[f"{kind} cells"] += 1
    counts[f"{kind} cells right"] += value == expected
    counts[f"{kind} cells flagged"] += flagged
    counts[f"{kind} cells flagged by the cell alone"] += _flag(mark)
    counts[f"{kind} cells silently wrong"] += value != expected and not flagged
    if value != expected:
        counts[f"  «{expected}» read «{value}»{' flagged' if flagged else ''}"] += 1


def _right(truth: Mapping[str, Any], read: Mapping[str, Any]) -> Counter[str]:
    counts: Counter[str] = Counter(pages=1)
    rows = {item.get("row"): item for item in read.get("rows", ())}
    for row in truth["rows"]:
        found = rows.get(row["row"])
        right = found is not None and found.get("date") == row["date"]
        counts["dates"] += 1
        counts["dates right"] += right
        counts["lesson rows flagged"] += found is not None and _flag(found)
        counts["dates silently wrong"] += found is not None and not right and not _flag(found)
        for field in ("topic", "homework"):
            expected, got = row.get(field, ""), (found or {}).get(field, "")
            counts[f"{field} letters"] += len(expected)
            counts[f"{field} letters wrong"] += min(len(expected), Levenshtein.distance(expected, got))
            counts[f"{field} exact"] += expected == got
            counts[f"{field} texts"] += 1
    return counts


SHARES = (
    ("cells with ink read right", "ink cells right", "ink cells"),
    ("of them silently wrong", "ink cells silently wrong", "ink cells"),
    ("of them shown to a person", "ink cells flagged", "ink cells"),
    ("  for the cell's own sake", "ink cells flagged by the cell alone", "ink cells"),
    ("blank cells read right", "blank cells right", "blank cells"),
    ("of them silently wrong", "blank cells silently wrong", "blank cells"),
    ("of them shown to a person", "blank cells flagged by the cell alone", "blank cells"),
    ("columns dated right", "columns right", "columns"),
    ("columns silently wrong", "columns silently wrong", "columns"),
    ("columns shown to a person", "columns flagged", "columns"),
    ("pupils matched right", "names right", "names"),
    ("pupils silently wrong", "names silently wrong", "names"),
    ("pupils shown to a person", "names flagged", "names"),
    ("lesson dates right", "dates right", "dates"),
    ("lesson dates silently wrong", "dates silently wrong", "dates"),
    ("lesson rows shown to a person", "lesson rows flagged", "dates"),
    ("letters of topics wrong", "topic letters wrong", "topic letters"),
    ("letters of homework wrong", "homework letters wrong", "homework letters"),
)


def table(counts: Counter[str]) -> list[str]:
    """Lines for a person: share, and the numbers behind it."""
    lines = [f"pages: {counts['pages']} read, {counts['refused']} refused with a message"]
    for title, part, whole in SHARES:
        if counts[whole]:
            share = 100 * counts[part] / counts[whole]
            lines.append(f"{title:<34} {share:6.2f} %  ({counts[part]} of {counts[whole]})")
    return lines


def confusions(counts: Counter[str], most: int = 20) -> list[str]:
    """The commonest wrong readings."""
    return [f"{count:4d} {name}" for name, count in counts.most_common() if name.startswith("  ")][:most]
