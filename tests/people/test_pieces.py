from collections.abc import Sequence
from datetime import date
from uuid import UUID

import pytest

from builders import Worker
from builders.people import (
    CHILD_BORN,
    a_child,
    a_consent,
    a_guardian,
    a_person,
    a_piece,
    a_piece_kind,
    a_wording,
    an_adult,
    an_organisation,
)
from builders.refused import refused
from fablab_desk.errors import DeskError
from fablab_desk.keys import new_key
from fablab_desk.people import errors, piece_errors
from fablab_desk.people.drafts import PersonDraft
from fablab_desk.people.kinds import Medium, PeopleFilter
from fablab_desk.people.piece_drafts import PieceKindDraft
from fablab_desk.people.piece_standing import Book, PieceStanding
from fablab_desk.people.pieces import (
    FOR_EVER,
    PieceForm,
    PieceState,
    PieceValidity,
    PieceWhom,
    Term,
    last_day_as_minor,
)
from fablab_desk.people.queries import list_people
from fablab_desk.people.records import keep_run
from fablab_desk.people.service import correct_person
from fablab_desk.people.service_family import retract_consent
from fablab_desk.people.service_piece_kinds import (
    add_usual_pieces,
    archive_piece_kind,
    correct_piece_kind,
    remove_piece_kind,
    remove_wording,
    restore_piece_kind,
)
from fablab_desk.people.service_pieces import restore_piece, withdraw_piece

TODAY = date(2026, 3, 2)
SEASON, MONTHS, MAJORITY, UNLIMITED = PieceValidity


def a_member(worker: Worker, key: UUID) -> UUID:
    worker.does(lambda act: keep_run(act.session, key, date(2025, 9, 1), date(2040, 8, 31)))
    return key


def standing(worker: Worker, key: UUID, day: date = TODAY) -> tuple[PieceStanding, ...]:
    with worker.database.reading() as session:
        return Book(session, day).standings([key])[key]


def states(worker: Worker, key: UUID, day: date = TODAY) -> list[PieceState]:
    return [one.state for one in standing(worker, key, day)]


def owing(worker: Worker, day: date = TODAY) -> set[UUID]:
    """Who stands under “Missing pieces”."""
    with worker.database.reading() as session:
        listing = list_people(PeopleFilter.PIECES, day)
        rows = listing.every(session)
        assert listing.count(session) == len(rows)
        return {row.id for row in rows}


@pytest.mark.parametrize(
    ("validity", "months", "received", "until"),
    [
        (SEASON, 12, date(2026, 3, 2), date(2026, 8, 31)),
        (SEASON, 12, date(2026, 8, 31), date(2026, 8, 31)),
        (SEASON, 12, date(2026, 9, 1), date(2027, 8, 31)),
        (MONTHS, 1, date(2026, 1, 31), date(2026, 2, 28)),
        (MONTHS, 12, date(2024, 2, 29), date(2025, 2, 28)),
        (MONTHS, 48, date(2024, 2, 29), date(2028, 2, 29)),
        (MAJORITY, 12, date(2026, 3, 2), date(2030, 5, 3)),
        (UNLIMITED, 12, date(2026, 3, 2), FOR_EVER),
    ],
)
def test_a_piece_holds_through_a_last_day(
    validity: PieceValidity, months: int, received: date, until: date
) -> None:
    assert Term(validity, months, 9, 1).last_day(received, CHILD_BORN) == until


@pytest.mark.parametrize(
    ("born", "last"),
    [(date(2008, 2, 29), date(2026, 2, 28)), (date(2008, 3, 1), date(2026, 2, 28))],
)
def test_whoever_was_born_on_29_february_is_of_age_on_1_march(born: date, last: date) -> None:
    assert last_day_as_minor(born) == last


def test_a_season_that_begins_on_29_february_begins_on_the_28th_of_other_years() -> None:
    assert Term(SEASON, 12, 2, 29).last_day(date(2025, 6, 1), None) == date(2026, 2, 27)


