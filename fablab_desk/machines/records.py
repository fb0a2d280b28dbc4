"""What every service of machines asks before it writes."""

from dataclasses import asdict
from typing import Any
from uuid import UUID

from sqlalchemy import func, select

from fablab_desk.catalogue.models import Article
from fablab_desk.db.search import normalise
from fablab_desk.errors import DeskError, refuse
from fablab_desk.lab.kinds import ListKind
from fablab_desk.lab.models import Carrier
from fablab_desk.lab.premises_models import ListEntry, Space
from fablab_desk.machines.drafts import Found, MachineDraft
from fablab_desk.machines.errors import GoneMachineError, TakenCodeError, UnknownChoiceError
from fablab_desk.machines.kinds import LogKind
from fablab_desk.machines.models import LogEntry, Machine
from fablab_desk.people.models import Party
from fablab_desk.staff.act import Act


def load_machine(act: Act, machine_id: UUID) -> Machine:
    machine = act.session.get(Machine, machine_id)
    if machine is None:
        raise GoneMachineError
    return machine


def checked_columns(act: Act, machine_id: UUID, draft: MachineDraft) -> dict[str, Any]:
    """The columns it says, or every problem it has."""
    draft, found = draft.checked()
    taken = select(Machine.name).where(
        func.upper(Machine.code) == draft.code, Machine.id != machine_id
    )
    with act.session.no_autoflush:
        if draft.code and (name := act.session.scalars(taken).first()):
            found.append(("code", TakenCodeError(draft.code, name)))
        found += _unknown(act, draft)
    refuse(found)
    return columns_of(draft)


def columns_of(draft: MachineDraft) -> dict[str, Any]:
    said = asdict(draft.checked()[0])
    return {**said, "sort_name": normalise(said["name"])}


def _unknown(act: Act, draft: MachineDraft) -> Found:
    asked: list[tuple[str, type[Any], UUID | None]] = [
        ("space_id", Space, draft.space_id),
        ("carrier_id", Carrier, draft.carrier_id),
        ("article_id", Article, draft.article_id),
    ]
    wrong: list[tuple[str, DeskError]] = [
        (name, UnknownChoiceError())
        for name, table, key in asked
        if key and act.session.get(table, key) is None
    ]
    for name, key, kind in (
        ("category_id", draft.category_id, ListKind.MACHINE_CATEGORY),
        ("family_id", draft.family_id, ListKind.RISK_FAMILY),
    ):
        entry = act.session.get(ListEntry, key) if key else None
        if key and (entry is None or entry.kind is not kind):
            wrong.append((name, UnknownChoiceError()))
    return wrong


def last_user(act: Act, machine_id: UUID) -> str:
    """Whoever the logbook says last: it stands to the right, its line is here."""
    wanted = (
        select(Party.name)
        .join(LogEntry, LogEntry.party_id == Party.id)
        .where(LogEntry.machine_id == machine_id, LogEntry.kind == LogKind.USE)
        .order_by(LogEntry.at.desc())
    )
    return act.session.scalars(wanted.limit(1)).first() or "?"
