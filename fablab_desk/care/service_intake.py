"""Taking a file of members in: people and the memberships they come with, in one act."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import Any
from uuid import UUID

from sqlalchemy import bindparam, insert, select, update
from sqlalchemy.orm import Session

from fablab_desk.care.intake import Intake, TakenOver
from fablab_desk.db.counters import take_numbers
from fablab_desk.keys import new_key
from fablab_desk.memberships.models import Membership, MembershipKind
from fablab_desk.memberships.periods import Period, last_run
from fablab_desk.memberships.service import NUMBERS
from fablab_desk.people.exchange.known import chunks
from fablab_desk.people.exchange.making import say_nothing
from fablab_desk.people.exchange.preview import Preview, Progress
from fablab_desk.people.models import ImportBatch, Party
from fablab_desk.people.service_import import import_people
from fablab_desk.staff.act import Act, needs
from fablab_desk.staff.rights import Right

MEMBERSHIPS: Any = Membership.__table__
PARTIES: Any = Party.__table__


@needs(Right.IMPORT_PEOPLE)
def import_members(
    act: Act, preview: Preview, intake: Intake, progress: Progress = say_nothing
) -> None:
    """Write what preview and intake showed, all or nothing. A repeat writes nothing more."""
    if act.session.get(ImportBatch, preview.id) is not None:
        return
    import_people(act, preview, progress)
    if intake.memberships:
        _name_batch(act, preview)
        _write_memberships(act, preview, intake.memberships)


def _name_batch(act: Act, preview: Preview) -> None:
    """A file may bring memberships only: it is known again all the same."""
    if act.session.get(ImportBatch, preview.id) is None:
        source = preview.source
        batch = ImportBatch(
            id=preview.id,
            at=act.now,
            file_name=source.name,
            sha256=source.sha256,
            created=0,
            changed=0,
        )
        act.session.add(batch)
        act.session.flush()


def _write_memberships(act: Act, preview: Preview, taken: tuple[TakenOver, ...]) -> None:
    numbers = take_numbers(act.session, NUMBERS, len(taken))
    rows = [
        {
            "id": new_key(),
            "number": number,
            "party_id": one.party_id,
            "kind_id": one.kind_id,
            "plan_id": one.plan_id,
            "audience_id": one.audience_id,
            "entered_on": one.entered_on,
            "starts_on": one.period.starts_on,
            "ends_on": one.period.ends_on,
            "taken_over": True,
            "cancelled_at": None,
            "cancel_reason": "",
            "import_id": preview.id,
            "version": 1,
        }
        for number, one in zip(numbers, taken, strict=True)
    ]
    act.session.connection().execute(insert(MEMBERSHIPS), rows)
    _keep_runs(act.session, {one.party_id for one in taken if one.statutory})
    act.touch(Membership, Party)
    act.note("memberships", {"taken_over": len(rows), "numbers": [numbers[0], numbers[-1]]})


def _keep_runs(session: Session, party_ids: Iterable[UUID]) -> None:
    """Renew what lists show of the statutory memberships of these parties."""
    renewed = (
        update(PARTIES)
        .where(PARTIES.c.id == bindparam("key"))
        .values(
            member_from=bindparam("first"),
            member_until=bindparam("last"),
            due_on=bindparam("due"),
            version=PARTIES.c.version + 1,
        )
    )
    runs = [
        {"key": party_id, "first": run.starts_on, "last": run.ends_on, "due": run.ends_on}
        for party_id, run in _runs(session, party_ids)
    ]
    if runs:
        session.connection().execute(renewed, runs)


def _runs(session: Session, party_ids: Iterable[UUID]) -> Iterator[tuple[UUID, Period]]:
    for chunk in chunks(party_ids):
        wanted = (
            select(Membership.party_id, Membership.starts_on, Membership.ends_on)
            .join(MembershipKind, MembershipKind.id == Membership.kind_id)
            .where(
                Membership.party_id.in_(chunk),
                Membership.cancelled_at.is_(None),
                MembershipKind.statutory,
            )
        )
        periods: dict[UUID, list[Period]] = defaultdict(list)
        for party_id, starts_on, ends_on in session.execute(wanted):
            periods[party_id].append(Period(starts_on, ends_on))
        for party_id, found in periods.items():
            if (run := last_run(found)) is not None:
                yield party_id, run
