"""A draft: the document of an order as paragraphs and tables, before it becomes a file."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from parsing.records import OrderRecord


class Kind(StrEnum):
    """What a paragraph is for; how it looks follows from it."""

    ORGANIZATION = "organization"
    WORD = "word"
    """«ПРИКАЗ»."""
    DATE_AND_NUMBER = "date_and_number"
    PLACE = "place"
    TITLE = "title"
    PREAMBLE = "preamble"
    VERB = "verb"
    CLAUSE = "clause"
    KNOWN = "known"
    """«С приказом ознакомлены:»."""
    ANNEX_MARK = "annex_mark"
    ANNEX_TITLE = "annex_title"
    NOTE = "note"
    """What a person has to put in."""


class TableKind(StrEnum):
    """What a table is for."""

    PEOPLE = "people"
    """Ruled: names, posts, roles."""
    SIGNATURE = "signature"
    KNOWN = "known"


@dataclass(frozen=True, slots=True, kw_only=True)
class Paragraph:
    """One paragraph; a tab parts what stands left and right."""

    kind: Kind
    text: str
    new_page: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """Rows of cells; a ruled table begins with its header."""

    kind: TableKind
    rows: tuple[tuple[str, ...], ...]
    signed: bool = False
    """Its rows leave room for signatures by hand."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """The whole document."""

    title: str
    blocks: tuple[Paragraph | Table, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class DraftedOrder:
    """A draft that was read back before it is given away."""

    record: OrderRecord
    """What the draft was written from: where clauses had to be composed, with them."""
    draft: Draft
    unsaid: tuple[str, ...]
    """Fields of the record that the draft, read again, does not say in full."""
