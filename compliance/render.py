"""Report → text in Russian."""

from __future__ import annotations

from typing import TYPE_CHECKING

from compliance.outline import Kind, outline

if TYPE_CHECKING:
    from compliance.model import Report

LEADS = {Kind.CHECK: "  ", Kind.WHO: "    ", Kind.VERDICT: "    ", Kind.ITEM: "    • ", Kind.LINE: "  "}
APART = frozenset({Kind.HEADING, Kind.CLAUSE})


def render_text(report: Report, *, everything: bool = False) -> str:
    """The report as text that ends in a line break.

    Args:
        report: of `compliance.check`.
        everything: print fulfilled and not-bound instances one by one too.
    """
    lines: list[str] = []
    for block in outline(report, everything=everything):
        lines += [""] if block.kind in APART else []
        lines.append(LEADS.get(block.kind, "") + block.text)
    return "\n".join(lines) + "\n"
