"""Whom somebody recorded a second time, as happens at a counter: there is something to merge."""

from collections.abc import Callable, Iterable
from dataclasses import replace
from functools import partial
from typing import Any
from uuid import UUID

from fablab_desk.agenda.service import check_in
from fablab_desk.keys import new_key
from fablab_desk.people.drafts import PersonDraft
from fablab_desk.people.record import load_record
from fablab_desk.people.service import admit_person
from fablab_desk.staff.act import Act

Does = Callable[[Callable[[Act], Any]], Any]
LONG = 6  # letters of a name in which a slip is still read as that name


def record_twice(does: Does, adults: Iterable[UUID]) -> None:
    """One under the same name, one with the names swapped, one with a letter left out."""
    slips = (_again, _swapped, _misspelt)
    known = does(lambda act: _well_known(act, adults, len(slips)))
    for key, slip in zip(known, slips, strict=False):
        does(partial(_record_again, key=key, slip=slip))


def _well_known(act: Act, adults: Iterable[UUID], many: int) -> list[UUID]:
    found = []
    for key in adults:
        draft = load_record(act.session, key, act.day).draft
        assert isinstance(draft, PersonDraft)
        if draft.born and draft.email and draft.phone and len(draft.last_name) >= LONG:
            found.append(key)
        if len(found) == many:
            break
    return found


def _record_again(act: Act, key: UUID, slip: Callable[[PersonDraft], PersonDraft]) -> None:
    """In a hurry, at the door: the second record has come today."""
    draft, again = load_record(act.session, key, act.day).draft, new_key()
    assert isinstance(draft, PersonDraft)
    blank = replace(draft, card="", alert="", profession="", address="", known_twin=True)
    admit_person(act, again, slip(blank))
    act.session.flush()
    check_in(act, new_key(), again)


def _again(draft: PersonDraft) -> PersonDraft:
    return replace(draft, email="", phone="")


def _swapped(draft: PersonDraft) -> PersonDraft:
    return replace(
        draft, first_name=draft.last_name, last_name=draft.first_name, birth_date=None, phone=""
    )


def _misspelt(draft: PersonDraft) -> PersonDraft:
    return replace(draft, last_name=f"{draft.last_name[:2]}{draft.last_name[3:]}", email="")
