"""Opening and closing the till, counted by coin and note."""

from uuid import UUID

from sqlalchemy import select

from fablab_desk.errors import Problems
from fablab_desk.i18n import LANGUAGES
from fablab_desk.lab.kinds import LockKind
from fablab_desk.money import ZERO
from fablab_desk.payments.counts import amount_of, read_count
from fablab_desk.payments.drafts import TypedCount
from fablab_desk.payments.errors import DifferenceError, OpenTillError, TillClosedMeanwhileError
from fablab_desk.payments.issue import issue_closing_paper
from fablab_desk.payments.journal import Said, TillHead, append_entry, lock_till
from fablab_desk.payments.kinds import JournalKind
from fablab_desk.payments.models import TillSession
from fablab_desk.payments.totals import Totals, cash_of_session, totals_since_closing
from fablab_desk.staff.act import Act, needs
from fablab_desk.staff.models import Account
from fablab_desk.staff.rights import Right


@needs(Right.COUNT_TILL, inverse="payments.close_till")
def open_till(act: Act, session_id: UUID, till_id: UUID | None, count: TypedCount) -> None:
    """Count the float; without a till's key, the lab's first one is opened."""
    if act.session.get(TillSession, session_id) is not None:
        return
    act.refuse_if_locked(LockKind.PAYMENTS, act.day)
    counted = read_count(count)
    till = lock_till(act, till_id)
    _refuse_open(act, till)
    session = TillSession(
        id=session_id,
        till_id=till.id,
        day=act.day,
        opened_at=act.now,
        opened_by=act.actor.id,
        opening_count=counted,
        opening_amount=amount_of(counted),
        open_till_id=till.id,
    )
    act.session.add(session)
    act.session.flush()
    said: Said = {"count": counted, "counted": f"{session.opening_amount:.2f}"}
    append_entry(act, till, JournalKind.OPENING, session_id, ZERO, said)


@needs(Right.COUNT_TILL)
def close_till(
    act: Act, session_id: UUID, count: TypedCount, reason: str = "", language: str = LANGUAGES[0]
) -> UUID:
    """Count the drawer and close the period; a difference needs a reason. Returns its paper."""
    till_id = act.session.scalars(
        select(TillSession.till_id).where(TillSession.id == session_id)
    ).one()
    counted = read_count(count)
    till = lock_till(act, till_id)
    session = act.session.get_one(TillSession, session_id, populate_existing=True)
    if session.closed_at is not None:
        if session.closed_by != act.actor.id or session.closing_count != counted:
            raise _closed_meanwhile(act, till, session)
        return issue_closing_paper(act, session_id, language)
    expected = session.opening_amount + cash_of_session(act.session, session_id)
    difference = amount_of(counted) - expected
    if difference and not reason.strip():
        raise Problems([("reason", DifferenceError(amount_of(counted), expected))])
    totals = totals_since_closing(act.session, till.id)
    session.close(
        at=act.now,
        by=act.actor.id,
        count=counted,
        counted=amount_of(counted),
        expected=expected,
        reason=reason.strip() if difference else "",
        period_total=totals.taken,
        perpetual_total=till.perpetual_total,
    )
    act.session.flush()
    append_entry(act, till, JournalKind.CLOSING, session_id, ZERO, _said(session, totals))
    return issue_closing_paper(act, session_id, language)


def _refuse_open(act: Act, till: TillHead) -> None:
    wanted = (
        select(Account.name, TillSession.opened_at)
        .join(Account, Account.id == TillSession.opened_by)
        .where(TillSession.open_till_id == till.id)
    )
    found = act.session.execute(wanted).one_or_none()
    if found is not None:
        account, at = found
        raise OpenTillError(till.label, account, at.astimezone(act.zone))


def _closed_meanwhile(act: Act, till: TillHead, session: TillSession) -> TillClosedMeanwhileError:
    assert session.closed_at is not None
    account = act.session.get_one(Account, session.closed_by).name
    return TillClosedMeanwhileError(till.label, account, session.closed_at.astimezone(act.zone))


def _said(session: TillSession, totals: Totals) -> Said:
    return {
        "count": session.closing_count,
        "counted": f"{session.counted:.2f}",
        "expected": f"{session.expected:.2f}",
        "difference": f"{session.difference:.2f}",
        "reason": session.difference_reason,
        "methods": [
            {
                "label": method.label,
                "kind": method.kind.value,
                "payments": method.payments,
                "paid": f"{method.amount:.2f}",
            }
            for method in totals.methods
        ],
        "cashings": totals.cashings,
        "corrections": totals.corrections,
        "period_total": f"{session.period_total:.2f}",
        "perpetual_total": f"{session.perpetual_total:.2f}",
    }
