import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, QRect
from PySide6.QtWidgets import QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot
from sqlalchemy import update

from builders import Worker
from builders.memberships import a_member, a_plan
from builders.money import a_cashing, a_charge, an_open_till
from builders.people import a_person, an_organisation
from fablab_desk.lab.models import Lab
from fablab_desk.payments.kinds import MethodKind
from fablab_desk.people.kinds import PeopleFilter
from fablab_desk.ui import entrance as entrances
from fablab_desk.ui.cards import Link
from fablab_desk.ui.main_window import MainWindow
from fablab_desk.ui.paging import PAGE
from fablab_desk.ui.people.glimpse import MembersGlimpse
from fablab_desk.ui.people.tab import PeopleTab
from fablab_desk.ui.scaffold import ListFrame
from fablab_desk.ui.start import Starting
from fablab_desk.ui.state import State
from fablab_desk.ui.tab_spec import ComesBefore
from fablab_desk.ui.today.frame import TodayFrame
from fablab_desk.ui.today.glimpse import TodayGlimpse
from fablab_desk.ui.today.tab import TodayTab
from ui.accessible import assert_accessible
from ui.at_desk import type_text


class Begun:
    """A window that has begun, and opens its base only when it is told to."""

    def __init__(self, starting: Starting, window: MainWindow, bot: QtBot) -> None:
        self.starting, self.window, self.bot = starting, window, bot
        self.open: Callable[[], None]

    def shown(self) -> QWidget | None:
        return self.window.pages.currentWidget()

    @property
    def glimpse(self) -> MembersGlimpse:
        page = self.shown()
        assert isinstance(page, MembersGlimpse)
        return page

    @property
    def figures(self) -> TodayGlimpse:
        page = self.shown()
        assert isinstance(page, TodayGlimpse)
        return page

    def tab(self) -> PeopleTab:
        self.open()
        self.bot.waitUntil(lambda: isinstance(self.shown(), PeopleTab), timeout=20_000)
        tab = self.shown()
        assert isinstance(tab, PeopleTab)
        return tab

    def today(self) -> TodayTab:
        self.open()
        self.bot.waitUntil(lambda: isinstance(self.shown(), TodayTab), timeout=20_000)
        tab = self.shown()
        assert isinstance(tab, TodayTab)
        return tab


@pytest.fixture
def begin(
    administrator: Worker,
    qapp: QApplication,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    qtbot: QtBot,
) -> Iterator[Callable[..., Begun]]:
    monkeypatch.setenv("FABLAB_DESK_DATABASE", str(tmp_path / "desk.sqlite"))
    monkeypatch.setattr(entrances, "copies_folder", lambda: tmp_path / "copies")
    monkeypatch.setattr("fablab_desk.ui.opening.copies_folder", lambda: tmp_path / "copies")
    monkeypatch.setattr("fablab_desk.ui.opening.keys_folder", lambda: tmp_path / "keys")
    monkeypatch.setattr(Starting, "_keep_watch", lambda _starting: None)
    opened: list[Begun] = []
    begun: list[Starting] = []
    open_in_earnest = Starting.open_base

    def wait(starting: Starting) -> None:
        begun.append(starting)

    monkeypatch.setattr(Starting, "open_base", wait)

    def begin(tab: str = "people", size: tuple[int, int] = (1320, 820)) -> Begun:
        state = State()
        state.write("tab", tab)
        state.write("size", list(size))
        window = MainWindow(None, state)
        qtbot.addWidget(window)
        starting = Starting(qapp, state, window, "en")
        window.painted.connect(starting.begin)
        window.show()
        qtbot.waitUntil(lambda: bool(begun), timeout=20_000)
        one = Begun(starting, window, qtbot)
        one.open = lambda: open_in_earnest(starting)
        opened.append(one)
        return one

    yield begin
    for one in opened:
        one.window.before_close = None
        one.window.close()


def places(page: ListFrame, window: MainWindow) -> list[QRect]:  # type: ignore[type-arg]
    """Where in the window stands what both show."""
    shown = (page.title, page.search, page.pills, page.table.viewport(), page.record, page.more)
    header = page.table.header()
    columns = [
        QRect(header.sectionViewportPosition(at), 0, header.sectionSize(at), header.height())
        for at in range(header.count())
    ]
    return [QRect(one.mapTo(window, QPoint()), one.size()) for one in shown] + columns


def names(page: ListFrame) -> list[str]:  # type: ignore[type-arg]
    rows = page.table.rows
    found = (rows.row_at(place) for place in range(rows.rowCount()))
    return [row.name for row in found if row]


def told(page: TodayFrame, window: MainWindow) -> list[tuple[str, QRect]]:
    """Every text of the first screen, and where it stands in the window."""
    found: list[QLabel | Link] = [*page.findChildren(QLabel), *page.findChildren(Link)]
    said = [(one.text(), QRect(one.mapTo(window, QPoint()), one.size())) for one in found]
    return sorted((one for one in said if one[0]), key=lambda one: (one[1].y(), one[1].x()))


@pytest.mark.parametrize("page", ["people", "today"])
def test_the_first_rows_need_no_sqlalchemy(page: str) -> None:
    code = f"import sys, fablab_desk.ui.{page}.glimpse; print(*sys.modules)"
    ended = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert not {name for name in ended.stdout.split() if name.startswith("sqlalchemy")}


