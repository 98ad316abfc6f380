"""How a worker works; bootstrap fills it from the settings."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkerOptions:
    """Limits and rhythms."""

    processes: int
    """Pages read at once, each in a child of its own."""
    page_seconds: float = 120.0
    """Longest time for one page; then its child is killed."""
    page_memory: int = 2_048_000_000
    """Most bytes that a child, or the engine under it, may take."""
    document_seconds: float = 300.0
    """Longest time for opening the files, and for repairing and parsing what was read of them."""
    jobs_at_once: int = 4
    """So many jobs share the children in turn: a small one need not wait for the end of a large one."""
    pages_per_child: int = 100
    """A child is replaced after so many pages: libraries leak."""
    tick_seconds: float = 0.2
    beat_seconds: float = 2.0
    idle_seconds: float = 1.0
    stale_seconds: float = 60.0
    """A worker that has been silent for so long is taken for dead."""
    most_attempts: int = 20
    """A job that was taken up so often without a single page done is given up: it kills its workers."""
