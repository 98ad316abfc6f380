"""What are these bytes? Decided by the bytes, not by the name; limits are looked at before decoding."""

from __future__ import annotations

import zipfile
from enum import StrEnum
from io import BytesIO
from typing import TYPE_CHECKING

from ingest.encodings import decode
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
    from ingest.model import Limits, Source

MEGA = 1_000_000


class Kind(StrEnum):
    """Kinds of files that Svod reads, by media type."""

    PNG = "image/png"
    JPEG = "image/jpeg"
    TIFF = "image/tiff"
    PDF = "application/pdf"
    DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
    TEXT = "text/plain"


IMAGES = frozenset({Kind.PNG, Kind.JPEG, Kind.TIFF})
MAGIC: tuple[tuple[bytes, Kind], ...] = (
    (b"\x89PNG\r\n\x1a\n", Kind.PNG),
    (b"\xff\xd8\xff", Kind.JPEG),
    (b"II*\x00", Kind.TIFF),
    (b"MM\x00*", Kind.TIFF),
    (b"II+\x00", Kind.TIFF),
)
PDF_HEADER_WITHIN = 1024
ZIP_MAGIC = b"PK\x03\x04"
OLE_MAGIC = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
EXTENSIONS = {
    "png": Kind.PNG,
    "jpg": Kind.JPEG,
    "jpeg": Kind.JPEG,
    "tif": Kind.TIFF,
    "tiff": Kind.TIFF,
    "pdf": Kind.PDF,
    "docx": Kind.DOCX,
    "txt": Kind.TEXT,
}
TITLES = {
    Kind.PNG: "изображение PNG",
    Kind.JPEG: "изображение JPEG",
    Kind.TIFF: "изображение TIFF",
    Kind.PDF: "PDF",
    Kind.DOCX: "документ DOCX",
    Kind.TEXT: "текст",
}
OTHERS = (
    (ZIP_MAGIC, "документ DOCX, таблица XLSX или архив"),
    (OLE_MAGIC, "документ или таблица старого формата (DOC, XLS)"),
)
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
    if not source.data.strip():
        raise EmptyFile(name=source.name)
    if len(source.data) > limits.file_bytes:
        raise FileTooLarge(name=source.name, limit=limits.file_bytes // MEGA)
    kind = _by_bytes(source, limits)
    promised = EXTENSIONS.get(source.name.rsplit(".", 1)[-1].lower())
    if kind is None:
        raise DamagedFile(name=source.name) if promised else UnknownFormat(name=source.name)
    if promised and promised is not kind and not {promised, kind} <= IMAGES:
        raise MisnamedFile(name=source.name, expected=TITLES[promised], found=TITLES[kind])
    return kind


def _by_bytes(source: Source, limits: Limits) -> Kind | None:
    data = source.data
    kind = _by_magic(data)
    if kind is not None:
        return kind
    if data.startswith(ZIP_MAGIC):
        return _office(source, limits)
    if data.startswith(OLE_MAGIC):
        if source.name.lower().endswith(".docx"):
            raise EncryptedFile(name=source.name)
        return None
    return Kind.TEXT if decode(data) is not None else None


def _by_magic(data: bytes) -> Kind | None:
    for magic, kind in MAGIC:
        if data.startswith(magic):
            return kind
    return Kind.PDF if b"%PDF-" in data[:PDF_HEADER_WITHIN] else None


def _office(source: Source, limits: Limits) -> Kind | None:
    """DOCX by its parts. Unpacked sizes are summed first: zipfile never gives out more than they promise."""
    try:
        with zipfile.ZipFile(BytesIO(source.data)) as archive:
            parts = archive.infolist()
            if sum(part.file_size for part in parts) > limits.unpacked_bytes:
                raise ArchiveTooLarge(name=source.name, limit=limits.unpacked_bytes // MEGA)
            names = {part.filename for part in parts}
    except (zipfile.BadZipFile, ValueError, NotImplementedError) as error:
        raise DamagedFile(name=source.name) from error
    return Kind.DOCX if "word/document.xml" in names else None
