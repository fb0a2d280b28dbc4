"""What is pinned to a record: the alert, and the card that opens it."""

from collections.abc import Mapping, Sequence
from uuid import UUID

from sqlalchemy import select

from fablab_desk import identifiers
from fablab_desk.db.chunks import chunks
from fablab_desk.people.drafts import checked, tidy_lines
from fablab_desk.people.models import Party
from fablab_desk.people.numbers import cards_of
from fablab_desk.people.records import (
    load_present,
    refuse_stale,
    refuse_taken_card,
    stale_record,
)
from fablab_desk.staff.act import Act, needs
from fablab_desk.staff.rights import Right


@needs(Right.CORRECT_PERSON, inverse="people.take_back_correction")
def pin_alert(act: Act, party_id: UUID, text: str, seen: int) -> None:
    """Show a text whenever the record opens; an empty one unpins."""
    party, text = load_present(act.session, Party, party_id), checked("alert", text, tidy_lines)
    if party.alert == text:
        return
    refuse_stale(act.session, party, seen)
    party.alert = text


@needs(Right.CORRECT_PERSON, inverse="people.take_card_back")
def give_card(act: Act, party_id: UUID, card: str, shown: str | None = None) -> None:
    """The card that opens this record when it is scanned; nobody else may hold it.

    `shown` is the card there was (blank: none) where this was decided: another by now, and it is
    refused.
    """
    card = checked("card", card, identifiers.check_card)
    party = load_present(act.session, Party, party_id)
    refuse_taken_card(act.session, card, party_id)
    if party.card == card:
        return
    if shown not in (None, party.card or ""):
        raise stale_record(act.session, party.name, party_id)
    party.correct({"card": card})


@needs(Right.CORRECT_PERSON, inverse="people.take_cards_back")
def give_cards(act: Act, party_ids: Sequence[UUID]) -> dict[UUID, str]:
    """A number to scan for each that has no card and is not archived; those given, by record."""
    given: dict[UUID, str] = {}
    for chunk in chunks(party_ids):
        wanted = select(Party).where(
            Party.id.in_(chunk), Party.card.is_(None), Party.archived_on.is_(None)
        )
        without = act.session.scalars(wanted.order_by(Party.number)).all()
        offered = {party.id: cards_of(party.number) for party in without}
        asked = [card for cards in offered.values() for card in cards]
        taken = set(act.session.scalars(select(Party.card).where(Party.card.in_(asked))))
        for party in without:
            card = next(card for card in offered[party.id] if card not in taken)
            party.correct({"card": card})
            given[party.id] = card
    return given


@needs(Right.CORRECT_PERSON, inverse="people.give_cards")
def take_cards_back(act: Act, given: Mapping[UUID, str]) -> None:
    """From each that holds the very card it was given; another one since then stays."""
    for chunk in chunks(given):
        for party in act.session.scalars(select(Party).where(Party.id.in_(chunk))):
            if party.card == given[party.id]:
                party.correct({"card": None})


@needs(Right.CORRECT_PERSON, inverse="people.give_card")
def take_card_back(act: Act, party_id: UUID) -> None:
    party = load_present(act.session, Party, party_id)
    if party.card is not None:
        party.correct({"card": None})