@pytest.mark.parametrize(
    ("whom", "who", "asked"),
    [
        (PieceWhom.EVERYBODY, an_organisation, True),
        (PieceWhom.PEOPLE, an_organisation, False),
        (PieceWhom.PEOPLE, an_adult, True),
        (PieceWhom.MINORS, an_adult, False),
        (PieceWhom.MINORS, a_child, True),
        (PieceWhom.MINORS, a_person, False),
        (PieceWhom.ORGANISATIONS, an_organisation, True),
        (PieceWhom.ORGANISATIONS, an_adult, False),
    ],
)
def test_a_piece_is_asked_of_those_it_is_for(
    administrator: Worker, whom: PieceWhom, who: object, asked: bool
) -> None:
    key = a_member(administrator, who(administrator))  # type: ignore[operator]
    a_piece_kind(administrator, whom=whom)
    assert states(administrator, key) == [PieceState.MISSING] * asked
    assert owing(administrator) == ({key} if asked else set())


def test_what_is_handed_in_is_missing_no_more_until_its_last_day(administrator: Worker) -> None:
    kind = a_piece_kind(administrator, validity=SEASON)
    key = a_member(administrator, a_person(administrator))
    a_piece(administrator, key, kind)
    assert states(administrator, key) == [PieceState.HELD]
    assert owing(administrator, date(2026, 8, 31)) == set()
    assert owing(administrator, date(2026, 9, 1)) == {key}
    assert states(administrator, key, date(2026, 9, 1)) == [PieceState.MISSING]
    assert states(administrator, key, date(2026, 3, 1)) == [PieceState.MISSING]


def test_a_piece_withdrawn_counts_for_nothing_and_counts_again_once_put_back(
    administrator: Worker,
) -> None:
    kind, key = a_piece_kind(administrator), a_member(administrator, a_person(administrator))
    piece = a_piece(administrator, key, kind)
    administrator.does(lambda act: withdraw_piece(act, piece))
    assert (states(administrator, key), owing(administrator)) == ([PieceState.MISSING], {key})
    administrator.does(lambda act: restore_piece(act, piece))
    assert (states(administrator, key), owing(administrator)) == ([PieceState.HELD], set())


def test_only_members_of_today_stand_under_missing_pieces(administrator: Worker) -> None:
    a_piece_kind(administrator)
    a_person(administrator)
    assert owing(administrator) == set()


def test_what_is_wished_for_only_is_not_owed(administrator: Worker) -> None:
    a_piece_kind(administrator, required=False)
    key = a_member(administrator, a_person(administrator))
    (one,) = standing(administrator, key)
    assert (one.is_missing, one.is_owed, owing(administrator)) == (True, False, set())


def test_what_only_minors_owe_is_owed_no_more_at_eighteen(administrator: Worker) -> None:
    paper = a_piece_kind(administrator, "Bulletin")
    a_piece_kind(administrator, "Autorisation", whom=PieceWhom.MINORS, validity=MAJORITY)
    key = a_member(administrator, a_child(administrator))
    a_piece(administrator, key, paper)
    assert owing(administrator, date(2030, 5, 3)) == {key}
    assert owing(administrator, date(2030, 5, 4)) == set()


@pytest.mark.parametrize("corrected", [date(2001, 1, 1), None])
def test_a_corrected_birth_date_changes_what_is_owed(
    administrator: Worker, corrected: date | None
) -> None:
    authorisation = a_piece_kind(
        administrator, "Autorisation", whom=PieceWhom.MINORS, validity=MAJORITY
    )
    paper = a_piece_kind(administrator, "Bulletin", whom=PieceWhom.PEOPLE)
    key = a_member(administrator, a_child(administrator))
    for kind in (authorisation, paper):
        a_piece(administrator, key, kind)
    younger = PersonDraft(last_name="Exemple", birth_date=date(2014, 5, 4))
    administrator.does(lambda act: correct_person(act, key, younger, seen=1))
    assert owing(administrator, date(2031, 1, 1)) == {key}
    older = PersonDraft(last_name="Exemple", birth_date=corrected)
    administrator.does(lambda act: correct_person(act, key, older, seen=2))
    assert owing(administrator) == set()


