"""The first page: papers and what became of them; a new paper goes up."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, File, Request, UploadFile
from fastapi.responses import HTMLResponse, RedirectResponse

from api.incoming import actor_of, services_of, sources_of
from api.usecases.documents import list_documents
from api.usecases.orders import register_order
from api.web.rendering import page
from api.words import ORDER_STATES
from school.errors import UsageError

router = APIRouter()
MEGA = 1_000_000
TITLES = {
    "image/png": "PNG",
    "image/jpeg": "JPEG",
    "image/tiff": "TIFF",
    "application/pdf": "PDF",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": "DOCX",
    "text/plain": "текст",
}


@router.get("/")
def get_documents(request: Request) -> HTMLResponse:
    """Papers with their state, and the form to upload."""
    ready = services_of(request)
    return page(
        request,
        "documents.html",
        documents=list_documents(ready, actor_of(request)),
        titles=TITLES,
        states=ORDER_STATES,
        limit=ready.reading.limits.file_bytes // MEGA,
    )


@router.post("/documents")
def post_documents(request: Request, files: Annotated[list[UploadFile], File()]) -> RedirectResponse:
    """Reads an order and opens it; several files are its sheets in order."""
    chosen = [file for file in files if file.filename]
    if not chosen:
        raise UsageError(reason="Файл не выбран. Выберите файл приказа и повторите.")
    ready = services_of(request)
    view = register_order(ready, actor_of(request), sources_of(chosen, ready)).view
    told = "repeated" if view.load is not None and view.load.repeated else "new"
    return RedirectResponse(f"/orders/{view.order.order_id}?loaded={told}", status_code=303)
