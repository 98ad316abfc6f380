"""Import → confirm → take back → import, killed at ten moments: the journal is always whole, and ends as it should."""

import itertools
import os
import random
import signal
from collections.abc import Callable
from pathlib import Path

from sqlalchemy import Engine, event

from journal.store.session import Store, open_store
from support.paper_school import (
    ADMIN,
    DAYS,
    NOW,
    archived,
    confirmed,
    everything,
    left,
    load_school,
    read_page,
    right,
    school_files,
    staged,
)

MOMENTS = 10
PAGE = left({"Абрамова Вера": dict.fromkeys(DAYS, "5"), "Белов Артём": {DAYS[0]: "н", DAYS[1]: "4/3"}})
TOPICS = right(*((day, "Степень числа", "№ 1") for day in DAYS))


def journey(store: Store) -> None:
    """There and back once."""
    staging = staged(store, read_page(PAGE), read_page(TOPICS, page=2))
    for page in staging.pages:
        confirmed(store, page.page_id)
    take_back(store, staging.batch_id)


def take_back(store: Store, batch_id: str) -> None:
    with store.write(ADMIN, NOW) as uow:
        uow.batches.revert(batch_id, now=NOW, by=ADMIN.id)


def on_every_step(store: Store, tell: Callable[[], None]) -> None:
    """Calls before every statement that goes to the database, and before every commit."""

    @event.listens_for(store.engine, "before_cursor_execute")
    def on_statement(*_arguments: object) -> None:
        tell()

    @event.listens_for(store.engine, "commit")
    def on_commit(_connection: object) -> None:
        tell()


def steps_of_a_journey(url: str, data: Path) -> int:
    steps = itertools.count()
    store = open_store(url, data)
    on_every_step(store, lambda: next(steps))
    journey(store)
    store.close()
    return next(steps)


def killed_journey(url: str, data: Path, last: int) -> None:
    """A process that goes there and back and is killed before a step: no clean-up, no goodbye."""
    child = os.fork()
    if child == 0:
        steps = itertools.count()
        store = open_store(url, data)
        on_every_step(store, lambda: os.kill(os.getpid(), signal.SIGKILL) if next(steps) == last else None)
        while True:
            journey(store)
    assert os.waitpid(child, 0)[1] == signal.SIGKILL


def rest(store: Store) -> None:
    """Finishes what the killed process left undone."""
    for page in staged(store, read_page(PAGE), read_page(TOPICS, page=2)).pages:
        confirmed(store, page.page_id)


def url_of(engine: Engine) -> str:
    return engine.url.render_as_string(hide_password=False)


def test_killed_at_ten_moments_nothing_is_half_written(store: Store, tmp_path: Path) -> None:
    load_school(store, tmp_path / "school", school_files())
    # the paper itself and what was read off it stay, so that decisions outlive a reversal
    journey(store)
    whole = [everything(store)]
    staging = staged(store, read_page(PAGE), read_page(TOPICS, page=2))
    whole.append(everything(store))
    for page in staging.pages:
        confirmed(store, page.page_id)
        whole.append(everything(store))
    end, archive = whole[-1], archived(store)
    take_back(store, staging.batch_id)
    assert everything(store) == whole[0]
    url = url_of(store.engine)
    steps = steps_of_a_journey(url, tmp_path / "data")
    rng = random.Random(31)  # noqa: S311 - moments, not secrets
    seen = set()
    for _ in range(MOMENTS):
        store.engine.dispose()
        killed_journey(url, tmp_path / "data", rng.randrange(steps))
        seen.add(whole.index(everything(store)))
    rest(store)
    assert everything(store) == end
    assert archived(store) == archive
    # the moments were not all alike
    assert len(seen) > 1