def test_a_version_that_asks_again_is_signed_anew(administrator: Worker) -> None:
    rules = a_piece_kind(administrator, form=PieceForm.RULES)
    key = a_member(administrator, a_person(administrator))
    a_wording(administrator, rules, date(2025, 1, 1))
    a_piece(administrator, key, rules)
    assert standing(administrator, key)[0].wording == "du 2025-01-01"
    slight = a_wording(administrator, rules, date(2026, 6, 1))
    assert owing(administrator, date(2026, 6, 1)) == set()
    administrator.does(lambda act: remove_wording(act, slight))
    a_wording(administrator, rules, date(2026, 9, 1), asks_again=True)
    assert owing(administrator, date(2026, 8, 31)) == set()
    assert owing(administrator, date(2026, 9, 1)) == {key}


def test_a_kind_archived_is_asked_no_more_and_asked_again_once_it_is_back(
    administrator: Worker,
) -> None:
    paper, other = a_piece_kind(administrator), a_piece_kind(administrator, "Charte")
    key = a_member(administrator, a_person(administrator))
    a_piece(administrator, key, paper)
    assert owing(administrator) == {key}
    administrator.does(lambda act: archive_piece_kind(act, other))
    assert owing(administrator) == set()
    administrator.does(lambda act: restore_piece_kind(act, other))
    assert owing(administrator) == {key}
    administrator.does(lambda act: remove_piece_kind(act, other))
    assert owing(administrator) == set()


@pytest.mark.parametrize(
    ("answers", "state"),
    [
        ({}, PieceState.MISSING),
        ({"one": True}, PieceState.MISSING),
        ({"one": True, "other": True}, PieceState.HELD),
        ({"one": True, "other": False}, PieceState.REFUSED),
        ({"one": True, "other": True, "child": False}, PieceState.REFUSED),
        ({"child": True}, PieceState.MISSING),
    ],
)
def test_image_rights_of_a_child_are_what_both_guardians_and_the_child_say(
    administrator: Worker, answers: dict[str, bool], state: PieceState
) -> None:
    a_piece_kind(administrator, whom=PieceWhom.PEOPLE, form=PieceForm.IMAGE)
    child = a_member(administrator, a_child(administrator))
    guardians: dict[str, UUID | None] = {
        "one": an_adult(administrator),
        "other": an_adult(administrator, "Bea"),
        "child": None,
    }
    for name in ("one", "other"):
        a_guardian(administrator, child, guardians[name])  # type: ignore[arg-type]
    for name, given in answers.items():
        a_consent(administrator, child, given, by=guardians[name])
    assert states(administrator, child) == [state]
    assert owing(administrator) == ({child} if state is PieceState.MISSING else set())


def test_at_eighteen_the_guardians_answer_ends(administrator: Worker) -> None:
    a_piece_kind(administrator, whom=PieceWhom.PEOPLE, form=PieceForm.IMAGE)
    child, adult = a_member(administrator, a_child(administrator)), an_adult(administrator)
    a_guardian(administrator, child, adult, sole_holder=True)
    answer = a_consent(administrator, child, by=adult)
    assert owing(administrator, date(2030, 5, 3)) == set()
    assert owing(administrator, date(2030, 5, 4)) == {child}
    assert states(administrator, child, date(2030, 5, 4)) == [PieceState.MISSING]
    administrator.does(lambda act: retract_consent(act, answer))
    assert owing(administrator) == {child}


def test_an_agreement_that_is_over_is_missing_again(administrator: Worker) -> None:
    a_piece_kind(administrator, whom=PieceWhom.PEOPLE, form=PieceForm.IMAGE)
    key, last = a_member(administrator, an_adult(administrator)), date(2026, 6, 30)
    a_consent(administrator, key, media=frozenset({Medium.LAB}), valid_until=last)
    (held,) = standing(administrator, key)
    assert (held.state, held.until, list(held.media)) == (PieceState.HELD, last, [Medium.LAB])
    assert owing(administrator, last) == set()
    assert owing(administrator, date(2026, 7, 1)) == {key}
    (over,) = standing(administrator, key, date(2026, 7, 1))
    assert (over.state, over.on, over.until) == (PieceState.MISSING, TODAY, last)


