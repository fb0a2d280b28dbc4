from collections.abc import Callable, Sequence
from functools import partial
from uuid import UUID

import pytest

from builders import Worker
from builders.people import a_household, a_person, an_organisation
from builders.refused import refused
from fablab_desk.errors import DeskError
from fablab_desk.i18n import say
from fablab_desk.keys import new_key
from fablab_desk.people import errors
from fablab_desk.people.models import Household, HouseholdMember
from fablab_desk.people.queries import list_paid_for, payer_of
from fablab_desk.people.service import archive_party
from fablab_desk.people.service_household import (
    HouseholdDraft,
    correct_household,
    dissolve_household,
    leave_household,
    name_payer,
)
from fablab_desk.staff.act import Act
from fablab_desk.staff.errors import StaleError


def payers(worker: Worker, *people: UUID) -> list[UUID]:
    with worker.database.reading() as session:
        return [payer_of(session, key) for key in people]


def household(payer_id: UUID, members: Sequence[UUID], label: str = "") -> HouseholdDraft:
    return HouseholdDraft(payer_id=payer_id, member_ids=members, label=label)


def test_each_pays_for_themselves_until_a_household_says_otherwise(administrator: Worker) -> None:
    ada, bea = a_person(administrator), a_person(administrator, "Bea")
    assert payers(administrator, ada, bea) == [ada, bea]
    key = a_household(administrator, ada, ada, bea)
    assert payers(administrator, ada, bea) == [ada, ada]
    administrator.does(lambda act: dissolve_household(act, key))
    assert payers(administrator, ada, bea) == [ada, bea]


@pytest.mark.parametrize("outside", [a_person, an_organisation])
def test_a_relative_outside_or_an_organisation_may_pay(
    administrator: Worker, outside: Callable[..., UUID]
) -> None:
    payer, child = outside(administrator), a_person(administrator, "Bea")
    a_household(administrator, payer, child)
    assert payers(administrator, payer, child) == [payer, payer]
    with administrator.database.reading() as session:
        assert list_paid_for(session, payer) == [(child, "Bea Exemple")]


def test_whoever_is_paid_for_cannot_pay_for_others(administrator: Worker) -> None:
    ada, bea, cleo = (a_person(administrator, name) for name in ("Ada", "Bea", "Cléo"))
    a_household(administrator, ada, bea)
    with refused(("payer_id", errors.PaidForError)):
        a_household(administrator, bea, cleo)


def test_whoever_pays_for_others_cannot_be_paid_for(administrator: Worker) -> None:
    ada, bea, cleo = (a_person(administrator, name) for name in ("Ada", "Bea", "Cléo"))
    a_household(administrator, bea, cleo)
    with refused(("payer_id", errors.AlreadyPayingError)):
        a_household(administrator, ada, bea)


def test_a_person_belongs_to_one_household(administrator: Worker) -> None:
    ada, bea, cleo = (a_person(administrator, name) for name in ("Ada", "Bea", "Cléo"))
    a_household(administrator, ada, cleo)
    with pytest.raises(errors.OtherHouseholdError):
        a_household(administrator, bea, cleo)


def test_a_household_needs_somebody_to_pay_for(administrator: Worker) -> None:
    ada = a_person(administrator)
    with pytest.raises(errors.EmptyHouseholdError):
        a_household(administrator, ada, ada)


def test_nobody_archived_pays_for_others(administrator: Worker) -> None:
    ada, bea = a_person(administrator), a_person(administrator, "Bea")
    administrator.does(lambda act: archive_party(act, bea))
    with refused(("payer_id", errors.ArchivedPartyError)):
        a_household(administrator, bea, ada)


def test_nobody_archived_is_paid_for(administrator: Worker) -> None:
    ada, bea = a_person(administrator), a_person(administrator, "Bea")
    administrator.does(lambda act: archive_party(act, bea))
    with pytest.raises(errors.ArchivedPartyError):
        a_household(administrator, ada, bea)


def test_a_household_is_corrected_from_its_last_version_only(administrator: Worker) -> None:
    ada, bea, cleo = (a_person(administrator, name) for name in ("Ada", "Bea", "Cléo"))
    key = a_household(administrator, ada, ada, bea)
    correct = partial(correct_household, household_id=key, seen=1)
    administrator.does(lambda act: correct(act, draft=household(bea, [ada, bea, cleo])))
    assert payers(administrator, ada, bea, cleo) == [bea, bea, bea]
    with pytest.raises(StaleError):
        administrator.does(lambda act: correct(act, draft=household(ada, [ada, bea])))


