"""What befalls a certification tells one story: suspended, restored, in the end revoked."""

from datetime import date
from uuid import UUID

from sqlalchemy import select

from fablab_desk.staff.act import Act
from fablab_desk.trainings.certification_errors import (
    AlreadyRevokedError,
    AlreadySuspendedError,
    EventOrderError,
    NotSuspendedError,
)
from fablab_desk.trainings.drafts import Found
from fablab_desk.trainings.kinds import EventKind
from fablab_desk.trainings.models import Certification, CertificationEvent


def events_of(act: Act, certification_id: UUID) -> list[CertificationEvent]:
    """Those that stand, in their order."""
    wanted = select(CertificationEvent).where(
        CertificationEvent.certification_id == certification_id,
        CertificationEvent.withdrawn.is_(False),
    )
    order = CertificationEvent.starts_on, CertificationEvent.at, CertificationEvent.id
    return list(act.session.scalars(wanted.order_by(*order)))


def refuse_disorder(act: Act, certification_id: UUID) -> None:
    """What is left once one of them went or came back tells one story still."""
    act.session.flush()
    runs: CertificationEvent | None = None
    revoked: CertificationEvent | None = None
    for one in events_of(act, certification_id):
        if revoked:
            raise AlreadyRevokedError(revoked.starts_on)
        if runs and runs.until and runs.until < one.starts_on:
            runs = None
        match one.kind:
            case EventKind.REVOKED:
                revoked = one
            case EventKind.SUSPENDED if runs:
                raise AlreadySuspendedError(runs.starts_on)
            case EventKind.SUSPENDED:
                runs = one
            case EventKind.RESTORED if runs is None:
                raise NotSuspendedError
            case EventKind.RESTORED:
                runs = None


def order_problems(act: Act, one: Certification, kind: EventKind, day: date) -> Found:
    events = events_of(act, one.id)
    last = events[-1] if events else None
    if last and last.kind is EventKind.REVOKED:
        return [("starts_on", AlreadyRevokedError(last.starts_on))]
    if last and last.starts_on > day:
        return [("starts_on", EventOrderError(last.starts_on))]
    suspended = last is not None and last.kind is EventKind.SUSPENDED
    runs = suspended and last is not None and (last.until is None or last.until >= day)
    if kind is EventKind.RESTORED and not runs:
        return [("starts_on", NotSuspendedError())]
    if kind is EventKind.SUSPENDED and runs and last is not None:
        return [("starts_on", AlreadySuspendedError(last.starts_on))]
    return []
