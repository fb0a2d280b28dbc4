"""Requests on personal data: the copy that is handed over, and erasure."""

from uuid import UUID

from fablab_desk.care.blanking import (
    ERASED,
    blank_journal,
    blank_rows,
    leave_households,
    overwriting,
    silence,
)
from fablab_desk.care.erasure import hindrances, kept_until, load_any_person, load_person
from fablab_desk.care.erasure_errors import NotConfirmedError
from fablab_desk.care.sealing import unseal
from fablab_desk.db.search import normalise
from fablab_desk.errors import Problems
from fablab_desk.people.erasure_models import PartyErasure, SealedRecord
from fablab_desk.people.models import Person
from fablab_desk.people.numbers import member_number
from fablab_desk.people.records import refuse_stale
from fablab_desk.staff.act import Act, needs
from fablab_desk.staff.queries import last_change
from fablab_desk.staff.rights import Right


@needs(Right.ANSWER_REQUESTS)
def note_access(act: Act, access_id: UUID, person_id: UUID) -> None:
    """All that is kept of a person is written to a file: who did it stands in the journal."""
    if last_change(act.session, access_id) is None:
        person = load_person(act.session, person_id)
        act.note("access", {"number": member_number(person.number)})
        act.about(access_id, person_id)


@needs(Right.ANSWER_REQUESTS)
def erase_person(act: Act, person_id: UUID, typed: str, seen: int) -> None:
    """The record names nobody from now on, nor does the journal; it cannot be undone.

    `typed` is their number or name, to confirm; `seen` is the version that was previewed.
    Problems tells all that hinders it.
    """
    if act.session.get(PartyErasure, person_id) is not None:
        return
    person = load_any_person(act.session, person_id)
    sealed = act.session.get(SealedRecord, person_id)
    name = str(sealed.was["name"]) if sealed else person.name
    if hinders := list(hindrances(act.session, person_id, act.day)):
        raise Problems([("", one) for one in hinders])
    number = member_number(person.number)
    if normalise(typed) not in (normalise(number), str(person.number), normalise(name)):
        raise Problems([("typed", NotConfirmedError(number))])
    refuse_stale(act.session, person, seen)
    with overwriting(act.session):
        if sealed is not None:
            unseal(act, sealed)
        act.note("erased", {"acts": _erase(act, person)})
    act.about(person_id)


def _erase(act: Act, person: Person) -> int:
    person_id, until = person.id, kept_until(act.session, person.id)
    act.session.add(PartyErasure(party_id=person_id, at=act.now, kept_until=until))
    act.session.flush()
    blanked = blank_journal(act, person)
    leave_households(act, person_id)
    blank_rows(act, person_id)
    silence(act, person, ERASED)
    return blanked