def test_who_belongs_to_a_household_is_part_of_its_version(administrator: Worker) -> None:
    ada, bea, cleo = (a_person(administrator, name) for name in ("Ada", "Bea", "Cléo"))
    key = a_household(administrator, ada, ada, bea)
    correct = partial(correct_household, household_id=key, seen=1)
    administrator.does(lambda act: correct(act, draft=household(ada, [ada, bea, cleo])))
    with pytest.raises(StaleError) as refusal:
        administrator.does(lambda act: correct(act, draft=household(ada, [ada, bea], "Essai")))
    assert refusal.value.params["account"] == "administrator"
    assert payers(administrator, cleo) == [ada]


def test_naming_a_payer_joins_their_household(administrator: Worker) -> None:
    ada, bea, cleo = (a_person(administrator, name) for name in ("Ada", "Bea", "Cléo"))
    for person in (bea, cleo):
        administrator.does(partial(_named, person=person, payer=ada))
    assert payers(administrator, bea, cleo) == [ada, ada]
    administrator.does(lambda act: leave_household(act, bea))
    assert payers(administrator, bea, cleo) == [bea, ada]
    with pytest.raises(errors.OwnPayerError):
        administrator.does(partial(_named, person=ada, payer=ada))


def test_naming_another_payer_leaves_the_household_of_the_one_before(
    administrator: Worker,
) -> None:
    ada, bea, cleo, denis = (
        a_person(administrator, name) for name in ("Ada", "Bea", "Cléo", "Denis")
    )
    a_household(administrator, ada, ada, bea, cleo)
    administrator.does(partial(_named, person=cleo, payer=denis))
    assert payers(administrator, bea, cleo) == [ada, denis]
    administrator.does(partial(_named, person=cleo, payer=ada))
    assert payers(administrator, bea, cleo) == [ada, ada]


@pytest.mark.parametrize(
    ("person", "payer", "refusal"),
    [("Ada", "Cléo", errors.AlreadyPayingError), ("Cléo", "Bea", errors.PaidForError)],
)
def test_a_payer_named_badly_leaves_everything_as_it_was(
    administrator: Worker, person: str, payer: str, refusal: type[DeskError]
) -> None:
    known = {name: a_person(administrator, name) for name in ("Ada", "Bea", "Cléo")}
    a_household(administrator, known["Ada"], known["Ada"], known["Bea"])
    before = payers(administrator, *known.values())
    with refused(("payer_id", refusal)):
        administrator.does(partial(_named, person=known[person], payer=known[payer]))
    assert payers(administrator, *known.values()) == before


@pytest.mark.parametrize("alone", [True, False])
def test_a_payer_is_not_changed_where_another_desk_named_one_meanwhile(
    administrator: Worker, alone: bool
) -> None:
    ada, bea, cleo = (a_person(administrator, name) for name in ("Ada", "Bea", "Cléo"))
    a_household(administrator, cleo, ada)
    edit = partial(leave_household, person_id=ada, shown=bea)
    if not alone:
        edit = partial(name_payer, household_id=new_key(), person_id=ada, payer_id=bea, shown=ada)
    with pytest.raises(StaleError) as refusal:
        administrator.does(edit)
    assert refusal.value.params["account"] == "administrator"
    assert "(Payer)" in say(refusal.value)
    assert payers(administrator, ada) == [cleo]


def test_whoever_pays_for_others_leaves_nothing_by_paying_for_themselves(
    administrator: Worker,
) -> None:
    ada, bea = a_person(administrator), a_person(administrator, "Bea")
    a_household(administrator, ada, ada, bea)
    administrator.does(lambda act: leave_household(act, ada))
    with administrator.database.reading() as session:
        assert session.query(HouseholdMember).count() == 2


def test_a_household_of_nobody_but_its_payer_goes(administrator: Worker) -> None:
    ada, bea = a_person(administrator), a_person(administrator, "Bea")
    a_household(administrator, ada, ada, bea)
    administrator.does(lambda act: leave_household(act, bea))
    with administrator.database.reading() as session:
        assert session.query(Household).count() == 0
    administrator.does(lambda act: archive_party(act, ada))


def _named(act: Act, person: UUID, payer: UUID) -> None:
    name_payer(act, new_key(), person, payer)