@pytest.mark.parametrize("size", [(1320, 820), (1000, 700), (900, 600)])
def test_the_tab_stands_where_its_first_rows_stood(
    begin: Callable[..., Begun], administrator: Worker, size: tuple[int, int], qtbot: QtBot
) -> None:
    for number in range(40):
        a_person(administrator, f"Ada{number:02}")
    begun = begin(size=size)
    glimpse = begun.glimpse
    assert_accessible(glimpse)
    assert len(names(glimpse)) == PAGE
    assert begun.window.windowTitle() == "Fablab d’essai"
    before, rows = places(glimpse, begun.window), names(glimpse)
    tab = begun.tab()
    qtbot.waitUntil(lambda: places(tab, begun.window) == before)
    assert names(tab)[:PAGE] == rows


def test_what_was_typed_and_chosen_before_goes_on_in_the_tab(
    begin: Callable[..., Begun], administrator: Worker, qtbot: QtBot
) -> None:
    for first, last in (("Éloïse", "Dupré"), ("Ada", "Dupré"), ("Bea", "Exemple")):
        a_person(administrator, first, last)
    an_organisation(administrator, "Duprés")
    begun = begin()
    assert begun.window.pages.focusProxy() is begun.glimpse
    type_text(begun.glimpse.search, "dupr")
    begun.glimpse.pills.choose(PeopleFilter.ORGANISATIONS)
    tab = begun.tab()
    assert (tab.search.text(), tab.pills.chosen()) == ("dupr", PeopleFilter.ORGANISATIONS)
    qtbot.waitUntil(lambda: names(tab) == ["Duprés"])
    type_text(tab.search, "x")
    assert tab.search.text() == "duprx"


def test_whoever_scrolled_before_stays_where_they_are(
    begin: Callable[..., Begun], administrator: Worker, qtbot: QtBot
) -> None:
    for number in range(40):
        a_person(administrator, f"Ada{number:02}")
    begun = begin()
    begun.glimpse.table.verticalScrollBar().setValue(300)
    tab = begun.tab()
    qtbot.waitUntil(lambda: tab.table.verticalScrollBar().value() == 300)


def test_what_changed_meanwhile_is_in_the_tab(
    begin: Callable[..., Begun], administrator: Worker, qtbot: QtBot
) -> None:
    a_person(administrator, "Ada")
    begun = begin()
    assert names(begun.glimpse) == ["Ada Exemple"]
    a_person(administrator, "Bea")
    tab = begun.tab()
    qtbot.waitUntil(lambda: names(tab) == ["Ada Exemple", "Bea Exemple"])


@pytest.mark.parametrize("size", [(1320, 820), (900, 600)])
def test_the_first_screen_stands_where_its_figures_stood(
    begin: Callable[..., Begun], administrator: Worker, size: tuple[int, int], qtbot: QtBot
) -> None:
    an_open_till(administrator)
    ada = a_person(administrator)
    a_cashing(administrator, ada, "12.00", MethodKind.CASH)
    a_charge(administrator, a_person(administrator, "Bea", "Dupré"))
    a_member(administrator, ada, a_plan(administrator))
    begun = begin("", size)
    assert_accessible(begun.figures)
    before = told(begun.figures, begun.window)
    assert "Bea Dupré" in [text for text, _ in before]
    assert begun.window.windowTitle() == "Fablab d’essai"
    heading = next(one for one in before if one[0] == "Arrivals of the day")
    tab = begun.today()

    def stands() -> bool:
        """Whether the day is open is told in that heading's place, sooner or later."""
        now = told(tab, begun.window)
        new = {one for _, one in now} - {one for _, one in before}
        return {*before} - {*now} <= {heading} and all(
            heading[1].united(one) == heading[1] for one in new
        )

    qtbot.waitUntil(stands)
    assert tab.cash_action.isEnabled()


def test_a_line_chosen_before_the_base_is_open_is_opened_then(
    begin: Callable[..., Begun], administrator: Worker, qtbot: QtBot
) -> None:
    a_charge(administrator, a_person(administrator, "Bea", "Dupré"))
    begun = begin("today")
    (link,) = begun.figures.owed.findChildren(Link)
    link.click()
    begun.open()
    qtbot.waitUntil(lambda: isinstance(begun.shown(), PeopleTab), timeout=20_000)
    tab = begun.shown()
    assert isinstance(tab, PeopleTab)
    qtbot.waitUntil(lambda: (row := tab.chosen()) is not None and row.name == "Bea Dupré")


def test_figures_that_changed_meanwhile_are_those_of_the_tab(
    begin: Callable[..., Begun], administrator: Worker, qtbot: QtBot
) -> None:
    begun = begin("today")
    assert begun.figures.owed.findChildren(Link) == []
    a_charge(administrator, a_person(administrator, "Bea", "Dupré"))
    tab = begun.today()
    qtbot.waitUntil(lambda: len(tab.owed.findChildren(Link)) == 1)


@pytest.mark.parametrize("tab", ["people", "today"])
def test_nobody_is_seen_before_somebody_sat_down(
    begin: Callable[..., Begun], administrator: Worker, tab: str
) -> None:
    a_person(administrator)
    with administrator.database.writing() as session:
        session.execute(update(Lab).values(asks_login=True))
    assert not isinstance(begin(tab).shown(), ComesBefore)


def test_another_tab_shows_no_members(begin: Callable[..., Begun], administrator: Worker) -> None:
    a_person(administrator)
    assert not isinstance(begin("payments").shown(), ComesBefore)


def test_a_base_that_is_refused_in_the_end_takes_its_rows_away(
    begin: Callable[..., Begun], administrator: Worker, qtbot: QtBot
) -> None:
    a_person(administrator)
    begun = begin()
    assert names(begun.glimpse)
    begun.window.cover(QWidget())
    begun.window.uncover()
    assert not isinstance(begun.shown(), MembersGlimpse)
    assert begun.tab()
