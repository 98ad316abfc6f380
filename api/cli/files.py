"""Files in and out: every refusal of the system is one Russian sentence, no result is ever half-written."""

from __future__ import annotations

import os
import sys
import tempfile
from contextlib import contextmanager
from pathlib import Path
from typing import IO, TYPE_CHECKING

from api.words import SYSTEM_REASONS
from school.errors import FileMissing, FileUnreadable, FolderGiven, NotWritten

if TYPE_CHECKING:
    from collections.abc import Iterator
    from io import BufferedReader

    from school.errors import SvodError

STANDARD_OUTPUT = "стандартный вывод"
PIECE = 16_384
"""Bytes that are read at once."""


@contextmanager
def opened(path: Path) -> Iterator[BufferedReader]:
    """A file to be read.

    Raises:
        FileMissing, FolderGiven, FileUnreadable: it cannot be opened.
    """
    try:
        stream = path.open("rb")
    except (OSError, ValueError) as error:
        raise cannot_read(str(path), error) from error
    with stream:
        yield stream


def pieces_of(stream: BufferedReader, name: str) -> Iterator[bytes]:
    """The bytes of a stream as they come, from where it stands.

    Raises:
        FileUnreadable: the system gives no more of them before the end.
    """
    while True:
        try:
            piece = stream.read1(PIECE)
        except OSError as error:
            raise cannot_read(name, error) from error
        if not piece:
            return
        yield piece


def cannot_read(name: str, error: OSError | ValueError) -> SvodError:
    """Why a file cannot be read, in words; a `ValueError` is a name that no file can have."""
    if isinstance(error, FileNotFoundError | NotADirectoryError | ValueError):
        return FileMissing(name=name)
    if isinstance(error, IsADirectoryError):
        return FolderGiven(name=name)
    return FileUnreadable(name=name, why=_why(error, "система отказала"))


@contextmanager
def whole_file(path: Path) -> Iterator[IO[bytes]]:
    """A file to be written beside its place and put there at the end; when anything goes wrong, nothing is left.

    Raises:
        NotWritten: the folder, the disk or the system does not take it.
    """
    with _told(str(path)):
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, temporary = tempfile.mkstemp(dir=path.parent, prefix=".svod-")
        try:
            with os.fdopen(handle, "wb") as stream:
                yield stream
            Path(temporary).chmod(0o644)
            Path(temporary).replace(path)
        except BaseException:
            # also when the person stops the command: half a result must not be taken for a whole one
            Path(temporary).unlink(missing_ok=True)
            raise


@contextmanager
def standard_output() -> Iterator[IO[bytes]]:
    """Standard output for bytes, flushed at the end.

    Raises:
        NotWritten: the system does not take them.
        BrokenPipeError: nobody reads them any more.
    """
    with _told(STANDARD_OUTPUT):
        yield sys.stdout.buffer
        sys.stdout.buffer.flush()


@contextmanager
def _told(name: str) -> Iterator[None]:
    """What the system says against writing, in words."""
    try:
        yield
    except BrokenPipeError:
        raise
    except OSError as error:
        raise NotWritten(name=name, why=_why(error, "система отказала")) from error


def _why(error: OSError, other: str) -> str:
    return SYSTEM_REASONS.get(error.errno or 0, other)
