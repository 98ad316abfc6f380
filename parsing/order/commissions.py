"""Members of commissions, councils, juries: «председатель – …; члены комиссии: …», or an item for each."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from parsing.forms import form
from parsing.order.naming import DASH, own_words
from parsing.order.placing import appointed, mentions_of
from parsing.order.roles_given import EDGES, as_position, membership, split_position

if TYPE_CHECKING:
    from collections.abc import Iterator

    from parsing.order.placing import Place
    from parsing.records import AppointmentRecord


def of_commission(place: Place, body: str) -> Iterator[AppointmentRecord]:
    """Members of a commission, in a list or in the sentence."""
    if place.node.children:
        for child in place.node.children:
            below = replace(place, node=child, path=(*place.path, child))
            yield from _members(below, child.text, body, 0)
        return
    colon = place.text.find(":")
    yield from _members(place, place.text[colon + 1 :], body, colon + 1)


def _members(place: Place, text: str, body: str, offset: int) -> Iterator[AppointmentRecord]:
    """«председатель – директор Иванова А.А.; члены: …», «Иванова А.А., учитель химии, – секретарь»."""
    kind = f"член {body}"
    mentions = mentions_of(text)
    for at, mention in enumerate(mentions):
        before = text[mentions[at - 1].end if at else 0 : mention.start]
        after = text[mention.end : mentions[at + 1].start if at + 1 < len(mentions) else len(text)]
        pieces = re.split(r";\s*|\.\s+", before)
        lead = pieces[-1] if at and len(pieces) > 1 else (before if at == 0 else own_words(before))
        label, _, rest = lead.partition(_dash(lead)) if _dash(lead) else ("", "", lead)
        kind = membership(label, body) or kind
        told, position = _member_after(after, body)
        post = as_position(split_position(rest)[1]) if split_position(rest)[1] else _nominative_post(rest)
        yield appointed(place, mention, told or kind, post or position, offset=offset, case="nomn")


def _dash(text: str) -> str:
    found = DASH.search(text)
    return found.group() if found else ""


def _nominative_post(words: str) -> str | None:
    clean = words.strip(EDGES + ".")
    return clean if clean and clean[:1].islower() and re.match(form("positions", "head"), clean) else None


def _member_after(after: str, body: str) -> tuple[str | None, str | None]:
    """(membership, post) of the words after a member's name, up to the next one's."""
    own = re.split(r";|\.\s", after.lstrip("."))[0]
    position, told = None, None
    for piece in re.split(r",\s*|\s+[–—-]\s+", own):
        words = re.sub(r"\([^()]*\)", "", piece).strip(EDGES + ".")
        if not words:
            continue
        found = membership(words, body)
        if found and not re.match(r"секретар\w*\s+\w", words):
            told = found
        elif position is None and not re.match(r"(?:и|а)\s*$", words) and _is_post(words):
            position = as_position(words)
    return told, position


def _is_post(words: str) -> bool:
    return words[:1].islower() or bool(re.match(form("positions", "head"), words))
