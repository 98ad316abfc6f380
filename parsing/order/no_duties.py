"""Clauses and sentences that lay no duty on anybody."""

from __future__ import annotations

from typing import TYPE_CHECKING

from parsing.forms import form
from parsing.language import annotate, people_of
from parsing.order.actions import EDGES
from parsing.order.commissions import has_member_items
from parsing.order.roles_given import body_of, is_instrumental
from school.morphology import cases

if TYPE_CHECKING:
    from parsing.order.nodes import Node


def is_no_duty(path: tuple[Node, ...]) -> bool:
    """Control, amendments, members of a commission, lessons given to others."""
    node = path[-1]
    amends = any(
        form("amend", "clause").search(above.text) and form("amend", "acts").search(above.text) for above in path
    )
    member = any(body_of(above.text) is not None and has_member_items(above) for above in path[:-1])
    lessons = any(form("teaching", "listed").search(above.text) and above.children for above in path)
    given = any(form("assignment", name).match(node.text) for name in ("performed", "kept"))
    each = len(path) > 1 and form("assignment", "entrusted_each").search(path[-2].text)
    given = given or bool(each and form("assignment", "entrusted_what").search(node.text))
    return bool(form("control", "clause").search(node.text) or amends or member or lessons or given)


def appoints(sentence: str, action: str) -> bool:
    """«Учителя химии Орлову А. А. назначить …»; «учителям … освободить участников» can only be a dative."""
    late = form("assignment", "late_verb").search(sentence)
    if late is not None and is_instrumental(sentence) and people_of(annotate(sentence[late.end() :])):
        return True
    first = sentence.split(maxsplit=1)[0].rsplit("-", maxsplit=1)[-1].strip(EDGES)
    return bool(form("assignment", "appointing").search(action)) and cases(first) != {"datv"}
