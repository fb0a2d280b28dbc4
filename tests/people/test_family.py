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
    ADULT_BORN,
    CHILD_BORN,
    a_child,
    a_consent,
    a_guardian,
    a_person,
    a_piece_kind,
    a_wording,
    an_adult,
    an_answer,
    an_organisation,
)
from builders.refused import refused
from fablab_desk.errors import DeskError, Problems
from fablab_desk.keys import new_key
from fablab_desk.people import errors
from fablab_desk.people.answers import EVERYWHERE, Agreement
from fablab_desk.people.drafts import PersonDraft
from fablab_desk.people.kinds import ConsentKind, GuardianRelation, LinkRole, Medium
from fablab_desk.people.models import Consent
from fablab_desk.people.piece_errors import YoungGuardianError
from fablab_desk.people.piece_queries import load_image_paper
from fablab_desk.people.pieces import PieceForm, PieceWhom
from fablab_desk.people.record import PersonRecord, load_record
from fablab_desk.people.service import correct_person
from fablab_desk.people.service_family import (
    add_contact,
    record_consent,
    remove_contact,
    remove_guardian,
    retract_consent,
)
from fablab_desk.people.service_piece_kinds import add_usual_pieces

TODAY = date(2026, 3, 2)
SITE, PRINT, LAB, PARTNERS = Medium


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


@pytest.mark.parametrize(
    ("whose", "born"),
    [("guardian", CHILD_BORN), ("guardian", date(2019, 1, 1)), ("child", ADULT_BORN)],
)
def test_a_birth_date_makes_no_guardian_younger_than_the_child(
    administrator: Worker, whose: str, born: date
) -> None:
    one = {"child": a_child(administrator), "guardian": an_adult(administrator)}
    a_guardian(administrator, one["child"], one["guardian"])
    before = card(administrator, one[whose])
    assert isinstance(before.draft, PersonDraft)
    draft = replace(before.draft, birth_date=born)
    with refused(("birth_date", YoungGuardianError)):
        administrator.does(lambda act: correct_person(act, one[whose], draft, seen=before.version))
    assert card(administrator, one[whose]) == before


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


def test_whoever_holds_the_authority_alone_answers_alone(administrator: Worker) -> None:
    child, ada, bea = a_child(administrator), an_adult(administrator), an_adult(administrator, "B")
    a_guardian(administrator, child, ada, sole_holder=True)
    a_guardian(administrator, child, bea)
    a_consent(administrator, child, False, by=bea)
    assert card(administrator, child).allows(ConsentKind.IMAGE) is None
    a_consent(administrator, child, True, by=ada)
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


def came_to(worker: Worker, key: UUID, day: date = TODAY) -> Agreement:
    with worker.database.reading() as session:
        return load_record(session, key, day).agreement(ConsentKind.IMAGE)


def test_pictures_are_shown_only_where_every_holder_and_the_child_agree(
    administrator: Worker,
) -> None:
    child = a_child(administrator)
    ada, bea = an_adult(administrator), an_adult(administrator, "Bea")
    for adult, media in ((ada, {SITE, LAB, PRINT}), (bea, {SITE, LAB})):
        a_guardian(administrator, child, adult)
        a_consent(administrator, child, by=adult, media=frozenset(media))
    assert came_to(administrator, child).media == {SITE, LAB}
    a_consent(administrator, child, media=frozenset({LAB}))
    assert came_to(administrator, child).given is True
    assert came_to(administrator, child).media == {LAB}
    a_consent(administrator, child, by=bea, media=frozenset({SITE}))
    assert came_to(administrator, child).given is False


def test_the_view_of_a_child_narrows_no_more_once_it_is_over(administrator: Worker) -> None:
    child, adult, last = a_child(administrator), an_adult(administrator), date(2026, 6, 30)
    a_guardian(administrator, child, adult, sole_holder=True)
    a_consent(administrator, child, by=adult)
    a_consent(administrator, child, media=frozenset({LAB}), valid_until=last)
    assert came_to(administrator, child, last).media == {LAB}
    assert came_to(administrator, child, last + timedelta(1)).media == EVERYWHERE


def test_an_answer_that_names_no_place_is_one_for_every_place(administrator: Worker) -> None:
    ada = a_person(administrator)
    a_consent(administrator, ada)
    assert came_to(administrator, ada) == Agreement(True, EVERYWHERE)


