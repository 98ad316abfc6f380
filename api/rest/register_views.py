"""JSON of the register of orders."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from api.usecases.register import Edition
    from journal.acquaintance import AcquaintanceSheet
    from journal.consequences import Consequences
    from journal.numbering import NumberingRemark


def numbering(remark: NumberingRemark) -> dict[str, Any]:
    """A remark about numbers."""
    return {"code": remark.code, "text": remark.text, "orders": list(remark.orders)}


def edition(shown: Edition) -> dict[str, Any]:
    """An order as of a date."""
    return {
        "order": shown.order.order_id,
        "on": shown.on.isoformat(),
        "against": shown.against.isoformat(),
        "binds": shown.binds,
        "turns": [day.isoformat() for day in shown.order.turns],
        "clauses": [
            {
                "path": item.path,
                "level": item.level,
                "before": item.before.text if item.before else None,
                "after": item.after.text if item.after else None,
            }
            for item in shown.clauses
        ],
        "duties": [
            {
                "id": duty.duty_id,
                "clause": duty.clause,
                "role": duty.role,
                "bearers": list(bearers),
                "action_text": duty.action_text,
            }
            for duty, bearers in shown.duties
        ],
    }


def consequences(follows: Consequences) -> dict[str, Any]:
    """What the order and the others do to each other."""
    return {
        "does": [
            {
                "clause": item.clause,
                "order": item.order.order_id if item.order else None,
                "named": item.named,
                "scope": item.scope,
                "repeals": item.repeals,
                "operation": item.operation,
                "on": item.on.isoformat(),
                "carried_out": item.carried_out,
            }
            for item in follows.does
        ],
        "suffers": [
            {
                "order": item.by.order_id,
                "clause": item.clause,
                "scope": item.scope,
                "repeals": item.repeals,
                "on": item.on.isoformat(),
            }
            for item in follows.suffers
        ],
        "leaves": [
            {
                "name": item.name,
                "title": item.title,
                "last_day": item.last_day.isoformat(),
                "successor": item.successor,
            }
            for item in follows.leaves
        ],
        "repealed_bases": [order.order_id for order in follows.repealed_bases],
    }


def sheet(shown: AcquaintanceSheet) -> dict[str, Any]:
    """A sheet of acquaintance."""
    return {
        "order": shown.order.order_id,
        "due": shown.due.isoformat(),
        "readers": [
            {
                "person_id": reader.person_id,
                "name": reader.name,
                "position": reader.position,
                "why": list(reader.why),
                "signed_on": reader.signed_on.isoformat() if reader.signed_on else None,
                "document": reader.document,
                "confirmed_by": reader.confirmed_by,
            }
            for reader in shown.readers
        ],
    }
