"""What an address, of REST or of pages, gives away as a file."""

from __future__ import annotations

from urllib.parse import quote

from fastapi.responses import Response

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


def disposition(name: str) -> str:
    """The header that names a file to be kept, in any alphabet (RFC 6266)."""
    return f"attachment; filename*=UTF-8''{quote(name)}"


def attached(data: bytes, name: str, media_type: str, headers: dict[str, str] | None = None) -> Response:
    """A whole file to be kept."""
    return Response(data, media_type=media_type, headers={"Content-Disposition": disposition(name), **(headers or {})})
