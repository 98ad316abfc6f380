"""What an order repeals and amends: the act, and how much of it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from parsing.dates import find_date
from parsing.forms import form
from parsing.order.nodes import nearest_number, paths
from parsing.records import TargetRecord

if TYPE_CHECKING:
    from collections.abc import Iterator

    from parsing.order.nodes import Node

NUMBER = re.compile(r"№\s*(\d[\w/-]*)")
QUOTED = re.compile(r"[«\"“](.+)[»\"”]")
SCOPE = re.compile(r"\b(?:п\.|пункт\w*|подпункт\w*)\s*(\d+(?:\.\d+)*)", re.IGNORECASE)
SINCE = re.compile(r"\bс\s+(?=«?\d)")


def read_repeals(roots: list[Node]) -> tuple[TargetRecord, ...]:
    """Acts declared void («считать утратившим силу», «отменить приказ»)."""
    return tuple(_targets(roots, "clause", operation=None))


def read_amendments(roots: list[Node]) -> tuple[TargetRecord, ...]:
    """Acts that the order changes («внести изменения в приказ»)."""
    return tuple(_targets(roots, "amend", operation="replace_clause"))


def _targets(roots: list[Node], name: str, *, operation: str | None) -> Iterator[TargetRecord]:
    for path in paths(roots):
        node = path[-1]
        if not form("repeal", name).search(node.text):
            continue
        kind = form("repeal", "kinds").search(node.text)
        if kind is None or not (NUMBER.search(node.text) or find_date(node.text)):
            continue
        yield _target(node, path, kind.group().lower(), operation)


def _target(node: Node, path: tuple[Node, ...], kind: str, operation: str | None) -> TargetRecord:
    text = node.text
    number, title, scope = NUMBER.search(text), QUOTED.search(text), SCOPE.search(text)
    since = SINCE.search(text)
    start = find_date(text[since.end() :][:30]) if since else None
    plain = text[: title.start()] if title else text
    issued = find_date(plain if not since else plain[: since.start()]) or find_date(plain)
    if issued is not None and start is not None and issued[0] == start[0]:
        issued = None
    return TargetRecord(
        kind={"приказ": "приказ", "распоряжени": "распоряжение", "постановлени": "постановление"}.get(
            kind, "положение"
        ),
        date=issued[0] if issued else None,
        number=number.group(1) if number else None,
        title=title.group(1) if title else None,
        scope=f"п. {scope.group(1)}" if scope else "весь",
        clause=nearest_number(path),
        operation=operation,
        effective_from=start[0] if start else None,
        sources=node.sources(),
    )
