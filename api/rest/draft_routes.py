"""Addresses of drafts: an order of the register as a DOCX to print and sign."""

from __future__ import annotations

from fastapi import APIRouter, Request, Response

from api.incoming import actor_of, services_of
from api.outgoing import DOCX, attached
from api.usecases.drafting import draft_registered

router = APIRouter(prefix="/api/v1")


@router.get("/orders/{order_id}/draft.docx")
def get_draft(request: Request, order_id: str) -> Response:
    """The order written anew by its record; `X-Svod-Unsaid` names fields that the draft does not say in full."""
    drafted = draft_registered(services_of(request), actor_of(request), order_id)
    return attached(drafted.data, drafted.name, DOCX, {"X-Svod-Unsaid": ", ".join(drafted.unsaid)})
