from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from functools import partial
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import update
from sqlalchemy.exc import IntegrityError

from builders import Worker
from builders.people import (
    a_child,
    a_consent,
    a_guardian,
    a_person,
    an_adult,
    an_answer,
    an_organisation,
)
from builders.refused import refused
from fablab_desk.errors import DeskError, Problems
from fablab_desk.keys import new_key
from fablab_desk.people import errors
from fablab_desk.people.kinds import ConsentKind, GuardianRelation, LinkRole
from fablab_desk.people.models import Consent
from fablab_desk.people.record import PersonRecord, load_record
from fablab_desk.people.service_family import (
    add_contact,
    record_consent,
    remove_contact,
    remove_guardian,
    retract_consent,
)

TODAY = date(2026, 3, 2)


def card(worker: Worker, key: UUID) -> PersonRecord:
    with worker.database.reading() as session:
        return load_record(session, key, TODAY)


def test_a_child_shows_its_guardian_and_the_guardian_the_child(administrator: Worker) -> None:
    child, adult = a_child(administrator), an_adult(administrator)
    link = a_guardian(administrator, child, adult)
    (guardian,) = card(administrator, child).related(LinkRole.GUARDIAN)
    (ward,) = card(administrator, adult).related(LinkRole.WARD)
    assert (guardian.id, guardian.link_id, ward.id) == (adult, link, child)
    administrator.does(lambda act: remove_guardian(act, link))
    assert card(administrator, child).relatives == ()


@pytest.mark.parametrize(
    ("child", "problem"),
    [(an_adult, errors.NotAMinorError), (a_person, errors.UnknownAgeError)],
)
def test_only_a_minor_has_a_guardian(
    administrator: Worker, child: Callable[..., UUID], problem: type[DeskError]
) -> None:
    one, other = child(administrator, "Bea"), an_adult(administrator, "Ada")
    with pytest.raises(problem):
        a_guardian(administrator, one, other)


@pytest.mark.parametrize(
    ("guardian", "problem"),
    [(a_child, errors.MinorGuardianError), (a_person, errors.UnknownAgeError)],
)
def test_a_guardian_is_of_age(
    administrator: Worker, guardian: Callable[..., UUID], problem: type[DeskError]
) -> None:
    one, other = a_child(administrator, "Bea"), guardian(administrator, "Ada")
    with refused(("guardian_id", problem)):
        a_guardian(administrator, one, other)


def test_a_guardian_is_named_once(administrator: Worker) -> None:
    child, adult = a_child(administrator), an_adult(administrator)
    a_guardian(administrator, child, adult)
    with refused(("guardian_id", errors.AlreadyGuardianError)):
        a_guardian(administrator, child, adult)


def test_the_newest_answer_counts(administrator: Worker) -> None:
    ada = a_person(administrator)
    assert card(administrator, ada).allows(ConsentKind.IMAGE) is None
    for given in (True, False, True):
        a_consent(administrator, ada, given)
        assert card(administrator, ada).allows(ConsentKind.IMAGE) is given
    assert card(administrator, ada).allows(ConsentKind.NEWSLETTER) is None


def test_a_paper_of_an_older_day_does_not_outweigh_a_newer_answer(administrator: Worker) -> None:
    ada = a_person(administrator)
    a_consent(administrator, ada, True)
    a_consent(administrator, ada, False, on=date(2025, 9, 1))
    assert card(administrator, ada).allows(ConsentKind.IMAGE) is True


def test_an_answer_entered_by_mistake_gives_way_to_the_one_before(administrator: Worker) -> None:
    ada = a_person(administrator)
    answers = [a_consent(administrator, ada, given) for given in (True, False)]
    for key, left in zip(reversed(answers), (True, None), strict=True):
        administrator.does(partial(retract_consent, consent_id=key))
        assert card(administrator, ada).allows(ConsentKind.IMAGE) is left


