"""Who holds which office on the board, and until when."""

from dataclasses import asdict
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import func, select

from fablab_desk.assembly.board import list_overlaps
from fablab_desk.assembly.drafts import MandateDraft
from fablab_desk.assembly.errors import (
    OfficelessPersonError,
    OutsideMandateError,
    SameMandateError,
)
from fablab_desk.assembly.models import Mandate
from fablab_desk.errors import DeskError, Problems
from fablab_desk.lab.errors import UnknownCarrierError
from fablab_desk.lab.models import Carrier
from fablab_desk.lab.queries import load_carrier
from fablab_desk.people.models import Person
from fablab_desk.staff.act import Act, needs
from fablab_desk.staff.edits import correct
from fablab_desk.staff.rights import Right


@needs(Right.HOLD_ASSEMBLY, inverse="assembly.remove_mandate")
def give_mandate(act: Act, mandate_id: UUID, draft: MandateDraft) -> list[DeskError]:
    """What it overlaps with is not refused but told: there are co-presidents."""
    if act.session.get(Mandate, mandate_id) is None:
        _check(act, mandate_id, draft)
        act.session.add(Mandate(id=mandate_id, **_columns(act, draft)))
        act.about(draft.person_id)
        act.session.flush()
    return list_overlaps(act.session, mandate_id)


@needs(Right.HOLD_ASSEMBLY, inverse="assembly.correct_mandate")
def correct_mandate(
    act: Act, mandate_id: UUID, draft: MandateDraft, seen: int | MandateDraft
) -> list[DeskError]:
    mandate = act.session.get_one(Mandate, mandate_id)
    name = _check(act, mandate_id, draft)
    left = mandate.resigned_on
    if left and not draft.starts_on <= left <= draft.ends_on:
        raise Problems([("ends_on", OutsideMandateError(draft.starts_on, draft.ends_on))])
    known = seen if isinstance(seen, int) else _columns(act, seen)
    correct(act, mandate, name, _columns(act, draft), known)
    act.session.flush()
    return list_overlaps(act.session, mandate_id)


@needs(Right.HOLD_ASSEMBLY, inverse="assembly.withdraw_resignation")
def resign(act: Act, mandate_id: UUID, on: date) -> None:
    """The last day in office; the mandate keeps the end it was given for."""
    mandate = act.session.get_one(Mandate, mandate_id)
    if not mandate.starts_on <= on <= mandate.ends_on:
        raise Problems([("on", OutsideMandateError(mandate.starts_on, mandate.ends_on))])
    mandate.resigned_on = on


@needs(Right.HOLD_ASSEMBLY, inverse="assembly.resign")
def withdraw_resignation(act: Act, mandate_id: UUID) -> None:
    mandate = act.session.get_one(Mandate, mandate_id)
    if mandate.resigned_on is None:
        return
    mandate.resigned_on = None
    draft = MandateDraft(
        person_id=mandate.person_id,
        office=mandate.office,
        starts_on=mandate.starts_on,
        ends_on=mandate.ends_on,
        carrier_id=mandate.carrier_id,
    )
    _check(act, mandate_id, draft)


@needs(Right.HOLD_ASSEMBLY)
def remove_mandate(act: Act, mandate_id: UUID) -> None:
    """One entered by mistake; whoever leaves before the end resigns."""
    if mandate := act.session.get(Mandate, mandate_id):
        act.session.delete(mandate)
        act.about(mandate.person_id)


def _columns(act: Act, draft: MandateDraft) -> dict[str, Any]:
    return asdict(draft) | {"carrier_id": draft.carrier_id or load_carrier(act.session).id}


def _check(act: Act, mandate_id: UUID, draft: MandateDraft) -> str:
    """The name of whoever holds it; the same office twice at a time is refused."""
    found = draft.problems()
    person = act.session.get(Person, draft.person_id)
    if person is None:
        raise Problems([*found, ("person_id", OfficelessPersonError())])
    carrier_id = _columns(act, draft)["carrier_id"]
    if act.session.get(Carrier, carrier_id) is None:
        found.append(("carrier_id", UnknownCarrierError()))
    same = (
        select(Mandate)
        .where(
            Mandate.person_id == draft.person_id,
            Mandate.office == draft.office,
            Mandate.carrier_id == carrier_id,
            Mandate.id != mandate_id,
            Mandate.starts_on <= draft.ends_on,
            func.coalesce(Mandate.resigned_on, Mandate.ends_on) >= draft.starts_on,
        )
        .limit(1)
    )
    if not found and (other := act.session.scalars(same).first()):
        last = other.resigned_on or other.ends_on
        found.append(("starts_on", SameMandateError(person.name, other.starts_on, last)))
    if found:
        raise Problems(found)
    return person.name