def test_an_agreement_is_over_after_its_last_day_and_the_question_is_open_again(
    administrator: Worker,
) -> None:
    ada, last = a_person(administrator), date(2026, 6, 30)
    a_consent(administrator, ada, valid_until=last)
    assert came_to(administrator, ada, last) == Agreement(True, EVERYWHERE, last)
    over = came_to(administrator, ada, last + timedelta(1))
    assert (over.given, over.ended_on) == (None, last)
    a_consent(administrator, ada, False)
    assert came_to(administrator, ada, last + timedelta(1)) == Agreement(given=False)


@pytest.mark.parametrize(
    ("theirs", "own", "until"),
    [
        (None, None, date(2030, 5, 3)),  # the guardians' ends with the minority
        (date(2029, 1, 1), None, date(2029, 1, 1)),
        (None, date(2031, 1, 1), date(2031, 1, 1)),  # then their own counts
        (None, date(2027, 1, 1), date(2030, 5, 3)),
    ],
)
def test_the_agreement_for_a_child_holds_as_long_as_those_who_are_asked(
    administrator: Worker, theirs: date | None, own: date | None, until: date
) -> None:
    child, adult = a_child(administrator), an_adult(administrator)
    a_guardian(administrator, child, adult, sole_holder=True)
    a_consent(administrator, child, by=adult, valid_until=theirs)
    if own:
        a_consent(administrator, child, valid_until=own)
    assert came_to(administrator, child).until == until


@pytest.mark.parametrize(
    ("said", "field", "problem"),
    [
        ({"media": frozenset()}, "media", errors.NowhereError),
        ({"valid_until": date(2026, 3, 1)}, "valid_until", errors.EndedAnswerError),
    ],
)
def test_a_yes_to_nothing_is_refused(
    administrator: Worker, said: dict[str, Any], field: str, problem: type[DeskError]
) -> None:
    with refused((field, problem)):
        a_consent(administrator, a_person(administrator), **said)


def test_a_refusal_has_neither_places_nor_an_end(administrator: Worker) -> None:
    ada = a_person(administrator)
    a_consent(administrator, ada, False, media=frozenset(), valid_until=date(2020, 1, 1))
    (row,) = card(administrator, ada).consents
    assert (row.given, row.until) == (False, date.max)


def test_an_answer_keeps_the_version_that_was_signed_and_another_text_none(
    administrator: Worker,
) -> None:
    image = a_piece_kind(administrator, form=PieceForm.IMAGE, whom=PieceWhom.PEOPLE)
    ada, bea = a_person(administrator), a_person(administrator, "Bea")
    version = a_wording(administrator, image)
    a_consent(administrator, ada, wording="Je\u00a0signe.", wording_id=version)
    a_consent(administrator, bea, wording="D’accord pour le site.", wording_id=version)
    versions = [card(administrator, key).consents[0].version for key in (ada, bea)]
    assert versions == ["du 2026-01-01", ""]


def test_a_form_that_gives_back_plain_spaces_still_means_the_version(
    administrator: Worker,
) -> None:
    administrator.does(add_usual_pieces)
    ada = a_person(administrator)
    with administrator.database.reading() as session:
        (version,) = load_image_paper(session, TODAY, minor=False).wordings
    assert "\u00a0" in version.text
    typed = version.text.replace("\u00a0", " ")
    a_consent(administrator, ada, wording=typed, wording_id=version.id)
    (row,) = card(administrator, ada).consents
    assert (row.version, row.wording) == (version.label, version.text)


def test_a_version_to_be_signed_anew_ends_the_agreements_to_those_before(
    administrator: Worker,
) -> None:
    image = a_piece_kind(administrator, form=PieceForm.IMAGE, whom=PieceWhom.PEOPLE)
    first, ada = a_wording(administrator, image), a_person(administrator)
    a_consent(administrator, ada, wording="Je signe.", wording_id=first)
    later = a_wording(administrator, image, date(2026, 9, 1), asks_again=True)
    assert came_to(administrator, ada).until == date(2026, 8, 31)
    assert came_to(administrator, ada, date(2026, 9, 1)).given is None
    bea = a_person(administrator, "Bea")
    a_consent(administrator, bea, wording="Je signe.", wording_id=later)
    assert came_to(administrator, bea, date(2026, 9, 1)).given is True


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
