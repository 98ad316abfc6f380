"""What was loaded, and taking it back."""

from __future__ import annotations

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse, RedirectResponse

from api.incoming import actor_of, services_of
from api.usecases.batches import list_batches, revert_batch
from api.web.rendering import page
from api.words import BATCH_KINDS

router = APIRouter()


@router.get("/batches")
def get_batches(request: Request, reverted: str = "") -> HTMLResponse:
    """Every loading, newest first."""
    batches = list_batches(services_of(request), actor_of(request))
    return page(request, "batches.html", batches=batches, kinds=BATCH_KINDS, reverted=reverted)


@router.post("/batches/{batch_id}/reversal")
def post_reversal(request: Request, batch_id: str) -> RedirectResponse:
    """Takes a loading back."""
    revert_batch(services_of(request), actor_of(request), batch_id)
    return RedirectResponse(f"/batches?reverted={batch_id}", status_code=303)
