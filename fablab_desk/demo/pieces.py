"""What the people of the demo lab have handed in, and who comes under a structure's membership."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date, timedelta
from functools import partial
from itertools import islice
from random import Random
from typing import Any
from uuid import UUID

from fablab_desk.clock import add_months
from fablab_desk.demo.people import Cast
from fablab_desk.keys import new_key
from fablab_desk.memberships.drafts import CoverDraft
from fablab_desk.memberships.queries import was_member_on
from fablab_desk.memberships.service_covers import cover_person
from fablab_desk.people.answers import EVERYWHERE
from fablab_desk.people.kinds import ConsentKind, ConsentSource, Medium
from fablab_desk.people.models import Party, Person
from fablab_desk.people.piece_drafts import PieceDraft
from fablab_desk.people.piece_queries import load_image_paper
from fablab_desk.people.piece_standing import Book, PieceStanding
from fablab_desk.people.pieces import PieceForm
from fablab_desk.people.queries import guardians_of
from fablab_desk.people.service_family import ConsentDraft
from fablab_desk.people.service_pieces import note_piece, record_answers
from fablab_desk.staff.act import Act

Does = Callable[[Callable[[Act], Any]], Any]
BROUGHT, AGREES, LATELY = 0.8, 0.85, 90  # shares, and days
YEAR, FOR_A_YEAR = 12, 7  # months; one of so many agrees for that long
COVERING, NAMED, AGREEMENT = 2, 3, "Convention Mission locale"


def hand_in(does: Does, seed: int, parties: Iterable[UUID]) -> None:
    """Some pieces are there, some are missing, and some were brought in a season that is over."""
    random = Random(seed + 4)
    every_other = list(parties)[::2]  # the rest were here before anything was asked
    does(partial(_hand_in, random=random, parties=every_other))


def come_under(does: Does, cast: Cast) -> None:
    """The first structures renew and name people who are no members; an agreement covers one."""
    for structure in cast.structures[:COVERING]:
        does(partial(cast.renew_structure, key=structure))
    does(partial(_come_under, structures=cast.structures[:COVERING], adults=cast.adults))


def _hand_in(act: Act, random: Random, parties: list[UUID]) -> None:
    asked = Book(act.session, act.day).standings(parties)
    for key in parties:
        party = act.session.get_one(Party, key)
        if party.archived_on is not None:
            continue
        for one in asked[key]:
            if random.random() < BROUGHT:
                _bring(act, random, party, one)


def _bring(act: Act, random: Random, party: Party, one: PieceStanding) -> None:
    days = (act.day - party.created_on).days
    lately = act.day - timedelta(days=random.randint(0, min(days, LATELY)))
    on = party.created_on if random.random() < BROUGHT else lately
    if one.form is PieceForm.IMAGE:
        _answer(act, random, party, on)
        return
    note_piece(act, new_key(), PieceDraft(party_id=party.id, kind_id=one.kind_id, received_on=on))


def _answer(act: Act, random: Random, party: Party, on: date) -> None:
    """Of a minor the guardians, with what the child says; some agree for some places only."""
    minor = isinstance(party, Person) and party.is_minor_on(act.day)
    asked: list[UUID | None] = [None, *guardians_of(act.session, party.id)] if minor else [None]
    given = random.random() < AGREES
    places = EVERYWHERE if random.random() < BROUGHT else frozenset({Medium.LAB, Medium.PARTNERS})
    paper = load_image_paper(act.session, act.day, minor=minor)
    wording = paper.wordings[0]
    until = add_months(on, YEAR) if party.number % FOR_A_YEAR == 0 else paper.last_day(on)
    answers = [
        (
            new_key(),
            ConsentDraft(
                person_id=party.id,
                kind=ConsentKind.IMAGE,
                given=given,
                wording=wording.text,
                source=ConsentSource.FORM,
                by_guardian_id=by,
                given_on=on,
                media=places if given else None,
                valid_until=until if given else None,
                wording_id=wording.id,
            ),
        )
        for by in asked
    ]
    record_answers(act, answers)


def _come_under(act: Act, structures: Sequence[UUID], adults: Sequence[UUID]) -> None:
    day = act.day
    waiting = _no_members(act, adults)
    for structure in structures:
        for person in islice(waiting, NAMED):
            draft = CoverDraft(person_id=person, organisation_id=structure, starts_on=day)
            cover_person(act, new_key(), draft)
    for person in islice(waiting, 1):
        ends = date(day.year, 12, 31)
        draft = CoverDraft(person_id=person, reason=AGREEMENT, starts_on=day, ends_on=ends)
        cover_person(act, new_key(), draft)


def _no_members(act: Act, adults: Sequence[UUID]) -> Iterator[UUID]:
    for key in reversed(adults):
        party = act.session.get_one(Party, key)
        if party.archived_on is None and not was_member_on(act.session, key, act.day):
            yield key
