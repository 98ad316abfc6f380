"""Labels of the items of a list: a class, a day, a place, a subject before the dash or after it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from parsing.forms import form
from parsing.order.roles_given import CLASS_LABEL, EDGES, is_instrumental, split_position
from school.morphology import is_person_noun, is_thing_noun, lemmas

if TYPE_CHECKING:
    from collections.abc import Sequence

    from school.mentions import Mention

DASH = re.compile(r"\s+[–—-]\s+|[–—]\s+|:\s+")
LONGEST_LABEL = 90  # characters before the dash of an item


def label_after(after: str) -> str:
    """«Лазаревич Жанну Филипповну – 9А класс», «Чиж О.С. – кабинет химии»: the label may come last, a post is none."""
    found = re.match(r"\s*[–—-]\s*([^,;.]+)", after)
    words = re.sub(r"\s*\(.*$", "", found[1]).strip() if found else ""
    things = words and not is_instrumental(words) and not _is_post(words)
    return words if CLASS_LABEL.match(words) or things else ""


def _is_post(words: str) -> bool:
    """«учителя химии»; «математика» may be whose trade it is, but is what is taught."""
    if form("positions", "head").match(words):
        return True
    return any(map(is_person_noun, lemmas(words)[:2])) and not is_thing_noun(words.split(maxsplit=1)[0].lower())


def label_before(text: str, mentions: Sequence[Mention]) -> tuple[str, int]:
    """What stands before the dash before the first name, and where the rest begins."""
    before = text[: mentions[0].start]
    dash = next((match for match in DASH.finditer(before) if not _is_quoted(before, match.start())), None)
    if dash is not None and len(before[: dash.start()]) <= LONGEST_LABEL:
        return before[: dash.start()].strip(EDGES), dash.end()
    lead = before.strip(EDGES)
    if lead and not split_position(lead)[1]:
        return lead, mentions[0].start
    return "", 0


def _is_quoted(text: str, place: int) -> bool:
    """«на маршруте «Камышное – Лебяжье» – …»: this dash parts no label."""
    return text.count("«", 0, place) > text.count("»", 0, place)
