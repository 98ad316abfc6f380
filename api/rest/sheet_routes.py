"""Addresses of `/api/v1/same-sheets`: sheets that look like one scanned twice."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter, Body, Request
from pydantic import BaseModel

from api.incoming import actor_of, services_of
from api.rest import views
from api.usecases.duplicates import answer_pair, list_pairs

router = APIRouter(prefix="/api/v1/same-sheets")


class Same(BaseModel):
    """A person's word on two sheets."""

    same: bool


@router.get("")
def get_pairs(request: Request) -> list[dict[str, Any]]:
    """Every pair that was asked about, open questions first."""
    return [views.pair(item) for item in list_pairs(services_of(request), actor_of(request))]


@router.post("/{pair_id}/answer")
def post_answer(request: Request, pair_id: str, said: Annotated[Same, Body()]) -> dict[str, Any]:
    """Keeps the answer; a later one takes its place."""
    return views.pair(answer_pair(services_of(request), actor_of(request), pair_id, same=said.same))