def test_what_is_wrong_with_an_answer_is_told_at_once_beside_its_fields(
    administrator: Worker,
) -> None:
    child, stranger = a_child(administrator), an_adult(administrator)
    answer = replace(an_answer(child, by=stranger), given_on=TODAY + timedelta(1), wording="  ")
    with pytest.raises(Problems) as refusal:
        administrator.does(lambda act: record_consent(act, new_key(), answer))
    assert {field: type(problem) for field, problem in refusal.value.found} == {
        "by_guardian_id": errors.NotTheirGuardianError,
        "given_on": errors.FutureAnswerError,
        "wording": errors.BlankWordingError,
    }


def test_an_answer_is_never_edited(administrator: Worker) -> None:
    a_consent(administrator, a_person(administrator), True)
    with (
        pytest.raises(IntegrityError, match="append-only"),
        administrator.database.writing() as session,
    ):
        session.execute(update(Consent).values(given=False))


def test_both_guardians_must_allow_the_image_of_a_child(administrator: Worker) -> None:
    child = a_child(administrator)
    ada, bea = an_adult(administrator), an_adult(administrator, "Bea")
    for adult in (ada, bea):
        a_guardian(administrator, child, adult)
    a_consent(administrator, child, True, by=ada)
    assert card(administrator, child).allows(ConsentKind.IMAGE) is None
    a_consent(administrator, child, True, by=bea)
    assert card(administrator, child).allows(ConsentKind.IMAGE) is True
    a_consent(administrator, child, False, by=ada)
    assert card(administrator, child).allows(ConsentKind.IMAGE) is False


@pytest.mark.parametrize(
    ("tied", "answer"),
    [
        ({}, None),
        ({"relation": GuardianRelation.GUARDIAN}, True),
        ({"sole_holder": True}, True),
        ({"relation": GuardianRelation.OTHER}, None),
    ],
)
def test_one_alone_agrees_only_where_nobody_else_has_authority(
    administrator: Worker, tied: dict[str, Any], answer: bool | None
) -> None:
    child, adult = a_child(administrator), an_adult(administrator)
    a_guardian(administrator, child, adult, **tied)
    a_consent(administrator, child, True, by=adult)
    assert card(administrator, child).allows(ConsentKind.IMAGE) is answer


def test_whoever_is_only_trusted_neither_agrees_nor_refuses(administrator: Worker) -> None:
    child, trusted = a_child(administrator), an_adult(administrator, "Léo")
    a_guardian(administrator, child, trusted, relation=GuardianRelation.OTHER)
    for name in ("Ada", "Bea"):
        parent = an_adult(administrator, name)
        a_guardian(administrator, child, parent)
        a_consent(administrator, child, True, by=parent)
    a_consent(administrator, child, False, by=trusted)
    assert card(administrator, child).allows(ConsentKind.IMAGE) is True


@pytest.mark.parametrize(
    ("relation", "problem"),
    [
        (GuardianRelation.PARENT, errors.SecondHolderError),
        (GuardianRelation.OTHER, errors.TrustedHolderError),
    ],
)
def test_one_at_most_holds_the_authority_alone_and_nobody_only_trusted(
    administrator: Worker, relation: GuardianRelation, problem: type[DeskError]
) -> None:
    child, ada, bea = a_child(administrator), an_adult(administrator), an_adult(administrator, "B")
    if problem is errors.SecondHolderError:
        a_guardian(administrator, child, ada, sole_holder=True)
    with refused(("sole_holder", problem)):
        a_guardian(administrator, child, bea, sole_holder=True, relation=relation)
    a_guardian(administrator, child, bea, relation=relation)


def test_somebody_speaks_for_an_organisation_once(administrator: Worker) -> None:
    shop, ada, link = an_organisation(administrator), a_person(administrator), new_key()
    administrator.does(lambda act: add_contact(act, link, shop, ada, "Trésorière"))
    (contact,) = card(administrator, shop).related(LinkRole.CONTACT)
    (speaks_for,) = card(administrator, ada).related(LinkRole.SPEAKS_FOR)
    assert (contact.name, contact.detail, speaks_for.id) == ("Ada Exemple", "Trésorière", shop)
    with refused(("person_id", errors.AlreadyContactError)):
        administrator.does(lambda act: add_contact(act, new_key(), shop, ada))
    administrator.does(lambda act: remove_contact(act, link))
    assert card(administrator, shop).relatives == ()
