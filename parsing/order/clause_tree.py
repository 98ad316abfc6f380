"""Items of the body become a tree; numbers that the next sibling proves are inferred."""

from __future__ import annotations

from typing import TYPE_CHECKING

from parsing.order.nodes import Node

if TYPE_CHECKING:
    from parsing.order.items import Item

BULLET_LEVEL = 9


def tree_of(items: list[Item]) -> list[Node]:
    """Top clauses with everything nested in them."""
    roots: list[Node] = []
    stack: list[tuple[int, Node]] = []
    for item in items:
        level = _level(item, stack)
        while stack and stack[-1][0] >= level:
            stack.pop()
        parent = stack[-1][1] if stack else None
        node = Node(
            kind=item.kind, number=_number(item, parent), passage=item.passage, inferred=item.inferred, table=item.table
        )
        (parent.children if parent is not None else roots).append(node)
        stack.append((level, node))
    for node in roots:
        _infer(node)
    return roots


def _level(item: Item, stack: list[tuple[int, Node]]) -> int:
    """Depth in the tree: 1 for a top clause, 9 for a bullet."""
    if item.kind == "number":
        return len((item.number or "").split("."))
    numbered = [(level, node) for level, node in stack if node.kind == "number"]
    inner = numbered[-1][0] if numbered else 0
    if item.kind == "paren":
        return inner + 1 if numbered else 1
    if item.kind == "heading":
        return 2 if numbered else 1
    if item.kind == "letter":
        return 7
    return BULLET_LEVEL


def _number(item: Item, parent: Node | None) -> str | None:
    above = parent.number if parent is not None else None
    if item.kind in {"paren", "letter"} and above is not None:
        return f"{above}.{item.number}"
    return item.number


def _infer(node: Node) -> None:
    """Gives a heading without a number the one that the next sibling proves is missing."""
    for place, child in enumerate(node.children):
        if child.kind == "heading" and child.number is None and node.number is not None:
            before = _minor(node.children[place - 1]) if place else 0
            after = _minor(node.children[place + 1]) if place + 1 < len(node.children) else None
            if before is not None and after == before + 2:
                child.number, child.inferred = f"{node.number}.{before + 1}", True
        _infer(child)


def _minor(node: Node) -> int | None:
    last = (node.number or "").rsplit(".", 1)[-1]
    return int(last) if last.isdigit() else None
