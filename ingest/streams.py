"""A text that comes as bytes, piece by piece: its signs, in memory that does not grow with its length.

The encoding is looked for where it shows, at the first signs outside ASCII, by `ingest.encodings`. What cannot be
decoded does not stop a long text: in UTF-8 such bytes are kept (Python's `surrogateescape` gives them back), in
other encodings U+FFFD stands for them; how many they were and where the first stood is told.
"""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass, field
from itertools import chain, pairwise
from typing import TYPE_CHECKING

from ingest.encodings import ESCAPED, encoding_of, is_nearly_ascii
from ingest.formats import BINARY, refuse_unless_text
from school.errors import DamagedFile, EmptyFile, NotAText

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

SAMPLE = 16_384
"""Bytes that the encoding is judged by, at least where the text is so long."""
UTF8 = "utf-8"
REPLACED = re.compile("\ufffd")


@dataclass(slots=True, kw_only=True)
class TextStream:
    """A text under the name it came with; going through it reads it from its beginning.

    Raises, while it is gone through:
        EmptyFile, NotAText, MisnamedFile, DamagedFile.
    """

    name: str
    read: Callable[[], Iterator[bytes]]
    """Gives the bytes from the beginning."""
    again: bool
    """Whether they can be read more than once."""
    lost: int = field(default=0, init=False)
    """Bytes (in UTF-16 signs) that were no text, as far as it was gone through the last time."""
    first_lost: int = field(default=0, init=False)
    """Line of the first of them, from 1."""
    replaces: bool = field(default=False, init=False)
    """Whether U+FFFD stands for them; else they are kept."""

    def __iter__(self) -> Iterator[str]:
        """The text bit by bit, newlines and byte order mark of UTF-8 as they are."""
        self.lost = self.first_lost = 0
        line, blank, before = 1, True, ""
        for text in self._texts():
            # «\r» and «\n» of one newline may come apart
            line -= before.endswith("\r") and text.startswith("\n")
            self._count(text, line)
            line += newlines(text)
            blank = blank and not text.strip("\ufeff").strip()
            before = text
            yield text
        if blank:
            raise EmptyFile(name=self.name)

    def _texts(self) -> Iterator[str]:
        decoder = _decoder(UTF8)
        sure = started = False
        for block, following in _with_next(_grouped(self.read())):
            if not started:
                refuse_unless_text(self.name, block)
                started = True
            left = ""
            if not sure:
                # every encoding but UTF-16 has ASCII inside: as long as there is little else, the question stays open
                encoding, sure = self._encoding(block + following)
                left = decoder.decode(b"", final=True)
                self.replaces = encoding != UTF8
                decoder = _decoder(encoding)
            yield left + decoder.decode(block, final=not following)

    def _encoding(self, sample: bytes) -> tuple[str, bool]:
        """The encoding of what begins so, and whether it shows."""
        if sample.isascii() and not sample.strip(b"\0 \t\r\n") and b"\0" in sample:
            raise DamagedFile(name=self.name)
        found = encoding_of(sample, cut=True)
        if found is None and not is_nearly_ascii(sample):
            raise NotAText(name=self.name, found=BINARY)
        # the byte order mark of UTF-8 is kept as a sign of the text
        encoding = UTF8 if found in {None, "utf-8-sig"} else found
        return encoding, found is not None and not sample.isascii()

    def _count(self, text: str, line: int) -> None:
        places = [match.start() for match in (REPLACED if self.replaces else ESCAPED).finditer(text)]
        if places and not self.lost:
            self.first_lost = line + newlines(text[: places[0]])
        self.lost += len(places)


def _decoder(encoding: str) -> codecs.IncrementalDecoder:
    return codecs.getincrementaldecoder(encoding)("surrogateescape" if encoding == UTF8 else "replace")


def newlines(text: str) -> int:
    """How many lines end in a text."""
    return text.count("\n") + text.count("\r") - text.count("\r\n")


def _grouped(chunks: Iterable[bytes]) -> Iterator[bytes]:
    """The same bytes, at least `SAMPLE` together save the last."""
    held = b""
    for chunk in chunks:
        held += chunk
        if len(held) >= SAMPLE:
            yield held
            held = b""
    if held:
        yield held


def _with_next(blocks: Iterable[bytes]) -> Iterator[tuple[bytes, bytes]]:
    """Every block with the one behind it; nothing behind the last."""
    return pairwise(chain(blocks, (b"",)))
