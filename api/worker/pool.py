"""Children: each works on one thing at a time, and is killed when it takes too long."""

from __future__ import annotations

import os
import sys
import threading
from concurrent.futures import CancelledError, wait
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from dataclasses import dataclass, field
from multiprocessing.context import SpawnContext, SpawnProcess
from types import ModuleType
from typing import TYPE_CHECKING, Any

from pebble import ProcessExpired, ProcessPool

from api.worker.child import Answer, Stop, settle

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from concurrent.futures import Future

    from api.worker.options import WorkerOptions

_main = threading.Lock()


@contextmanager
def _without_main() -> Iterator[None]:
    """A spawned child imports its parent's main module again; ours need nothing of it, and it takes seconds."""
    with _main:
        real = sys.modules["__main__"]
        sys.modules["__main__"] = ModuleType("__main__")
        try:
            yield
        finally:
            sys.modules["__main__"] = real


class _Process(SpawnProcess):
    def start(self) -> None:
        """See `_without_main`."""
        with _without_main():
            super().start()


class _Context(SpawnContext):
    Process = _Process


@dataclass(slots=True)
class Pool:
    """A pool of children that is made anew when it breaks."""

    options: WorkerOptions
    _pool: ProcessPool | None = field(default=None, init=False)

    def start(self, work: Callable[..., Answer], args: Sequence[Any], seconds: float) -> Future[Answer]:
        """Hands the work to a child; after `seconds` the child is killed."""
        return self._running().schedule(work, args=args, timeout=seconds)

    def close(self) -> None:
        """Kills every child, whatever it is doing."""
        if self._pool is not None:
            self._pool.stop()  # type: ignore[no-untyped-call]  # pebble annotates it in part
            self._pool.join()
            self._pool = None

    def _running(self) -> ProcessPool:
        if self._pool is not None and not self._pool.active:
            self.close()
        if self._pool is None:
            # one thread to a page: several pages at once do better than several threads on one
            os.environ["OMP_THREAD_LIMIT"] = "1"
            self._pool = ProcessPool(
                max_workers=self.options.processes,
                max_tasks=self.options.pages_per_child,
                initializer=settle,
                initargs=[self.options.page_memory],
                context=_Context(),
            )
        return self._pool


def answer_of(future: Future[Answer]) -> Answer | None:
    """What a finished piece of work came to; None when it was called off."""
    try:
        return future.result()
    except CancelledError:
        return None
    except TimeoutError:
        return Answer(stop=Stop.TIMEOUT)
    except (ProcessExpired, BrokenProcessPool):
        return Answer(stop=Stop.CRASH)


def finished(futures: Sequence[Future[Answer]], seconds: float) -> set[Future[Answer]]:
    """Those that are done, after waiting at most `seconds` for the first."""
    return wait(futures, timeout=seconds, return_when="FIRST_COMPLETED").done
