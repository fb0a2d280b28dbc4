from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from builders import NOW, PASSWORD, Worker
from builders.setup import without_lab
from fablab_desk.catalogue.prices import find_price
from fablab_desk.db.database import Database
from fablab_desk.errors import DeskError
from fablab_desk.lab.queries import NOT_SET_UP, find_settings, list_audiences, load_carrier
from fablab_desk.memberships.kinds import PeriodRule
from fablab_desk.memberships.queries import list_plans
from fablab_desk.staff.errors import WrongPasswordError
from fablab_desk.staff.queries import list_accounts
from fablab_desk.staff.unit import Seat
from fablab_desk.ui.cards import Label
from fablab_desk.ui.desk import Desk
from fablab_desk.ui.setup import screen as screens
from fablab_desk.ui.setup.screen import SetupScreen
from fablab_desk.ui.work_line import WorkLine
from ui.accessible import assert_accessible

TODAY = NOW.date()


class Door:
    """Lets whoever was just made in, or nobody."""

    def __init__(self, seat: Seat) -> None:
        self.seat = seat
        self.asked: list[tuple[str, str]] = []
        self.is_open = True

    def log_in(
        self,
        login: str,
        password: str,
        then: Callable[[Seat], None],
        refused: Callable[[DeskError], None],
    ) -> None:
        self.asked.append((login, password))
        if self.is_open:
            then(self.seat)
        else:
            refused(WrongPasswordError())


@pytest.fixture
def bare(administrator: Worker, desk: Desk) -> Desk:
    without_lab(administrator)
    return desk


@pytest.fixture
def door(administrator: Worker) -> Door:
    return Door(administrator.seat)


@pytest.fixture
def screen(bare: Desk, door: Door, tmp_path: Path, qtbot: QtBot) -> SetupScreen:
    screen = SetupScreen(bare, door.log_in, tmp_path / "demo" / "demo.sqlite")
    qtbot.addWidget(screen)
    screen.resize(1100, 760)
    with qtbot.waitExposed(screen):
        screen.show()
    return screen


def place(screen: SetupScreen) -> int:
    return screen.stack.currentIndex()


def set_up_by_hand(screen: SetupScreen) -> None:
    screen.lab.name.set_value("Fablab du Vallon")
    screen.go_on()
    screen.plans.fee.set_value(Decimal(20))
    screen.plans.audiences.lines[1].fee.set_value(Decimal(10))
    screen.go_on()
    screen.account.name.set_value("Camille Essai")
    screen.account.password.set_value(PASSWORD)


def test_the_answers_make_the_lab_and_the_administrator_sits_down(
    screen: SetupScreen, door: Door, database: Database, qtbot: QtBot
) -> None:
    set_up_by_hand(screen)
    with qtbot.waitSignal(screen.seated):
        screen.go_on()
    assert door.asked == [("camille", PASSWORD)]
    with database.reading() as session:
        settings = find_settings(session)
        assert (settings.name, settings.asks_login) == ("Fablab du Vallon", True)
        assert "camille" in [account.login for account in list_accounts(session)]
        (plan,) = list_plans(session)
        audiences = {row.label: row.id for row in list_audiences(session)}
        fees = [
            find_price(session, plan.article_id, audiences[label], TODAY)
            for label in ("General public", "Student")
        ]
        assert [fee and fee.unit_price for fee in fees] == [20, 10]


def test_without_login_the_desk_is_open_at_once(
    screen: SetupScreen, door: Door, database: Database, qtbot: QtBot
) -> None:
    set_up_by_hand(screen)
    screen.account.asks.set_value(False)
    with qtbot.waitSignal(screen.finished):
        screen.go_on()
    assert door.asked == []
    with database.reading() as session:
        assert not find_settings(session).asks_login


def test_when_the_new_account_cannot_sit_down_the_desk_goes_on(
    screen: SetupScreen, door: Door, qtbot: QtBot
) -> None:
    door.is_open = False
    set_up_by_hand(screen)
    with qtbot.waitSignal(screen.finished):
        screen.go_on()


