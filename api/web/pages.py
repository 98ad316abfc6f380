"""Every page, and the scripts and styles that they use."""

from __future__ import annotations

from importlib.resources import files

from fastapi import APIRouter
from starlette.staticfiles import StaticFiles

from api.web import checks, documents, guide, jobs, journal, loads, local_acts, orders, register, sheets, texts


def pages() -> APIRouter:
    """The addresses for people."""
    router = APIRouter(include_in_schema=False)
    for part in (documents, texts, sheets, jobs, register, orders, local_acts, journal, checks, loads, guide):
        router.include_router(part.router)
    return router


def assets() -> StaticFiles:
    """Svod's own scripts and styles and those that it brings along."""
    return StaticFiles(directory=str(files("api.web").joinpath("static")))
