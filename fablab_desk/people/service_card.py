"""What is pinned to a record: the alert, and the card that opens it."""

from uuid import UUID

from fablab_desk import identifiers
from fablab_desk.people.drafts import checked, tidy_lines
from fablab_desk.people.models import Party
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


@needs(Right.CORRECT_PERSON, inverse="people.give_card")
def take_card_back(act: Act, party_id: UUID) -> None:
    party = load_present(act.session, Party, party_id)
    if party.card is not None:
        party.correct({"card": None})
