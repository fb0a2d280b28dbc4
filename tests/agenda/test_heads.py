from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fablab_desk.agenda.drafts import HeadCountDraft
from fablab_desk.agenda.errors import (
    ManyHeadsError,
    NewcomersError,
    NoHeadsError,
    SeveralAudiencesError,
    TakenAwayHeadsError,
    UnknownWordError,
    UnreadHeadsError,
)
from fablab_desk.agenda.heads import looks_like_heads, parse_heads
from fablab_desk.agenda.kinds import ArrivalRole
from fablab_desk.errors import DeskError
from fablab_desk.i18n import say
from fablab_desk.keys import new_key
from fablab_desk.lab.queries import AudienceRow
from fablab_desk.people.kinds import Gender

LABELS = (
    *("Grand public", "Étudiant", "Scolaire", "Demandeur d’emploi"),
    *("Entrepreneur", "Professionnel", "Association"),
)
AUDIENCES = [
    AudienceRow(new_key(), label, place, None, None, 1) for place, label in enumerate(LABELS)
]
KEYS = {row.label: row.id for row in AUDIENCES}


@pytest.mark.parametrize(
    ("text", "heads", "audience"),
    [
        ("+3", 3, None),
        (" + 3 ", 3, None),
        ("3", 3, None),
        ("+999", 999, None),
        ("+3 étudiants", 3, "Étudiant"),
        ("+3étudiants", 3, "Étudiant"),
        ("+3 ETU", 3, "Étudiant"),
        ("+3 s", 3, "Scolaire"),
        ("+3 grand public", 3, "Grand public"),
        ("+1 public", 1, "Grand public"),
        ("+12 scolaires", 12, "Scolaire"),
        ("+2 demandeurs d'emploi", 2, "Demandeur d’emploi"),
        ("+2 emploi", 2, "Demandeur d’emploi"),
        ("+\uff14 pro", 4, "Professionnel"),
    ],
)
def test_a_count_is_read_with_the_beginning_of_its_audience(
    text: str, heads: int, audience: str | None
) -> None:
    read = parse_heads(text, AUDIENCES)
    assert read == HeadCountDraft(heads=heads, audience_id=KEYS[audience] if audience else None)


@pytest.mark.parametrize(
    ("text", "gender", "role", "newcomers", "audience"),
    [
        ("+2 f", Gender.FEMALE, ArrivalRole.PUBLIC, None, None),
        ("+2 femmes", Gender.FEMALE, ArrivalRole.PUBLIC, None, None),
        ("+2 h étudiants", Gender.MALE, ArrivalRole.PUBLIC, None, "Étudiant"),
        ("+2 étudiantes f", Gender.FEMALE, ArrivalRole.PUBLIC, None, "Étudiant"),
        ("+2 garçons scolaires", Gender.MALE, ArrivalRole.PUBLIC, None, "Scolaire"),
        ("+2 bénévoles", Gender.NOT_STATED, ArrivalRole.VOLUNTEER, None, None),
        ("+1 intervenante f", Gender.FEMALE, ArrivalRole.SPEAKER, None, None),
        ("+3 nouveaux", Gender.NOT_STATED, ArrivalRole.PUBLIC, 3, None),
        ("+3 dont 1 nouveau", Gender.NOT_STATED, ArrivalRole.PUBLIC, 1, None),
        ("+12 scolaires, dont 4 nouveaux", Gender.NOT_STATED, ArrivalRole.PUBLIC, 4, "Scolaire"),
        ("+3 students", Gender.NOT_STATED, ArrivalRole.PUBLIC, None, None),
        ("+3 habitués", Gender.NOT_STATED, ArrivalRole.PUBLIC, 0, None),
    ],
)
def test_gender_role_and_newcomers_are_read_where_they_are_said(
    text: str, gender: Gender, role: ArrivalRole, newcomers: int | None, audience: str | None
) -> None:
    usual = new_key()
    english = [*AUDIENCES, AudienceRow(usual, "Student", 9, None, None, 1)]
    read = parse_heads(text, english, usual)
    wanted = KEYS[audience] if audience else usual
    assert read == HeadCountDraft(
        heads=read.heads, audience_id=wanted, gender=gender, role=role, newcomers=newcomers
    )


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("+0", NoHeadsError),
        ("-3", TakenAwayHeadsError),
        ("\u22123 étudiants", TakenAwayHeadsError),
        ("+9999", ManyHeadsError),
        ("+1000", ManyHeadsError),
        ("+99999999999", ManyHeadsError),
        ("+3 dont 4 nouveaux", NewcomersError),
        ("+3 martiens", UnknownWordError),
        ("+3 e", SeveralAudiencesError),
        ("+", UnreadHeadsError),
        ("", UnreadHeadsError),
        ("trois", UnreadHeadsError),
        ("+3.5", UnreadHeadsError),
        ("+3,5", UnreadHeadsError),
        ("++3", UnreadHeadsError),
        ("+3\0", UnknownWordError),
        ("+3 ’", UnknownWordError),
    ],
)
def test_what_is_no_count_is_refused_in_a_sentence(text: str, problem: type[DeskError]) -> None:
    with pytest.raises(problem) as refusal:
        parse_heads(text, AUDIENCES)
    assert say(refusal.value)


def test_an_audience_called_so_comes_before_those_that_begin_so() -> None:
    two = [
        AudienceRow(new_key(), label, 0, None, None, 1) for label in ("Scolaire primaire", "École")
    ]
    several = [*AUDIENCES, *two]
    assert parse_heads("+3 scolaire", several).audience_id == KEYS["Scolaire"]
    assert parse_heads("+3 scolaire primaire", several).audience_id == two[0].id


@pytest.mark.parametrize(
    ("text", "is_count"),
    [
        *(("+3", True), (" +3 étu", True), ("-3", True), ("\u20133", True), ("\u22123", True)),
        *(("\u202e+3", True), ("\u200b+ 3", True), ("\uff0b3", True)),
        *(("+", False), ("3", False), ("ada", False)),
    ],
)
def test_a_count_is_told_from_a_name_while_it_is_typed(text: str, is_count: bool) -> None:
    assert looks_like_heads(text) is is_count


@given(st.text(max_size=60))
def test_whatever_is_typed_is_read_or_refused(text: str) -> None:
    with suppress(DeskError):
        assert 1 <= parse_heads(text, AUDIENCES).heads <= 999
