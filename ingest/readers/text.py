"""Plain text: one line of the file is one line of the document."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ingest.encodings import decode
from ingest.model import Line, Page, PageKind
from ingest.sources import bytes_of
from school.errors import DamagedFile

if TYPE_CHECKING:
    from ingest.model import Source


def read_text(source: Source) -> Page:
    """One page; `Document.raw_text` equals the file with line feeds for newlines and no byte order mark."""
    text = decode(bytes_of(source))
    if text is None:
        raise DamagedFile(name=source.name)
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    return Page(number=1, kind=PageKind.TEXT, lines=tuple(Line(raw=line, text=line) for line in lines))
