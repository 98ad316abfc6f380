"""The bytes of a source, wherever they lie: a large file on disk is looked into, never held as a whole."""

from __future__ import annotations

from io import BytesIO
from typing import IO, TYPE_CHECKING

if TYPE_CHECKING:
    from ingest.model import Source


def size_of(source: Source) -> int:
    """How many bytes it has."""
    return len(source.data) if source.path is None else source.path.stat().st_size


def stream_of(source: Source) -> IO[bytes]:
    """A stream over the bytes, to be closed by who asked for it."""
    return BytesIO(source.data) if source.path is None else source.path.open("rb")


def head_of(source: Source, size: int) -> bytes:
    """The first bytes."""
    with stream_of(source) as stream:
        return stream.read(size)


def bytes_of(source: Source) -> bytes:
    """All of them, for what is read whole in any case."""
    return source.data if source.path is None else source.path.read_bytes()


def is_blank(source: Source) -> bool:
    """True when there is nothing but white space."""
    with stream_of(source) as stream:
        # the first block of nearly every file settles it
        return all(block.isspace() for block in iter(lambda: stream.read(1 << 16), b""))