def test_every_question_can_wait(screen: SetupScreen, database: Database, qtbot: QtBot) -> None:
    screen.skip_it()
    screen.skip_it()
    with qtbot.waitSignal(screen.finished):
        screen.skip_it()
    with database.reading() as session:
        assert find_settings(session).name == "My fablab"
        assert len(list_audiences(session)) == 8
        assert list_plans(session) == []
        assert load_carrier(session).name == "My fablab"


def test_what_was_skipped_is_still_there_and_counts_again_once_it_is_answered(
    screen: SetupScreen,
) -> None:
    screen.lab.name.set_value("Fablab du Vallon")
    screen.skip_it()
    assert screen.draft().name == "My fablab"
    screen.go_back()
    screen.go_on()
    assert screen.draft().name == "Fablab du Vallon"


def test_every_problem_of_a_question_is_told_at_once_beside_its_field(screen: SetupScreen) -> None:
    for name, wrong in (("postal_code", "4200"), ("siret", "123"), ("email", "vallon")):
        screen.lab.fields[name].set_value(wrong)
    screen.go_on()
    assert place(screen) == 0
    told = {name for name, problem in screen.lab.problems.items() if problem.text()}
    assert told == {"name", "postal_code", "siret", "email"}
    assert screen.lab.fields["siret"].value() == "123"
    assert screen.focusWidget() is screen.lab.name


def test_the_fees_are_told_beside_their_audience(screen: SetupScreen) -> None:
    screen.lab.name.set_value("Fablab du Vallon")
    screen.go_on()
    first, second, third = screen.plans.audiences.lines[:3]
    first.fee.setText("vingt")
    second.fee.setText("-5")
    third.kept.set_value(False)
    third.fee.setText("beaucoup")
    screen.plans.structures.setText("1000000000")
    screen.plans.offered.setText("12")
    screen.go_on()
    assert place(screen) == 1
    assert "vingt" in first.problem.text()
    assert "negative" in second.problem.text()
    assert third.problem.text() == ""
    told = {name for name, problem in screen.plans.problems.items() if problem.text()}
    assert told == {"plans.0.fee", "organisations_fee", "offered_months"}


def test_the_fee_of_organisations_alone_is_told_beside_it(screen: SetupScreen) -> None:
    screen.lab.name.set_value("Fablab du Vallon")
    screen.go_on()
    screen.plans.structures.setText("-5")
    screen.go_on()
    assert screen.plans.problems["organisations_fee"].text()
    assert not screen.plans.problems["plans.0.fee"].text()


def test_two_different_passwords_hide_no_other_problem_of_the_account(
    screen: SetupScreen, qtbot: QtBot
) -> None:
    screen.skip_it()
    screen.skip_it()
    screen.account.login.set_value("é t")
    screen.account.password.once.set_value("court")
    screen.account.password.again.set_value("long")
    screen.go_on()
    problem = screen.account.problems["administrator.password"]
    qtbot.waitUntil(lambda: "not the same" in problem.text())
    assert "8 characters" in problem.text()
    told = {name for name, problem in screen.account.problems.items() if problem.text()}
    assert told == {f"administrator.{name}" for name in ("name", "login", "password")}
    assert screen.focusWidget() is screen.account.name


def test_a_refusal_at_the_end_leads_back_to_the_first_question_with_a_problem(
    screen: SetupScreen, qtbot: QtBot
) -> None:
    set_up_by_hand(screen)
    screen.lab.fields["siret"].set_value("123")
    screen.go_on()
    qtbot.waitUntil(lambda: place(screen) == 0)
    assert screen.lab.problems["siret"].text()
    assert screen.account.name.value() == "Camille Essai"


