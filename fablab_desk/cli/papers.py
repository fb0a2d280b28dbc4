"""Attestations on demand, and whether a paper is genuine."""

from argparse import Namespace
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory
from uuid import UUID

from fablab_desk.agenda.service_presence import attest_presence
from fablab_desk.cli.output import about, tell, warn
from fablab_desk.cli.station import Station, open_if_any, place_of, today_of
from fablab_desk.errors import DeskError
from fablab_desk.i18n import mark, say, translate, translate_many
from fablab_desk.keys import new_key
from fablab_desk.live import refuse_live
from fablab_desk.memberships.queries import MembershipRow, list_memberships
from fablab_desk.memberships.service import attest_membership
from fablab_desk.papers.errors import UnwritableFileError
from fablab_desk.papers.publishing import load_published_keys, write_published
from fablab_desk.papers.queries import load_paper, load_pdf
from fablab_desk.papers.revoked_list import UnreadableListError, read_list
from fablab_desk.papers.service import publish_revoked
from fablab_desk.papers.verify import (
    Proof,
    Verdict,
    known_by_lists,
    verify_pdf,
    verify_pdf_here,
    verify_text,
    verify_text_here,
)
from fablab_desk.paths import keys_folder
from fablab_desk.people.queries import find_by_number
from fablab_desk.seals import public_keys_in
from fablab_desk.staff.act import Act
from fablab_desk.typed import parse_day

EXIT = {
    Verdict.GENUINE: 0,
    Verdict.NOT_GENUINE: 1,
    Verdict.UNREADABLE: 2,
    Verdict.REVOKED: 3,
    Verdict.REPLACED: 3,
}


class UnknownNumberError(DeskError):
    def __init__(self, number: str) -> None:
        super().__init__(mark("Nobody has the number “{number}”."), number=number)


class NeverMemberError(DeskError):
    def __init__(self, number: str) -> None:
        super().__init__(mark("{number} never was a member: enrol first."), number=number)


class UnreadableFileError(DeskError):
    def __init__(self, file: Path) -> None:
        super().__init__(mark("“{file}” cannot be read: check its name and place."), file=file)


def attest_membership_of(arguments: Namespace, station: Station) -> int:
    party = numbered(station, arguments.number)
    membership = station.asks(lambda session: _last(list_memberships(session, party)))
    if membership is None:
        raise NeverMemberError(arguments.number)
    return issue_to(
        arguments, station, lambda act: attest_membership(act, new_key(), membership.id)
    )


def attest_presence_of(arguments: Namespace, station: Station) -> int:
    """Of this year so far, where no other period is said."""
    person = numbered(station, arguments.number)
    today = station.asks(today_of)
    first = _day(arguments.first, today) or today.replace(month=1, day=1)
    last = _day(arguments.last, today) or today
    return issue_to(
        arguments, station, lambda act: attest_presence(act, new_key(), person, first, last)
    )


def numbered(station: Station, number: str) -> UUID:
    party = station.asks(lambda session: find_by_number(session, number))
    if party is None:
        raise UnknownNumberError(number)
    return party


def _day(text: str | None, today: date) -> date | None:
    return parse_day(text, today) if text else None


def issue_to(arguments: Namespace, station: Station, call: Callable[[Act], UUID]) -> int:
    file = Path(arguments.out).expanduser()
    with kept_at(file) as part:
        paper_id = station.does(call)
        part.write_bytes(station.asks(lambda session: load_pdf(session, paper_id)))
    paper = station.asks(lambda session: load_paper(session, paper_id))
    tell(about(file, translate(mark("attestation {number}")).format(number=paper.number)))
    return 0


def publish_key(arguments: Namespace, station: Station) -> int:
    """What a town hall or a school verifies papers with, without the base."""
    text = station.asks(load_published_keys)
    file = Path(arguments.file).expanduser()
    write_published(text, file, keys_folder())
    keys = public_keys_in(file)
    tell(about(file, translate_many("{n} public key", "{n} public keys", len(keys))))
    return 0


def publish_revoked_list(arguments: Namespace, station: Station) -> int:
    """What no longer counts as of today, for those who verify without the base."""
    file = Path(arguments.file).expanduser()
    text = station.does(publish_revoked)
    write_published(text, file, keys_folder())
    told = translate_many(
        mark("{n} paper that no longer counts"),
        mark("{n} papers that no longer count"),
        text.count('"number": '),
    )
    tell(about(file, told))
    return 0


@contextmanager
def kept_at(file: Path) -> Iterator[Path]:
    """Where to write: a place that refuses does so before a paper is issued for nothing."""
    refuse_live(file)
    try:
        with TemporaryDirectory(prefix=".paper-", dir=file.parent) as folder:
            part = Path(folder) / "part.pdf"
            yield part
            part.replace(file)
    except OSError as error:
        raise UnwritableFileError(file) from error


def _last(rows: list[MembershipRow]) -> MembershipRow | None:
    """The membership proper before a subscription, and the one that ends last."""
    counted = [row for row in rows if row.cancelled_at is None]
    return max(counted, key=lambda row: (row.statutory, row.ends_on), default=None)


def verify(arguments: Namespace) -> int:
    """Offline by the keys at hand; with the lab's base, also what became of the paper since."""
    try:
        proof = _proof(arguments)
    except DeskError as refusal:  # nothing was found out about the paper
        warn(say(refusal))
        return EXIT[Verdict.UNREADABLE]
    tell(say(proof.sentence))
    return EXIT[proof.verdict]


def _proof(arguments: Namespace) -> Proof:
    file = Path(arguments.what)
    text: str = arguments.what
    pdf = _bytes_of(file)
    alone = arguments.key or arguments.revoked
    database = None if alone else open_if_any(place_of(arguments))
    if database is None:
        keys = public_keys_in(keys_folder(), *(Path(key) for key in arguments.key))
        lists = [read_list(_text_of(Path(one)), keys) for one in arguments.revoked]
        proof = verify_text(text, keys) if pdf is None else verify_pdf(pdf, keys)
        return known_by_lists(proof, lists)
    try:
        with database.reading() as session:
            if pdf is None:
                return verify_text_here(session, text)
            return verify_pdf_here(session, pdf)
    finally:
        database.close()


def _text_of(file: Path) -> str:
    try:
        return file.read_text("utf-8")
    except OSError as error:
        raise UnreadableFileError(file) from error
    except UnicodeDecodeError:
        raise UnreadableListError from None


def _bytes_of(file: Path) -> bytes | None:
    """The file's content; None where the words given are a seal's text, not a name."""
    try:
        named = file.suffix.lower() == ".pdf" or file.is_file()
    except OSError:  # a seal's text is too long for a name
        return None
    try:
        return file.read_bytes() if named else None
    except OSError as error:
        raise UnreadableFileError(file) from error
