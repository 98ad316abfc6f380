"""Forms in which a read document is given to others."""

from __future__ import annotations

from enum import StrEnum


class Form(StrEnum):
    """Forms of a read document."""

    TEXT = "text"
    JSON = "json"
    PDF = "pdf"
    ALTO = "alto"
    HOCR = "hocr"


SUFFIXES = {Form.TEXT: ".txt", Form.JSON: ".json", Form.PDF: ".pdf", Form.ALTO: ".xml", Form.HOCR: ".hocr"}
MEDIA_TYPES = {
    Form.TEXT: "text/plain; charset=utf-8",
    Form.JSON: "application/json",
    Form.PDF: "application/pdf",
    Form.ALTO: "application/xml",
    Form.HOCR: "text/html; charset=utf-8",
}
