"""Local acts, what they propose, what was decided; and the parameters that stand."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from sqlalchemy import insert, select

from ingest.export.source_json import source_json, source_of
from journal.acts import Decision, HeldParameter, HeldProposal, LocalAct, ProposalState, Requisite
from journal.model import HeldClause
from journal.store.local_acts import act_decisions, act_proposals, local_acts
from journal.store.tables import batches, parameters
from parsing.local_act.model import Amount

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from sqlalchemy import ColumnElement, Connection, Row, Table


@dataclass(frozen=True, slots=True)
class LocalActRepository:
    """Local acts of one transaction; what a batch that was taken back brought is not there."""

    connection: Connection

    def add(self, act: LocalAct) -> None:
        """Adds an act with its proposals; decisions are added one by one."""
        self.connection.execute(
            insert(local_acts).values(
                act_id=act.act_id,
                kind=act.kind,
                title=act.title,
                order_id=act.order_id,
                clause=act.clause,
                document=act.document,
                reading=act.reading,
                requisites={"approved": _requisite_json(act.approved), "council": _requisite_json(act.council)},
                effective_from=act.effective_from,
                clauses=[_clause_json(clause) for clause in act.clauses],
                entered_at=act.entered_at,
                entered_by=act.entered_by,
                batch_id=act.batch_id,
            )
        )
        rows = [_proposal_row(item, ordinal) for ordinal, item in enumerate(act.proposals, 1)]
        if rows:
            self.connection.execute(insert(act_proposals), rows)

    def decide(self, proposal_id: str, decision: Decision) -> None:
        """Notes a person's decision."""
        self.connection.execute(
            insert(act_decisions).values(
                proposal_id=proposal_id,
                state=decision.state.value,
                value=decision.value,
                unit=decision.unit,
                valid_from=decision.valid_from,
                fact_key=decision.fact_key,
                decided_at=decision.decided_at,
                decided_by=decision.decided_by,
                batch_id=decision.batch_id,
            )
        )

    def all(self) -> Sequence[LocalAct]:
        """Every act, newest first."""
        return self._acts()

    def get(self, act_id: str) -> LocalAct | None:
        """An act by its id."""
        return next(iter(self._acts(local_acts.c.act_id == act_id)), None)

    def of_batch(self, batch_id: str) -> LocalAct | None:
        """The act that a batch brought."""
        return next(iter(self._acts(local_acts.c.batch_id == batch_id)), None)

    def act_of(self, proposal_id: str) -> LocalAct | None:
        """The act with this proposal."""
        mine = select(act_proposals.c.act_id).where(act_proposals.c.proposal_id == proposal_id)
        return next(iter(self._acts(local_acts.c.act_id.in_(mine))), None)

    def parameters(self) -> Sequence[HeldParameter]:
        """Every parameter that stands, by key and first day."""
        c = parameters.c
        rows = self.connection.execute(
            _live(parameters).where(c.superseded_at.is_(None)).order_by(c.key, c.valid_from, c.row_id)
        )
        return tuple(
            HeldParameter(
                fact_key=row.fact_key,
                key=row.key,
                value=row.value,
                unit=row.unit or "",
                valid_from=row.valid_from,
                valid_to=row.valid_to,
                source=row.source_clause or "",
            )
            for row in rows
        )

    def ends(self, kind: str) -> Sequence[tuple[str, str]]:
        """(batch, content) of live batches of this kind."""
        rows = self.connection.execute(
            select(batches.c.batch_id, batches.c.content_hash).where(
                batches.c.kind == kind, batches.c.reverted_at.is_(None)
            )
        )
        return [(row.batch_id, row.content_hash) for row in rows]

    def _acts(self, *conditions: ColumnElement[bool]) -> Sequence[LocalAct]:
        rows = self.connection.execute(
            _live(local_acts)
            .where(*conditions)
            .order_by(local_acts.c.entered_at.desc(), local_acts.c.title, local_acts.c.act_id)
        ).all()
        proposals = self._proposals([row.act_id for row in rows])
        return tuple(_act(row, proposals[row.act_id]) for row in rows)

    def _proposals(self, act_ids: Sequence[str]) -> Mapping[str, list[HeldProposal]]:
        found: dict[str, list[HeldProposal]] = defaultdict(list)
        rows = self.connection.execute(
            select(act_proposals)
            .where(act_proposals.c.act_id.in_(act_ids))
            .order_by(act_proposals.c.act_id, act_proposals.c.ordinal)
        ).all()
        decided = self._decisions(row.proposal_id for row in rows)
        for row in rows:
            found[row.act_id].append(_proposal(row, decided.get(row.proposal_id)))
        return found

    def _decisions(self, proposal_ids: Iterable[str]) -> Mapping[str, Decision]:
        rows = self.connection.execute(
            _live(act_decisions)
            .where(act_decisions.c.proposal_id.in_(list(proposal_ids)))
            .order_by(act_decisions.c.row_id)
        )
        return {row.proposal_id: _decision(row) for row in rows}


