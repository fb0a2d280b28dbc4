"""Who comes, by the command line."""

from datetime import timedelta

import pytest
from sqlalchemy import update

from builders.sheets import DATA
from cli.bases import forge, rows_of
from cli.conftest import Commands
from fablab_desk.agenda.figures import Figures, figures_on
from fablab_desk.agenda.kinds import ArrivalRole
from fablab_desk.clock import local_day, utc_now
from fablab_desk.db.database import Database
from fablab_desk.db.opening import url_of
from fablab_desk.lab.queries import find_settings
from fablab_desk.people.models import Party


@pytest.fixture
def door(commands: Commands) -> Commands:
    """A lab with the members of a HelloAsso export."""
    commands("import", "members", DATA / "members-helloasso.csv")
    return commands


def figures(door: Commands, days_ago: int = 0) -> Figures:
    database = Database(url_of(door.place))
    with database.reading() as session:
        lab = find_settings(session)
        day = local_day(utc_now(), lab.zone, lab.day_ends_at) - timedelta(days_ago)
        found = figures_on(session, day)
    database.close()
    return found


def give_card(door: Commands, number: int, card: str) -> None:
    forge(
        door.place,
        lambda base: base.execute(update(Party).where(Party.number == number).values(card=card)),
    )


@pytest.mark.parametrize("who", ["M-00001", "1", "CARD-77"])
def test_a_person_is_checked_in_by_number_or_card_and_the_first_visit_is_told(
    who: str, door: Commands
) -> None:
    give_card(door, 1, "CARD-77")
    told = door("checkin", who)
    assert (told.status, told.err) == (0, "")
    assert told.out.strip().endswith("(M-00001): first visit.")
    assert figures(door).persons == 1


def test_the_second_time_of_a_day_is_told_and_counted_once(door: Commands) -> None:
    door("checkin", 1)
    told = door("checkin", 1)
    assert told.status == 0
    assert "is counted already, arrived on" in told.out
    assert figures(door).visits == 1


def test_a_list_on_paper_of_yesterday_makes_today_a_return(door: Commands) -> None:
    assert door("checkin", 1, "--day", "yesterday").status == 0
    assert "has come again." in door("checkin", 1).out
    assert figures(door, 1).visits == 1


def test_who_comes_to_help_is_no_public(door: Commands) -> None:
    door("checkin", 1, "--role", "volunteer")
    told = dict(figures(door).by_role)
    assert (told[ArrivalRole.VOLUNTEER], told[ArrivalRole.PUBLIC]) == (1, 0)


@pytest.mark.parametrize(
    ("words", "label", "newcomers", "not_asked"),
    [
        (["+3"], "", 0, 3),
        (["+3", "étudiants"], "Étudiant", 0, 3),
        (["+3 grand public"], "Grand public", 0, 3),
        (["+3", "grand", "public,", "1", "new"], "Grand public", 1, 0),
    ],
)
def test_a_count_is_written_with_its_audience_and_newcomers(
    words: list[str], label: str, newcomers: int, not_asked: int, door: Commands
) -> None:
    told = door("checkin", *words)
    assert (told.status, told.out) == (0, "3 people: counted.\n")
    (own,) = figures(door).by_audience
    assert (own.label, own.visits, own.newcomers, own.not_asked) == (label, 3, newcomers, not_asked)


def test_what_was_told_wrongly_is_taken_back(door: Commands) -> None:
    for words in (["1"], ["+3"], ["+3", "étudiants"]):
        door("checkin", *words)
    assert door("checkin", "+3", "étudiants", "--undo").out == "3 people: withdrawn.\n"
    assert door("checkin", "1", "--undo").out.strip().endswith(": withdrawn.")
    assert figures(door).visits == 3
    for words in (["+3", "étudiants"], ["1"], ["+2"]):
        told = door("checkin", *words, "--undo")
        assert (told.status, told.out) == (1, "")
        assert told.err


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["M-99999"], "Nobody has the number “M-99999”."),
        (["+0"], "Count at least one person."),
        (["-3"], "Nobody is taken away by counting less"),
        (["+9999"], "At most 999 people in one line."),
        (["+3", "martians"], "“martians” names no audience of the lab."),
        (["1", "étudiants"], "Only a count goes with an audience"),
        (["1", "--day", "tomorrow"], "is still to come"),
        (["1", "--day", "31/02/2026"], "There is no day 31/02/2026"),
        (["1", "--day", "1/1/1990"], "too long ago"),
    ],
)
def test_what_cannot_be_is_refused_in_a_sentence_and_nothing_is_written(
    words: list[str], said: str, door: Commands
) -> None:
    before = rows_of(door.place)
    told = door("checkin", *words)
    assert (told.status, told.out) == (1, "")
    assert said in told.err
    assert rows_of(door.place) == before


def test_a_card_that_is_the_number_of_another_asks_which_is_meant(door: Commands) -> None:
    give_card(door, 2, "1")
    told = door("checkin", "1")
    assert told.status == 1
    assert "For the number, write M-1." in told.err
    assert door("checkin", "M-1").status == 0
