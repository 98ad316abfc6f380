"""A PDF file written from its beginning to its end: objects go out as they are made, none is kept.

Only what an export needs. Equal calls give equal bytes: the file's ID is the hash of what was written.
"""

from __future__ import annotations

import hashlib
import zlib
from dataclasses import dataclass, field
from typing import IO, Any

HEADER = b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n"
COMPRESSION = 6
ID_SIGNS = 32


@dataclass(slots=True, kw_only=True)
class PdfFile:
    """Takes objects and writes them one behind another."""

    out: IO[bytes]
    _length: int = field(default=0, init=False)
    _places: list[int] = field(default_factory=list, init=False)
    """Offset of every object, 0 where it was not written yet."""
    _digest: Any = field(default_factory=hashlib.sha256, init=False)

    def __post_init__(self) -> None:
        self._write(HEADER)

    def reserve(self) -> int:
        """A number for an object that is written later."""
        self._places.append(0)
        return len(self._places)

    def put(self, body: str | bytes, number: int | None = None) -> int:
        """Writes an object; returns its number."""
        chosen = number or self.reserve()
        self._places[chosen - 1] = self._length
        self._write(b"%d 0 obj\n" % chosen)
        self._write(body.encode("ascii") if isinstance(body, str) else body)
        self._write(b"\nendobj\n")
        return chosen

    def stream(self, entries: str, data: bytes, *, packed: bool = True) -> int:
        """Writes a stream; `packed` compresses it, otherwise the entries say how the data are to be read."""
        if packed:
            data, entries = zlib.compress(data, COMPRESSION), f"{entries} /Filter /FlateDecode"
        head = f"<< {entries.strip()} /Length {len(data)} >>\nstream\n".encode("ascii")
        return self.put(b"".join((head, data, b"\nendstream")))

    def close(self, root: int, info: int) -> None:
        """Writes where everything stands; nothing can be put behind that."""
        start, size = self._length, len(self._places) + 1
        self._write(b"xref\n0 %d\n0000000000 65535 f \n" % size)
        for place in self._places:
            self._write(b"%010d 00000 n \n" % place)
        name = self._digest.hexdigest()[:ID_SIGNS]
        trailer = f"<< /Size {size} /Root {root} 0 R /Info {info} 0 R /ID [<{name}> <{name}>] >>"
        self._write(f"trailer\n{trailer}\nstartxref\n{start}\n%%EOF\n".encode("ascii"))

    def _write(self, data: bytes) -> None:
        self.out.write(data)
        self._digest.update(data)
        self._length += len(data)


def text_string(text: str) -> str:
    """Any text as a PDF string."""
    return "<feff" + text.encode("utf-16-be").hex() + ">"


def number(value: float) -> str:
    """A real as PDF writes it: no exponent, no needless noughts."""
    text = f"{value:.4f}".rstrip("0").rstrip(".")
    return "0" if text in {"", "-0"} else text


def numbers(*values: float) -> str:
    """Several of them."""
    return " ".join(number(value) for value in values)
