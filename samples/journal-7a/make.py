"""Makes three scanned pages of the paper journal of class 7А: people of the invented school, hands of the development set.

Run: ./run python tests/support/paper/glyphs.py, then ./run python samples/journal-7a/make.py
The result depends on the seeds and the glyphs only.
"""

from __future__ import annotations

import json
import sys
from datetime import date, timedelta
from pathlib import Path
from types import MappingProxyType

import numpy as np

HERE = Path(__file__).parent
sys.path.insert(0, str(HERE.parents[1] / "tests"))

from support.paper.content import Lesson  # noqa: E402
from support.paper.scans import scan  # noqa: E402
from support.paper.stories import Story  # noqa: E402

CLASS = json.loads((HERE / "class.json").read_text(encoding="utf-8"))
PAGES = (("russian-left", "left", "Русский язык", 20), ("russian-right", "right", "Русский язык", 29),
         ("maths-left", "left", "Математика", 31))  # fmt: skip


def days(weekdays: list[int]) -> list[date]:
    """School days of a subject."""
    first, last = date.fromisoformat(CLASS["from"]), date.fromisoformat(CLASS["to"])
    span = (first + timedelta(days=ahead) for ahead in range((last - first).days + 1))
    return [day for day in span if day.weekday() in weekdays and day.isoformat() not in CLASS["days_off"]]


def told(subject: str) -> Story:
    """The second quarter of one subject; topics are told for the Russian language alone, whose right page is made."""
    facts = CLASS["subjects"][subject]
    found = days(facts["weekdays"])
    texts = CLASS["lessons"] + [["", ""]] * len(found)
    return Story(
        class_name=CLASS["class"],
        subject=subject,
        teacher=facts["teacher"],
        school_year=CLASS["school_year"],
        pupils=tuple(CLASS["pupils"]),
        lessons=tuple(
            Lesson(id=day.isoformat(), day=day, quarter=CLASS["quarter"], topic=texts[at][0], homework=texts[at][1])
            for at, day in enumerate(found)
        ),
        gone=MappingProxyType({name: date.fromisoformat(day) for name, day in CLASS["gone"].items()}),
    )


def main() -> None:
    truth, meta = {}, {}
    for stem, kind, subject, seed in PAGES:
        page = scan(kind, "scan", "dev", np.random.default_rng(seed), told(subject))
        (HERE / f"{stem}.jpg").write_bytes(page.data())
        truth[stem] = page.truth
        meta[stem] = {"kind": kind, "class": CLASS["class"], "school_year": CLASS["school_year"]}
        if kind == "left":
            meta[stem]["roster"] = CLASS["pupils"]
    for name, body in (("truth", truth), ("meta", meta)):
        (HERE / f"{name}.json").write_text(json.dumps(body, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
