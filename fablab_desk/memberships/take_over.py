"""Taking over memberships kept elsewhere: many at once, and no charge is written for them."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import Table, bindparam, delete, insert, select, update
from sqlalchemy.orm import Session

from fablab_desk.clock import add_months
from fablab_desk.db.chunks import chunks
from fablab_desk.db.counters import take_numbers
from fablab_desk.keys import new_key
from fablab_desk.lab.kinds import LockKind
from fablab_desk.memberships.errors import OverlapError
from fablab_desk.memberships.kept import kept_of
from fablab_desk.memberships.kinds import Acceptance, PeriodRule
from fablab_desk.memberships.known import Known
from fablab_desk.memberships.models import Membership, MembershipKind, MembershipPlan
from fablab_desk.memberships.periods import A_DAY, Period, Terms
from fablab_desk.memberships.service import NUMBERS
from fablab_desk.people.models import NEVER_DUE, Party
from fablab_desk.staff.act import Act


@dataclass(frozen=True, slots=True, kw_only=True)
class TakenOver:
    party_id: UUID
    plan_id: UUID
    entered_on: date
    period: Period
    audience_id: UUID | None = None
    import_id: UUID | None = None


def list_recorded(session: Session, party_ids: Iterable[UUID]) -> dict[UUID, list[Known]]:
    """What each party already has, cancelled ones left out."""
    found: dict[UUID, list[Known]] = defaultdict(list)
    wanted = (
        select(
            Membership.party_id,
            Membership.kind_id,
            MembershipKind.statutory,
            Membership.entered_on,
            Membership.starts_on,
            Membership.ends_on,
            Membership.holds_from,
            Membership.category_id,
            Membership.acceptance,
        )
        .join(MembershipKind, MembershipKind.id == Membership.kind_id)
        .where(Membership.cancelled_at.is_(None))
    )
    for chunk in chunks(dict.fromkeys(party_ids)):
        some = wanted.where(Membership.party_id.in_(chunk))
        for row in session.execute(some):
            one = Known(
                row.kind_id,
                row.statutory,
                row.entered_on,
                Period(row.starts_on, row.ends_on),
                row.holds_from,
                row.category_id,
                row.acceptance,
            )
            found[row.party_id].append(one)
    return found


def take_over(act: Act, rows: Sequence[TakenOver]) -> int:
    """Write them all, and the runs of their parties; how many there were.

    Whoever was a member elsewhere was accepted there: the board is not asked.
    """
    if not rows:
        return 0
    act.refuse_if_locked(LockKind.MEMBERSHIPS, min(row.entered_on for row in rows))
    kinds = _kinds_of_plans(act.session)
    known = list_recorded(act.session, (row.party_id for row in rows))
    numbers = take_numbers(act.session, NUMBERS, len(rows))
    values = []
    for number, row in zip(numbers, rows, strict=True):
        kind_id, statutory, category_id = kinds[row.plan_id]
        theirs = known.setdefault(row.party_id, [])
        _refuse_overlap(row.period, [one.period for one in theirs if one.kind_id == kind_id])
        first = row.period.starts_on
        theirs.append(Known(kind_id, statutory, row.entered_on, row.period, first, category_id))
        values.append(_values(number, kind_id, category_id, row))
    act.session.execute(insert(Membership), values)
    _keep_runs(act.session, known, act.day)
    act.touch(Membership, Party)
    return len(rows)


def take_back(act: Act, import_id: UUID) -> list[UUID]:
    """Take away what was taken over with that import, and tell whose it was."""
    session = act.session
    brought = select(Membership.party_id, Membership.entered_on).where(
        Membership.import_id == import_id
    )
    rows = session.execute(brought).all()
    if not rows:
        return []
    act.refuse_if_locked(LockKind.MEMBERSHIPS, min(row.entered_on for row in rows))
    session.execute(
        delete(Membership)
        .where(Membership.import_id == import_id)
        .execution_options(synchronize_session=False)
    )
    left = list_recorded(session, (row.party_id for row in rows))
    theirs = {row.party_id: left.get(row.party_id, []) for row in rows}
    _keep_runs(session, theirs, act.day)
    act.touch(Membership, Party)
    return list(theirs)


def start_before(terms: Terms, ends_on: date) -> date:
    """The first day of a period of which only the last one is known."""
    if terms.rule is PeriodRule.ROLLING:
        return add_months(ends_on + A_DAY, -terms.months)
    return terms.season_of(ends_on).starts_on


def _refuse_overlap(period: Period, known: Iterable[Period]) -> None:
    for other in known:
        if period.meets(other):
            raise OverlapError(period.starts_on, period.ends_on, other.starts_on, other.ends_on)


def _kinds_of_plans(session: Session) -> dict[UUID, tuple[UUID, bool, UUID | None]]:
    wanted = select(
        MembershipPlan.id, MembershipKind.id, MembershipKind.statutory, MembershipPlan.category_id
    ).join(MembershipKind, MembershipKind.id == MembershipPlan.kind_id)
    return {
        plan: (kind, statutory, category)
        for plan, kind, statutory, category in session.execute(wanted)
    }


def _values(
    number: int, kind_id: UUID, category_id: UUID | None, row: TakenOver
) -> dict[str, object]:
    return {
        "id": new_key(),
        "number": number,
        "party_id": row.party_id,
        "kind_id": kind_id,
        "plan_id": row.plan_id,
        "audience_id": row.audience_id,
        "entered_on": row.entered_on,
        "starts_on": row.period.starts_on,
        "ends_on": row.period.ends_on,
        "holds_from": row.period.starts_on,
        "category_id": category_id,
        "acceptance": Acceptance.NOT_ASKED,
        "decided_on": None,
        "decided_by": "",
        "taken_over": True,
        "cancelled_at": None,
        "cancel_reason": "",
        "import_id": row.import_id,
        "version": 1,
    }


def _keep_runs(session: Session, known: Mapping[UUID, Sequence[Known]], day: date) -> None:
    parties = Party.__table__
    assert isinstance(parties, Table)
    values = []
    for party_id, theirs in known.items():
        kept = kept_of(theirs, day)
        values.append({"party": party_id, "due": kept.last or NEVER_DUE, **asdict(kept)})
    if values:
        session.execute(
            update(parties)
            .where(parties.c.id == bindparam("party"))
            .values(
                member_from=bindparam("first"),
                member_until=bindparam("last"),
                earlier_until=bindparam("earlier"),
                waiting_on=bindparam("waiting"),
                category_id=bindparam("category"),
                due_on=bindparam("due"),
            ),
            values,
        )