def test_nothing_is_written_before_the_last_answer(screen: SetupScreen, database: Database) -> None:
    set_up_by_hand(screen)
    with database.reading() as session:
        assert find_settings(session).lab_id == NOT_SET_UP


def test_the_keyboard_answers_everything(screen: SetupScreen, qtbot: QtBot) -> None:
    QTest.keyClicks(screen.focusWidget(), "Vallon")
    QTest.keyClick(screen.focusWidget(), Qt.Key.Key_Return)
    assert place(screen) == 1
    QTest.keyClick(screen.focusWidget(), Qt.Key.Key_Return)
    assert place(screen) == 2
    screen.back.setFocus()
    QTest.keyClick(screen.back, Qt.Key.Key_Return)
    assert place(screen) == 1
    screen.go_on()
    screen.account.asks.open.setFocus()
    QTest.keyClick(screen.account.asks.open, Qt.Key.Key_Space)
    with qtbot.waitSignal(screen.finished):
        QTest.keyClick(screen.focusWidget(), Qt.Key.Key_Return)


@pytest.mark.parametrize(
    ("number", "starred"),
    [(1, ["Name of the lab"]), (2, []), (3, ["Your name", "Login", "Password"])],
)
def test_a_star_marks_what_is_to_be_filled_in_and_says_so_once(
    screen: SetupScreen, number: int, starred: list[str]
) -> None:
    screen.stand_on(number)
    page = screen.pages[number - 1]
    said = [one.text().replace("&", "") for one in page.findChildren(Label)]
    assert [text[:-2] for text in said if text.endswith("\u00a0*")] == starred
    legends = [one for one in page.findChildren(Label) if one.text() == "* to fill in"]
    assert [not one.isHidden() for one in legends] == [bool(starred)]


@pytest.mark.parametrize("number", range(3))
def test_each_question_is_accessible(screen: SetupScreen, number: int, qtbot: QtBot) -> None:
    for _ in range(number):
        screen.skip_it()
    qtbot.wait(10)  # the layout follows the texts
    assert_accessible(screen)


def test_only_what_goes_with_the_duration_is_asked(screen: SetupScreen) -> None:
    screen.skip_it()
    plans = screen.plans
    assert plans.sentence.text() == "A season from September 1"
    plans.rule.set_value(PeriodRule.ROLLING)
    assert plans.months.isVisibleTo(screen)
    assert not plans.day.isVisibleTo(screen)
    plans.months.set_value(6)
    assert plans.sentence.text() == "6 months from its first day"
    assert plans.terms().months == 6


def test_an_audience_can_be_added(screen: SetupScreen) -> None:
    screen.skip_it()
    screen.plans.audiences.more.click()
    QTest.keyClicks(screen.focusWidget(), "Repair")
    assert screen.plans.kept_audiences()[-1] == "Repair"


def test_the_demo_lab_is_made_once_and_this_base_stays_as_it_is(
    screen: SetupScreen, database: Database, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
) -> None:
    monkeypatch.setattr(screens, "DEMO_PEOPLE", 3)
    with qtbot.waitSignal(screen.demo_ready, timeout=60_000) as ready:
        screen.explore.click()
        assert not screen.go.isEnabled()
    assert ready.args is not None
    place: Path = ready.args[0]
    made = place.stat().st_mtime_ns
    with qtbot.waitSignal(screen.demo_ready):
        screen.explore.click()
    assert place.stat().st_mtime_ns == made
    with database.reading() as session:
        assert find_settings(session).lab_id == NOT_SET_UP


def test_making_the_demo_lab_can_be_stopped(
    screen: SetupScreen, tmp_path: Path, qtbot: QtBot
) -> None:
    screen.explore.click()
    (line,) = screen.findChildren(WorkLine)
    line.stop.setEnabled(True)
    line.stop.click()
    qtbot.waitUntil(screen.go.isEnabled, timeout=20_000)
    assert "Stopped" in screen.problem.text()
    assert not list((tmp_path / "demo").glob("*.sqlite"))
