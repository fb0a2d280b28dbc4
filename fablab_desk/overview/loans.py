"""What is lent out of the lab, to whom and until when; the teaching kits and what is in them."""

from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from fablab_desk.machines.models import Machine
from fablab_desk.machines.upkeep_drafts import KitDraft
from fablab_desk.machines.upkeep_models import Kit, Loan
from fablab_desk.people.models import Party

SHOWS = frozenset({Loan, Kit, Machine, Party})
SHOWN = 500


@dataclass(frozen=True, slots=True)
class LoanRow:
    id: UUID
    item_id: UUID
    item: str
    code: str
    borrower_id: UUID
    borrower: str
    out_on: date
    due_on: date | None
    back_on: date | None
    state_out: str
    state_back: str

    @property
    def is_out(self) -> bool:
        return self.back_on is None

    def is_late(self, day: date) -> bool:
        return self.is_out and self.due_on is not None and self.due_on < day


@dataclass(frozen=True, slots=True)
class KitRow:
    """`borrower`: who has it now, or nobody."""

    id: UUID
    draft: KitDraft
    borrower: str
    due_on: date | None
    version: int

    @property
    def name(self) -> str:
        return self.draft.name


@dataclass(frozen=True, slots=True)
class LoansView:
    """`lendable`: machines and kits that are here, with whether it is a kit."""

    loans: tuple[LoanRow, ...]
    kits: tuple[KitRow, ...]
    lendable: tuple[tuple[UUID, str, bool], ...]


_LOANS: Any = (
    select(
        Loan.id,
        func.coalesce(Loan.machine_id, Loan.kit_id),
        func.coalesce(Machine.name, Kit.name),
        func.coalesce(Machine.code, Kit.code),
        Loan.borrower_id,
        Party.name,
        Loan.out_on,
        Loan.due_on,
        Loan.back_on,
        Loan.state_out,
        Loan.state_back,
    )
    .outerjoin(Machine, Machine.id == Loan.machine_id)
    .outerjoin(Kit, Kit.id == Loan.kit_id)
    .outerjoin(Party, Party.id == Loan.borrower_id)
    .where(~Loan.withdrawn)
    .order_by(Loan.back_on.is_not(None), Loan.out_on.desc(), Loan.id.desc())
)


def load_loans(session: Session, day: date) -> LoansView:
    """What is out first, then the last ones that came back."""
    loans = tuple(LoanRow(*row) for row in session.execute(_LOANS.limit(SHOWN)))
    out = {row.item_id: row for row in loans if row.is_out}
    kits = tuple(
        KitRow(
            kit.id,
            KitDraft(code=kit.code, name=kit.name, contents=kit.contents),
            out[kit.id].borrower if kit.id in out else "",
            out[kit.id].due_on if kit.id in out else None,
            kit.version,
        )
        for kit in session.scalars(
            select(Kit).where(Kit.archived_on.is_(None)).order_by(Kit.name, Kit.id)
        )
    )
    machines = session.execute(
        select(Machine.id, Machine.name)
        .where((Machine.retired_on.is_(None)) | (Machine.retired_on > day))
        .order_by(Machine.sort_name)
    )
    here = [(kit.id, kit.name, True) for kit in kits] + [
        (key, name, False) for key, name in machines
    ]
    return LoansView(loans, kits, tuple(one for one in here if one[0] not in out))


def load_kit(session: Session, kit_id: UUID) -> KitRow | None:
    """None once it is archived."""
    kit = session.get(Kit, kit_id)
    if kit is None or kit.archived_on:
        return None
    draft = KitDraft(code=kit.code, name=kit.name, contents=kit.contents)
    return KitRow(kit.id, draft, "", None, kit.version)
