"""What are these bytes? Decided by the bytes, not by the name; limits are looked at before decoding."""

from __future__ import annotations

import zipfile
from enum import StrEnum
from typing import TYPE_CHECKING

from ingest.encodings import decode
from ingest.foreign import by_head, in_ole, in_zip, unknown
from ingest.sources import bytes_of, head_of, is_blank, size_of, stream_of
from school.errors import (
    ArchiveTooLarge,
    DamagedFile,
    EmptyFile,
    EncryptedFile,
    FileTooLarge,
    MisnamedFile,
    NotAText,
    UnknownFormat,
)

if TYPE_CHECKING:
    from ingest.foreign import Foreign
    from ingest.model import Limits, Source

MEGA = 1_000_000


class Kind(StrEnum):
    """Kinds of files that Svod reads, by media type."""

    PNG = "image/png"
    JPEG = "image/jpeg"
    TIFF = "image/tiff"
    GIF = "image/gif"
    WEBP = "image/webp"
    BMP = "image/bmp"
    PDF = "application/pdf"
    DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
    TEXT = "text/plain"


IMAGES = frozenset({Kind.PNG, Kind.JPEG, Kind.TIFF, Kind.GIF, Kind.WEBP, Kind.BMP})
MAGIC: tuple[tuple[bytes, Kind], ...] = (
    (b"\x89PNG\r\n\x1a\n", Kind.PNG),
    (b"\xff\xd8\xff", Kind.JPEG),
    (b"II*\x00", Kind.TIFF),
    (b"MM\x00*", Kind.TIFF),
    (b"II+\x00", Kind.TIFF),
    (b"MM\x00+", Kind.TIFF),
    (b"GIF87a", Kind.GIF),
    (b"GIF89a", Kind.GIF),
)
RIFF, WEBP, BITMAP = b"RIFF", b"WEBP", b"BM"
BITMAP_HEADERS = frozenset({12, 40, 52, 56, 64, 108, 124})
"""Sizes that the second header of a BMP may have; two letters alone may begin a text."""
HEAD = 4096
PDF_HEADER_WITHIN = 1024
ZIP_MAGIC = b"PK\x03\x04"
OLE_MAGIC = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
EXTENSIONS = {
    "png": Kind.PNG,
    "jpg": Kind.JPEG,
    "jpeg": Kind.JPEG,
    "tif": Kind.TIFF,
    "tiff": Kind.TIFF,
    "gif": Kind.GIF,
    "webp": Kind.WEBP,
    "bmp": Kind.BMP,
    "pdf": Kind.PDF,
    "docx": Kind.DOCX,
    "txt": Kind.TEXT,
}
TITLES = {
    Kind.PNG: "изображение PNG",
    Kind.JPEG: "изображение JPEG",
    Kind.TIFF: "изображение TIFF",
    Kind.GIF: "изображение GIF",
    Kind.WEBP: "изображение WebP",
    Kind.BMP: "изображение BMP",
    Kind.PDF: "PDF",
    Kind.DOCX: "документ DOCX",
    Kind.TEXT: "текст",
}
OTHERS = (
    (ZIP_MAGIC, "документ DOCX, таблица XLSX или архив"),
    (OLE_MAGIC, "документ или таблица старого формата (DOC, XLS)"),
)
DOCUMENT = "word/document.xml"
ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
BINARY = "двоичные данные"


def refuse_unless_text(name: str, head: bytes) -> None:
    """Looks at the first bytes of what should be a text; says nothing of its encoding.

    Raises:
        NotAText: they are those of another kind of file.
        MisnamedFile: the name promises another kind than the bytes hold.
    """
    promised = EXTENSIONS.get(name.rsplit(".", 1)[-1].lower())
    kind = _by_magic(head)
    found = TITLES[kind] if kind else next((title for magic, title in OTHERS if head.startswith(magic)), None)
    if found is None and promised not in {None, Kind.TEXT}:
        raise MisnamedFile(name=name, expected=TITLES[promised], found=TITLES[Kind.TEXT])
    if found is not None and promised is Kind.TEXT:
        raise MisnamedFile(name=name, expected=TITLES[promised], found=found)
    if found is not None:
        raise NotAText(name=name, found=found)


def recognise(source: Source, limits: Limits) -> Kind:
    """The kind of the bytes.

    Raises:
        EmptyFile, FileTooLarge, UnknownFormat, MisnamedFile, DamagedFile, EncryptedFile, ArchiveTooLarge.
    """
    if is_blank(source):
        raise EmptyFile(name=source.name)
    if size_of(source) > limits.file_bytes:
        raise FileTooLarge(name=source.name, limit=limits.file_bytes // MEGA)
    kind = _by_bytes(source, limits)
    promised = EXTENSIONS.get(source.name.rsplit(".", 1)[-1].lower())
    if kind is None and promised:
        raise DamagedFile(name=source.name)
    if kind is None:
        raise _not_read(source, unknown())
    if promised and promised is not kind and not {promised, kind} <= IMAGES:
        raise MisnamedFile(name=source.name, expected=TITLES[promised], found=TITLES[kind])
    return kind


def _not_read(source: Source, foreign: Foreign) -> UnknownFormat:
    return UnknownFormat(name=source.name, found=foreign.title, advice=foreign.advice)


def _by_bytes(source: Source, limits: Limits) -> Kind | None:
    head = head_of(source, HEAD)
    kind = _by_magic(head)
    if kind is not None:
        return kind
    foreign = by_head(head)
    if foreign is not None:
        raise _not_read(source, foreign)
    if head.startswith(ZIP_MAGIC):
        return _office(source, limits)
    if head.startswith(OLE_MAGIC):
        raise _old_office(source)
    return Kind.TEXT if decode(bytes_of(source)) is not None else None


def _by_magic(head: bytes) -> Kind | None:
    for magic, kind in MAGIC:
        if head.startswith(magic):
            return kind
    if head.startswith(RIFF) and head[8:12] == WEBP:
        return Kind.WEBP
    if head.startswith(BITMAP) and int.from_bytes(head[14:18], "little") in BITMAP_HEADERS:
        return Kind.BMP
    return Kind.PDF if b"%PDF-" in head[:PDF_HEADER_WITHIN] else None


def _old_office(source: Source) -> EncryptedFile | UnknownFormat:
    """A new document that is locked with a password lies in a file of the old kind."""
    data = bytes_of(source)
    if ENCRYPTED in data:
        return EncryptedFile(name=source.name)
    return _not_read(source, in_ole(data))


def _office(source: Source, limits: Limits) -> Kind:
    """DOCX by its parts. Unpacked sizes are summed first: zipfile never gives out more than they promise."""
    try:
        with stream_of(source) as stream, zipfile.ZipFile(stream) as archive:
            parts = archive.infolist()
    except (zipfile.BadZipFile, ValueError, NotImplementedError) as error:
        raise DamagedFile(name=source.name) from error
    names = {part.filename for part in parts}
    if DOCUMENT not in names:
        raise _not_read(source, in_zip(names))
    if sum(part.file_size for part in parts) > limits.unpacked_bytes:
        raise ArchiveTooLarge(name=source.name, limit=limits.unpacked_bytes // MEGA)
    return Kind.DOCX
