"""What every address, of REST and of pages, takes from its request."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, cast

from fastapi import File, Request, UploadFile

from ingest.model import Source
from school.errors import FileTooLarge

if TYPE_CHECKING:
    from api.usecases.services import Services
    from journal.model import Actor

Files = Annotated[list[UploadFile], File(description="Один файл или страницы одного документа по порядку")]


def services_of(request: Request) -> Services:
    """The services that bootstrap put together."""
    return cast("Services", request.app.state.services)


def actor_of(request: Request) -> Actor:
    """Who acts in this request."""
    return cast("Actor", request.app.state.actor)


def sources_of(files: list[UploadFile], services: Services) -> list[Source]:
    """The uploaded bytes; a file over the limit is refused before it is read whole."""
    limit = services.reading.limits.file_bytes
    sources = []
    for file in files:
        name = file.filename or "файл"
        data = file.file.read(limit + 1)
        if len(data) > limit:
            raise FileTooLarge(name=name, limit=limit // 1_000_000)
        sources.append(Source(name=name, data=data))
    return sources
