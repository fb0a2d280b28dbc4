"""What has no limit, for information: a paper, a proved copy, the check of everything."""

import time
from collections.abc import Callable
from functools import partial
from pathlib import Path
from uuid import UUID

from sqlalchemy import select

from bench.figures import Figure, middle
from bench.lab import copied
from fablab_desk.care.backup import back_up
from fablab_desk.care.check import check_everything
from fablab_desk.clock import utc_now
from fablab_desk.db.opening import open_database
from fablab_desk.documents.draw import warm_up
from fablab_desk.keys import new_key
from fablab_desk.memberships.models import Membership
from fablab_desk.memberships.service import attest_membership
from fablab_desk.schema import BLUEPRINT
from fablab_desk.staff.login import built_in_seat
from fablab_desk.staff.unit import perform

PAPERS = 20


def measure(lab: Path) -> list[Figure]:
    with copied(lab) as home:
        keys = home / "data" / "fablab_desk" / "keys"
        database = open_database(home / "desk.sqlite", BLUEPRINT)
        seat = built_in_seat(database, "bench", keys)
        with database.reading() as session:
            wanted = select(Membership.id).where(Membership.cancelled_at.is_(None))
            members = session.scalars(wanted.order_by(Membership.number.desc()).limit(PAPERS)).all()

        def attest(membership: UUID) -> None:
            paper = new_key()
            perform(database, seat, utc_now, lambda act: attest_membership(act, paper, membership))

        def check() -> None:
            with database.reading() as session:
                for _part, found in check_everything(
                    session, BLUEPRINT, database.attachments, keys
                ):
                    assert not found, found

        first = _seconds(warm_up)
        papers = [_seconds(partial(attest, one)) for one in members]
        copy = _seconds(lambda: back_up(database, seat, utc_now, home / "copies"))
        checked = _seconds(check)
        database.close()
    warm = f"drawing loaded in {first:.2f} s"
    return [
        Figure(
            part="other", name="attestation issued", value=middle(papers) * 1000,
            runs=len(papers), note=warm,
        ),
        Figure(part="other", name="copy made and proved", unit="s", value=copy),
        Figure(part="other", name="check of everything", unit="s", value=checked),
    ]  # fmt: skip


def _seconds(call: Callable[[], object]) -> float:
    began = time.perf_counter()
    call()
    return time.perf_counter() - began
