"""What can be done with the lab's own settings; its first set-up is in `care`."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import select

from fablab_desk.db.references import find_unused
from fablab_desk.errors import Problems
from fablab_desk.lab.drafts import AudienceDraft, CarrierDraft, Found, LabDraft
from fablab_desk.lab.errors import (
    AudienceTakenError,
    GoneAudienceError,
    LabNotSetUpError,
    NamelessAudienceError,
    NoAudienceError,
    NobodyToLogInError,
    UnknownCarrierError,
)
from fablab_desk.lab.models import Audience, Carrier, Lab
from fablab_desk.staff.act import Act, needs
from fablab_desk.staff.edits import correct, put_in_order
from fablab_desk.staff.queries import list_accounts
from fablab_desk.staff.rights import Right, Role


@needs(Right.EDIT_LAB, inverse="lab.correct_lab")
def correct_lab(act: Act, draft: LabDraft, seen: int | LabDraft) -> None:
    """Name, time zone, end of the working day, fiscal year, login and idle lock."""
    lab = act.session.scalars(select(Lab)).one_or_none()
    if lab is None:
        raise LabNotSetUpError
    tidy, found = draft.checked()
    if tidy.asks_login and not _has_administrator(act):
        found.append(("asks_login", NobodyToLogInError()))
    _stop(found)
    correct(act, lab, lab.name, _said(tidy), _seen(seen))


@needs(Right.EDIT_LAB, inverse="lab.correct_carrier")
def correct_carrier(
    act: Act, carrier_id: UUID, draft: CarrierDraft, seen: int | CarrierDraft
) -> None:
    """Papers already issued keep the identity they were issued with."""
    carrier = act.session.get(Carrier, carrier_id)
    if carrier is None:
        raise UnknownCarrierError
    tidy, found = draft.checked()
    _stop(found)
    correct(act, carrier, carrier.name, _said(tidy), _seen(seen))


@needs(Right.EDIT_LAB, inverse="lab.remove_audience")
def add_audience(act: Act, audience_id: UUID, draft: AudienceDraft) -> None:
    if act.session.get(Audience, audience_id):
        return
    last = act.session.scalars(select(Audience.position).order_by(Audience.position.desc())).first()
    label = _checked_label(act, audience_id, draft.label)
    act.session.add(
        Audience(
            id=audience_id,
            label=label,
            carrier_id=draft.carrier_id,
            position=0 if last is None else last + 1,
        )
    )


@needs(Right.EDIT_LAB, inverse="lab.correct_audience")
def correct_audience(
    act: Act, audience_id: UUID, draft: AudienceDraft, seen: int | AudienceDraft
) -> None:
    audience = _load_audience(act, audience_id)
    _checked_label(act, audience_id, draft.label)
    known = seen if isinstance(seen, int) else _audience_said(seen)
    correct(act, audience, audience.label, _audience_said(draft), known)


@needs(Right.EDIT_LAB, inverse="lab.restore_audience")
def archive_audience(act: Act, audience_id: UUID) -> None:
    """No longer offered; whoever has it keeps it, and so do past figures."""
    audience = _load_audience(act, audience_id)
    if audience.archived_on:
        return
    _need_another(act, audience_id)
    audience.archived_on = act.day


@needs(Right.EDIT_LAB, inverse="lab.archive_audience")
def restore_audience(act: Act, audience_id: UUID) -> None:
    _load_audience(act, audience_id).archived_on = None


@needs(Right.EDIT_LAB)
def remove_audience(act: Act, audience_id: UUID) -> None:
    """One added by mistake, which nobody and nothing belongs to; the last one on offer stays."""
    audience = find_unused(act.session, Audience, audience_id)
    if audience is None:
        return
    if not audience.archived_on:
        _need_another(act, audience_id)
    act.session.delete(audience)


@needs(Right.EDIT_LAB, inverse="lab.reorder_audiences")
def reorder_audiences(
    act: Act, audience_ids: Sequence[UUID], seen: Sequence[UUID] | None = None
) -> None:
    """In the order given; those not named follow as they were."""
    wanted = select(Audience).order_by(Audience.position, Audience.label)
    put_in_order(act.session.scalars(wanted), audience_ids, seen)


def _stop(found: Found) -> None:
    if found:
        raise Problems(found)


def _said(draft: LabDraft | CarrierDraft) -> dict[str, Any]:
    return {name: getattr(draft, name) for name in draft.__slots__}


def _seen(seen: int | LabDraft | CarrierDraft) -> int | dict[str, Any]:
    return seen if isinstance(seen, int) else _said(seen.checked()[0])


def _audience_said(draft: AudienceDraft) -> dict[str, Any]:
    return {"label": " ".join(draft.label.split()), "carrier_id": draft.carrier_id}


def _need_another(act: Act, audience_id: UUID) -> None:
    others = select(Audience.id).where(Audience.archived_on.is_(None), Audience.id != audience_id)
    if act.session.scalars(others.limit(1)).first() is None:
        raise NoAudienceError


def _load_audience(act: Act, audience_id: UUID) -> Audience:
    audience = act.session.get(Audience, audience_id)
    if audience is None:
        raise GoneAudienceError
    return audience


def _checked_label(act: Act, audience_id: UUID, label: str) -> str:
    label = " ".join(label.split())
    if not label:
        raise Problems([("label", NamelessAudienceError())])
    same = select(Audience.id).where(Audience.label == label, Audience.id != audience_id)
    if act.session.scalars(same).first():
        raise Problems([("label", AudienceTakenError(label))])
    return label


def _has_administrator(act: Act) -> bool:
    return any(
        Role.ADMINISTRATOR in account.roles and account.closed_on is None
        for account in list_accounts(act.session)
    )