@pytest.mark.parametrize(
    ("form", "whom", "on", "field", "problem"),
    [
        (PieceForm.IMAGE, PieceWhom.PEOPLE, TODAY, "kind_id", piece_errors.PieceIsAnswerError),
        (PieceForm.OTHER, PieceWhom.MINORS, TODAY, "kind_id", piece_errors.NotConcernedError),
        (
            PieceForm.OTHER,
            PieceWhom.PEOPLE,
            date(2026, 3, 3),
            "received_on",
            piece_errors.FuturePieceError,
        ),
    ],
)
def test_what_cannot_be_noted_is_refused(
    administrator: Worker,
    form: PieceForm,
    whom: PieceWhom,
    on: date,
    field: str,
    problem: type[DeskError],
) -> None:
    kind, key = a_piece_kind(administrator, form=form, whom=whom), an_adult(administrator)
    with refused((field, problem)):
        a_piece(administrator, key, kind, on)


def test_a_kind_no_longer_asked_for_is_not_noted(administrator: Worker) -> None:
    kind, key = a_piece_kind(administrator), an_adult(administrator)
    administrator.does(lambda act: archive_piece_kind(act, kind))
    with refused(("kind_id", piece_errors.ArchivedPieceKindError)):
        a_piece(administrator, key, kind)


@pytest.mark.parametrize(
    ("draft", "found"),
    [
        (PieceKindDraft(label=" "), [("label", piece_errors.NamelessPieceError)]),
        (PieceKindDraft(label="Bulletin"), [("label", piece_errors.PieceTakenError)]),
        (
            PieceKindDraft(label="A", whom=PieceWhom.AUDIENCE),
            [("audience_id", piece_errors.PieceAudienceError)],
        ),
        (
            PieceKindDraft(label="A", whom=PieceWhom.AUDIENCE, audience_id=new_key()),
            [("audience_id", errors.UnknownAudienceError)],
        ),
        (PieceKindDraft(label="A", months=121), [("months", piece_errors.PieceMonthsError)]),
        (
            PieceKindDraft(label="A", season_month=2, season_day=30),
            [("season_day", piece_errors.PieceSeasonError)],
        ),
        (
            PieceKindDraft(label="A", validity=MAJORITY),
            [("validity", piece_errors.PieceMajorityError)],
        ),
        (
            PieceKindDraft(label="A", form=PieceForm.IMAGE, whom=PieceWhom.EVERYBODY),
            [("form", piece_errors.ImageWhomError)],
        ),
    ],
)
def test_a_kind_of_piece_that_makes_no_sense_is_refused(
    administrator: Worker, draft: PieceKindDraft, found: Sequence[tuple[str, type[DeskError]]]
) -> None:
    a_piece_kind(administrator)
    key = a_piece_kind(administrator, "Charte")
    with refused(*found):
        administrator.does(lambda act: correct_piece_kind(act, key, draft, seen=1))


@pytest.mark.parametrize("whose", ["child", "guardian"])
def test_nobody_answers_for_somebody_older(administrator: Worker, whose: str) -> None:
    child, adult = a_child(administrator), an_adult(administrator)
    a_guardian(administrator, child, adult)
    key, born = (child, date(1980, 1, 1)) if whose == "child" else (adult, date(2013, 1, 1))
    draft = PersonDraft(last_name="Exemple", birth_date=born)
    with refused(("birth_date", piece_errors.YoungGuardianError)):
        administrator.does(lambda act: correct_person(act, key, draft, 1))


def test_a_new_lab_asks_for_the_usual_pieces_once(administrator: Worker) -> None:
    administrator.does(add_usual_pieces)
    administrator.does(add_usual_pieces)
    child, shop = a_child(administrator), an_organisation(administrator)
    asked = [one.label for one in standing(administrator, child)]
    assert asked == [
        "Bulletin d’adhésion",
        "Règlement intérieur",
        "Autorisation parentale",
        "Droit à l’image",
    ]
    assert "Attestation d’assurance" in [one.label for one in standing(administrator, shop)]