def _live(table: Table) -> Any:
    return (
        select(table)
        .join(batches, batches.c.batch_id == table.c.batch_id)
        .where(batches.c.reverted_at.is_(None))
    )  # fmt: skip


def _proposal_row(item: HeldProposal, ordinal: int) -> dict[str, Any]:
    return {
        "proposal_id": item.proposal_id,
        "act_id": item.act_id,
        "ordinal": ordinal,
        "key": item.key,
        "value": item.value,
        "unit": item.unit,
        "clause": item.clause,
        "text": item.text,
        "confidence": item.confidence,
        "alternatives": [[other.value, other.unit] for other in item.alternatives],
        "valid_from": item.valid_from,
        "source": source_json(item.source) if item.source else None,
    }


def _proposal(row: Row[Any], decision: Decision | None) -> HeldProposal:
    return HeldProposal(
        proposal_id=row.proposal_id,
        act_id=row.act_id,
        key=row.key,
        value=row.value,
        unit=row.unit,
        clause=row.clause,
        text=row.text,
        confidence=row.confidence,
        alternatives=tuple(Amount(value=value, unit=unit) for value, unit in row.alternatives),
        valid_from=row.valid_from,
        source=source_of(row.source) if row.source else None,
        decision=decision,
    )


def _decision(row: Row[Any]) -> Decision:
    return Decision(
        state=ProposalState(row.state),
        value=row.value,
        unit=row.unit,
        valid_from=row.valid_from,
        decided_at=row.decided_at,
        decided_by=row.decided_by,
        batch_id=row.batch_id,
        fact_key=row.fact_key,
    )


def _act(row: Row[Any], proposals: Sequence[HeldProposal]) -> LocalAct:
    return LocalAct(
        act_id=row.act_id,
        kind=row.kind,
        title=row.title,
        order_id=row.order_id,
        clause=row.clause,
        document=row.document,
        reading=row.reading,
        approved=_requisite(row.requisites["approved"]),
        council=_requisite(row.requisites["council"]),
        effective_from=row.effective_from,
        clauses=tuple(_clause(body) for body in row.clauses),
        proposals=tuple(proposals),
        entered_at=row.entered_at,
        entered_by=row.entered_by,
        batch_id=row.batch_id,
    )


def _requisite_json(item: Requisite | None) -> dict[str, str | None] | None:
    return {"date": item.date.isoformat() if item.date else None, "number": item.number} if item else None


def _requisite(body: Mapping[str, str | None] | None) -> Requisite | None:
    if body is None:
        return None
    day = body["date"]
    return Requisite(date=date.fromisoformat(day) if day else None, number=body["number"])


def _clause_json(clause: HeldClause) -> dict[str, Any]:
    return {
        "path": clause.path,
        "text": clause.text,
        "level": clause.level,
        "sources": [source_json(ref) for ref in clause.sources],
    }


def _clause(body: Mapping[str, Any]) -> HeldClause:
    sources = tuple(ref for one in body["sources"] if (ref := source_of(one)) is not None)
    return HeldClause(path=body["path"], text=body["text"], level=body["level"], sources=sources)
