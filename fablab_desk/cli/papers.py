"""Attestations on demand, and whether a paper is genuine."""

from argparse import Namespace
from pathlib import Path

from fablab_desk.cli.output import tell
from fablab_desk.cli.station import Station, open_place, place_of
from fablab_desk.errors import DeskError
from fablab_desk.i18n import mark, say
from fablab_desk.keys import new_key
from fablab_desk.memberships.queries import MembershipRow, list_memberships
from fablab_desk.memberships.service import attest_membership
from fablab_desk.papers.queries import load_pdf
from fablab_desk.papers.verify import (
    Proof,
    Verdict,
    verify_pdf,
    verify_pdf_here,
    verify_text,
    verify_text_here,
)
from fablab_desk.paths import keys_folder
from fablab_desk.people.queries import find_by_number
from fablab_desk.seals import public_keys_in

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


class UnwritableFileError(DeskError):
    def __init__(self, file: Path) -> None:
        super().__init__(
            mark("“{file}” cannot be written: choose another folder or name."), file=file
        )


def attest_membership_of(arguments: Namespace, station: Station) -> int:
    party = station.asks(lambda session: find_by_number(session, arguments.number))
    if party is None:
        raise UnknownNumberError(arguments.number)
    membership = station.asks(lambda session: _last(list_memberships(session, party)))
    if membership is None:
        raise NeverMemberError(arguments.number)
    paper_id = station.does(lambda act: attest_membership(act, new_key(), membership.id))
    pdf = station.asks(lambda session: load_pdf(session, paper_id))
    file = Path(arguments.out)
    try:
        file.write_bytes(pdf)
    except OSError as error:
        raise UnwritableFileError(file) from error
    return 0


def _last(rows: list[MembershipRow]) -> MembershipRow | None:
    """The membership proper before a subscription, and the one that ends last."""
    counted = [row for row in rows if row.cancelled_at is None]
    return max(counted, key=lambda row: (row.statutory, row.ends_on), default=None)


def verify(arguments: Namespace) -> int:
    """Offline by the keys at hand; with the lab's base, also what became of the paper since."""
    proof = _proof(arguments)
    tell(say(proof.sentence))
    return EXIT[proof.verdict]


def _proof(arguments: Namespace) -> Proof:
    file = Path(arguments.what)
    pdf = file.read_bytes() if _is_file(file) else None
    text: str = arguments.what
    place = place_of(arguments)
    if not arguments.key and (isinstance(place, str) or place.exists()):
        database = open_place(arguments)
        try:
            with database.reading() as session:
                here = verify_text_here(session, text) if pdf is None else None
                return here or verify_pdf_here(session, pdf or b"")
        finally:
            database.close()
    keys = public_keys_in(keys_folder(), *(Path(key) for key in arguments.key))
    return verify_text(text, keys) if pdf is None else verify_pdf(pdf, keys)


def _is_file(file: Path) -> bool:
    try:
        return file.is_file()
    except OSError:  # a seal's text is no file name
        return False
