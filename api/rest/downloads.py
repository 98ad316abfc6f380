"""A kept document as a file to take away."""

from __future__ import annotations

from pathlib import PurePath
from tempfile import SpooledTemporaryFile
from typing import IO, TYPE_CHECKING, Annotated

from fastapi import APIRouter, Query, Request
from fastapi.responses import StreamingResponse

from api.incoming import actor_of, services_of
from api.outgoing import disposition
from api.usecases.exporting import export_document
from ingest.export.forms import MEDIA_TYPES, SUFFIXES, Form

if TYPE_CHECKING:
    from collections.abc import Iterator

router = APIRouter(prefix="/api/v1")
IN_MEMORY, PIECE = 8_000_000, 65_536
"""Bytes of a file that need no disk, and that are sent at once."""


@router.get("/documents/{sha256}/export")
def get_export(
    request: Request, sha256: str, form: Annotated[Form, Query(alias="format")] = Form.PDF
) -> StreamingResponse:
    """The document as a searchable PDF/A, hOCR, ALTO, text or JSON."""
    file: IO[bytes] = SpooledTemporaryFile(max_size=IN_MEMORY)  # noqa: SIM115 - closed when it is sent
    try:
        name = export_document(services_of(request), actor_of(request), sha256, form, file)
    except BaseException:
        file.close()
        raise
    length = file.tell()
    headers = {
        "Content-Disposition": disposition(f"{PurePath(name).stem}{SUFFIXES[form]}"),
        "Content-Length": str(length),
    }
    return StreamingResponse(_pieces(file), media_type=MEDIA_TYPES[form], headers=headers)


def _pieces(file: IO[bytes]) -> Iterator[bytes]:
    with file:
        file.seek(0)
        while piece := file.read(PIECE):
            yield piece
