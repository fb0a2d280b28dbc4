"""Whether the papers are still what was issued: digests, signatures, chain and numbers."""

from collections import defaultdict
from collections.abc import Callable, Iterator
from hashlib import sha256

from sqlalchemy import and_, func, select
from sqlalchemy.orm import Session, aliased, undefer

from fablab_desk.errors import DeskError
from fablab_desk.i18n import mark
from fablab_desk.lab.models import Carrier
from fablab_desk.papers.errors import AlteredPaperError
from fablab_desk.papers.models import (
    Paper,
    PaperCounter,
    PaperHead,
    PaperRevocation,
    Series,
    number_of,
)
from fablab_desk.papers.queries import public_keys
from fablab_desk.seals import is_signed, key_id_of

AT_ONCE = 50  # papers in memory with their bytes
Taken = dict[tuple[str, Series, int], int]  # last number by carrier's prefix, series, year
Progress = Callable[[int, int], None]  # how many are done, of how many


def check_papers(
    session: Session, progress: Progress = lambda _done, _all: None
) -> list[DeskError]:
    """A sentence for each thing that is wrong; none when all papers are what was issued."""
    keys = public_keys(session)
    found = [_wrong_key(key_id) for key_id, key in keys.items() if key_id_of(key) != key_id]
    count = session.scalar(select(func.count()).select_from(Paper)) or 0
    position, previous = 0, ""
    taken: Taken = defaultdict(int)
    for paper in _papers(session):
        found += _wrongs(paper, keys)
        if (paper.position, paper.previous) != (position + 1, previous):
            found.append(_broken(paper))
        series = _series(paper)
        taken[series] += 1
        if paper.number != number_of(*series, taken[series]):
            found.append(_misnumbered(paper))
        position, previous = paper.position, paper.hash
        progress(position, count)
    head = session.get(PaperHead, 1)
    if (head.position, head.hash) != (position, previous) if head else position:
        found.append(DeskError(mark("The last papers are missing.")))
    return found + _wrong_counters(session, taken) + _unrevoked(session)


def _papers(session: Session) -> Iterator[Paper]:
    """In the order of their issue; each is let go before the next ones are read."""
    after = 0
    while True:
        wanted = select(Paper).where(Paper.position > after).order_by(Paper.position)
        page = session.scalars(wanted.options(undefer(Paper.pdf)).limit(AT_ONCE)).all()
        if not page:
            return
        for paper in page:
            yield paper
            after = paper.position
            session.expunge(paper)


def _wrongs(paper: Paper, keys: dict[str, bytes]) -> list[DeskError]:
    found: list[DeskError] = []
    if sha256(paper.pdf).hexdigest() != paper.sha256 or paper.link() != paper.hash:
        found.append(AlteredPaperError(paper.number))
    public_key = keys.get(paper.key_id)
    if not public_key or not is_signed(public_key, paper.payload.encode(), paper.signature):
        found.append(
            DeskError(mark("The seal of paper {number} is not the lab's."), number=paper.number)
        )
    return found


def _series(paper: Paper) -> tuple[str, Series, int]:
    series, _, _ = paper.number.rpartition("-")
    prefix, dash, last = series.rpartition("-")
    digits = last.removeprefix(paper.series.value)
    return f"{prefix}{dash}", paper.series, int(digits) if digits.isdecimal() else 0


def _wrong_counters(session: Session, taken: Taken) -> list[DeskError]:
    wanted = select(PaperCounter, Carrier).join(Carrier, Carrier.id == PaperCounter.carrier_id)
    counted = {
        (carrier.prefix, row.series, row.year): row.last for row, carrier in session.execute(wanted)
    }
    return [
        DeskError(
            mark("The counter of series {series} for {year} does not stand at its last paper."),
            series=f"{prefix}{series.value}",
            year=year,
        )
        for prefix, series, year in sorted(counted.keys() | taken.keys())
        if counted.get((prefix, series, year), 0) != taken.get((prefix, series, year), 0)
    ]


def _unrevoked(session: Session) -> list[DeskError]:
    """What was replaced stays revoked: its replacement is in the chain, its revocation is not."""
    old = aliased(Paper)
    revoked = and_(
        PaperRevocation.paper_id == Paper.replaces_id,
        PaperRevocation.replaced_by_id == Paper.id,
    )
    wanted = (
        select(old.number)
        .join(Paper, Paper.replaces_id == old.id)
        .outerjoin(PaperRevocation, revoked)
        .where(PaperRevocation.paper_id.is_(None))
        .order_by(old.position)
    )
    return [
        DeskError(mark("Paper {number} was replaced, and no longer says so."), number=number)
        for number in session.scalars(wanted)
    ]


def _wrong_key(key_id: str) -> DeskError:
    return DeskError(mark("The public key {key} was changed."), key=key_id)


def _broken(paper: Paper) -> DeskError:
    return DeskError(mark("Paper {number} does not follow the one before it."), number=paper.number)


def _misnumbered(paper: Paper) -> DeskError:
    return DeskError(
        mark("Paper {number} leaves a gap in its series, or stands twice."), number=paper.number
    )
