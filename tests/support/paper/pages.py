"""Pages of a paper journal as drawn, each with what it says by `journal-page.schema.json`."""

from __future__ import annotations

from support.paper.left import left_page
from support.paper.right import right_page
from support.paper.summary import summary_page

PAGES = {"left": left_page, "right": right_page, "summary": summary_page}
USUAL = ("left", "right")
"""Kinds that are made where none is named: registers are not read yet."""
