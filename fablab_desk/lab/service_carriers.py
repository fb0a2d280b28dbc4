"""The structures that carry the lab; the first one comes with its set-up."""

import re
from uuid import UUID

from sqlalchemy import select

from fablab_desk.db.references import remove_unused
from fablab_desk.errors import Problems
from fablab_desk.lab.drafts import CarrierDraft, Found
from fablab_desk.lab.errors import (
    ArchivedCarrierError,
    CarrierCodeError,
    MainCarrierError,
    TakenCarrierError,
    TakenCodeError,
    UnknownCarrierError,
    UsedCarrierError,
)
from fablab_desk.lab.models import Carrier, CarrierVat
from fablab_desk.lab.queries import load_carrier
from fablab_desk.staff.act import Act, needs
from fablab_desk.staff.rights import Right

CODE = re.compile(r"[A-Z]{2,8}")


@needs(Right.EDIT_LAB, inverse="lab.remove_carrier")
def add_carrier(act: Act, carrier_id: UUID, code: str, draft: CarrierDraft) -> None:
    """Beside the others. The code begins the numbers of its papers, and never changes."""
    if act.session.get(Carrier, carrier_id) is not None:
        return
    code = code.strip().upper()
    tidy, found = draft.checked()
    _refuse_code(act, code, found)
    same = select(Carrier.name).where(Carrier.name == tidy.name)
    if tidy.name and act.session.scalars(same).first():
        found.append(("name", TakenCarrierError(tidy.name)))
    if found:
        raise Problems(found)
    said = {name: getattr(tidy, name) for name in tidy.__slots__}
    act.session.add(Carrier(id=carrier_id, code=code, **said))


@needs(Right.EDIT_LAB, inverse="lab.restore_carrier")
def archive_carrier(act: Act, carrier_id: UUID) -> None:
    """No longer offered; what belongs to it, and its papers, stay its own."""
    carrier = _load(act, carrier_id)
    if carrier.is_main:
        raise MainCarrierError(carrier.name)
    carrier.archived_on = carrier.archived_on or act.day


@needs(Right.EDIT_LAB, inverse="lab.archive_carrier")
def restore_carrier(act: Act, carrier_id: UUID) -> None:
    _load(act, carrier_id).archived_on = None


@needs(Right.EDIT_LAB, inverse="lab.make_main")
def make_main(act: Act, carrier_id: UUID) -> UUID:
    """What belongs to no other one is its own from now on. Returns which one was before."""
    carrier, before = _load(act, carrier_id), load_carrier(act.session)
    if carrier.archived_on:
        raise ArchivedCarrierError(carrier.name)
    before.is_main = False
    carrier.is_main = True
    return before.id


@needs(Right.EDIT_LAB)
def remove_carrier(act: Act, carrier_id: UUID) -> None:
    """One added by mistake: it issued nothing, and nothing belongs to it."""
    carrier = act.session.get(Carrier, carrier_id)
    if carrier is None:
        return
    if carrier.is_main:
        raise MainCarrierError(carrier.name)
    remove_unused(act.session, Carrier, carrier_id, own=[CarrierVat], refusal=UsedCarrierError)


def _refuse_code(act: Act, code: str, found: Found) -> None:
    same = select(Carrier.name).where(Carrier.code == code)
    if not CODE.fullmatch(code):
        found.append(("code", CarrierCodeError()))
    elif taken := act.session.scalars(same).first():
        found.append(("code", TakenCodeError(code, taken)))


def _load(act: Act, carrier_id: UUID) -> Carrier:
    carrier = act.session.get(Carrier, carrier_id)
    if carrier is None:
        raise UnknownCarrierError
    return carrier
