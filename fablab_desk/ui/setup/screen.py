"""The first start: three questions over the window, one at a time, all of which can wait."""

from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QStackedWidget, QVBoxLayout, QWidget

from fablab_desk.care.service_setup import set_up
from fablab_desk.care.setup import SetUp
from fablab_desk.cli.parser import DEMO_PEOPLE, DEMO_SEED
from fablab_desk.demo.making import make_demo_at
from fablab_desk.errors import DeskError, Problems
from fablab_desk.i18n import mark, say, translate
from fablab_desk.keys import new_key
from fablab_desk.schema import BLUEPRINT
from fablab_desk.ui import theme
from fablab_desk.ui.asked import Found
from fablab_desk.ui.cards import Card, Label, Sentence
from fablab_desk.ui.desk import Desk
from fablab_desk.ui.problem import Problem
from fablab_desk.ui.progress import Progress
from fablab_desk.ui.scroll import Scroll
from fablab_desk.ui.setup.account_question import AccountQuestion
from fablab_desk.ui.setup.lab_question import LabQuestion
from fablab_desk.ui.setup.plans_question import PlansQuestion
from fablab_desk.ui.setup.question import Question
from fablab_desk.ui.staff.lock import LogIn
from fablab_desk.ui.underlined import give_letters
from fablab_desk.ui.work_line import WorkLine

WIDTH = 880
HEIGHT = 620


class SetupScreen(QWidget):
    """Nothing is written before the last question; nothing typed is lost on going back."""

    seated = Signal(object)  # the seat of the administrator who was just made
    finished = Signal()  # the desk asks for no login
    demo_ready = Signal(object)  # the path of the demo lab, made

    def __init__(self, desk: Desk, log_in: LogIn, demo: Path) -> None:
        super().__init__()
        self.setObjectName("page")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._desk = desk
        self._log_in = log_in
        self._demo = demo
        self._lab_id = new_key()  # made here: answering twice is one lab
        self.lab, self.plans, self.account = LabQuestion(), PlansQuestion(), AccountQuestion()
        self.pages: list[Question] = [self.lab, self.plans, self.account]
        self.step, self.title = Label("", "section"), Label("", "title")
        self.about = Sentence("", "muted")
        self.problem = Problem()
        self.stack = QStackedWidget()
        for page in self.pages:
            self.stack.addWidget(Scroll(page))
        self.back = _button(mark("Back"), self.go_back)
        self.skip = _button(mark("Later"), self.skip_it, "quiet")
        self.explore = _button(mark("Explore the demo lab"), self.explore_demo, "quiet")
        self.go = _button(mark("Continue"), self.go_on, "primary")
        self._lay_out()
        self._show(0)

    def draft(self) -> SetUp:
        """All three answers, as they stand."""
        terms = self.plans.terms()
        return SetUp(
            lab_id=self._lab_id,
            name=self.lab.lab_name(),
            identity=self.lab.identity(),
            vat=self.lab.vat(),
            audiences=self.plans.kept_audiences(),
            plans=self.plans.plans(),
            administrator=self.account.administrator(),
            rule=terms.rule,
            months=terms.months,
            season_month=terms.season_month,
            season_day=terms.season_day,
            offered_months=terms.offered_months,
        )

    def go_on(self) -> None:
        """To the next question once this one is answered; after the last one, set up."""
        page = self._page()
        page.skipped = False
        self._answer(page)

    def skip_it(self) -> None:
        """This question is answered later, in the settings."""
        page = self._page()
        page.skipped = True
        page.show_problems([])
        self._answer(page)

    def stand_on(self, number: int) -> None:
        """Show the question of that number, counted from 1."""
        self._show(number - 1)

    def go_back(self) -> None:
        self._show(max(0, self.stack.currentIndex() - 1))

    def explore_demo(self) -> None:
        """Go to an invented lab, made the first time; nothing of it enters this base."""
        if self._demo.exists():
            self.demo_ready.emit(self._demo)
            return
        self.problem.say("")
        progress = self._desk.progress(translate(mark("Inventing three seasons of a lab…")))
        self._foot.insertWidget(self._foot.count() - 1, WorkLine(progress))
        self._enable(False)
        progress.ended.connect(partial(self._enable, True))
        self._desk.work(
            partial(_make_demo, self._demo, progress),
            self.demo_ready.emit,
            self,
            progress,
            refused=lambda refusal: self.problem.say(say(refusal)),
        )

    def _enable(self, on: bool) -> None:
        for one in (self.skip, self.explore, self.back, self.go):
            one.setEnabled(on)
        if on:
            for line in self.findChildren(WorkLine):
                line.deleteLater()

    def _answer(self, page: Question) -> None:
        self.problem.say("")
        if not page.skipped and page.show_problems(self._found(page)):
            return
        if page is not self.pages[-1]:
            self._show(self.stack.currentIndex() + 1)
            return
        draft = self.draft()
        self.go.setEnabled(False)
        self._desk.do(
            lambda act: set_up(act, draft),
            lambda _none: self._done(draft),
            self,
            refused=self._refused,
            failed=lambda: self.go.setEnabled(True),
        )

    def _found(self, page: Question) -> Found:
        unreadable = page.unreadable()
        names = {name for name, _ in unreadable}
        return [*unreadable, *(one for one in self.draft().problems() if one[0] not in names)]

    def _done(self, draft: SetUp) -> None:
        if draft.administrator is None:
            self.finished.emit()
            return
        who = draft.administrator
        self._log_in(who.login, who.password, self.seated.emit, lambda _no: self.finished.emit())

    def _refused(self, refusal: DeskError) -> None:
        """Back to the first question with a problem; what belongs to none is told at the foot."""
        self.go.setEnabled(True)
        found = refusal.found if isinstance(refusal, Problems) else [("", refusal)]
        wrong = [page for page in self.pages if page.show_problems(found)]
        named = {name for page in self.pages for name in page.problems}
        self.problem.say("\n".join(say(one) for name, one in found if name not in named))
        if wrong:
            self._show(self.pages.index(wrong[0]))
            wrong[0].show_problems(found)

    def _page(self) -> Question:
        return self.pages[self.stack.currentIndex()]

    def _show(self, place: int) -> None:
        page = self.pages[place]
        self.stack.setCurrentIndex(place)
        steps = translate(mark("Question {n} of {all}"))
        self.step.setText(steps.format(n=place + 1, all=len(self.pages)).upper())
        self.title.setText(translate(page.title))
        self.about.say(translate(page.about))
        self.back.setVisible(place > 0)
        self.explore.setVisible(place == 0)
        last = place == len(self.pages) - 1
        self.go.setText(translate(mark("Open the desk") if last else mark("Continue")))
        give_letters(page, give_letters(self._ways))
        page.focus_first()

    def _lay_out(self) -> None:
        card = Card(margin=32)
        card.setMaximumWidth(theme.px(WIDTH))
        self._ways = QWidget()
        foot = QHBoxLayout(self._ways)
        foot.setContentsMargins(0, 0, 0, 0)
        foot.setSpacing(8)
        foot.addWidget(self.skip)
        foot.addWidget(self.explore)
        foot.addStretch(1)
        foot.addWidget(self.back)
        foot.addWidget(self.go)
        card.body.setSpacing(6)
        card.body.addWidget(self.step)
        card.body.addWidget(self.title)
        card.body.addWidget(self.about)
        card.body.addSpacing(14)
        card.body.addWidget(self.stack, 1)
        card.body.addWidget(self.problem)
        card.body.addWidget(self._ways)
        self._foot = card.body
        sides = QHBoxLayout()
        sides.addStretch(1)
        sides.addWidget(card, 100)
        sides.addStretch(1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 24, 24, 24)
        layout.addStretch(1)
        layout.addLayout(sides)
        layout.addStretch(1)
        self._card = card

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self._page().focus_first()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._card.setFixedHeight(min(theme.px(HEIGHT), self.height() - 2 * theme.MARGIN))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() not in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            super().keyPressEvent(event)
            return
        focused = self.focusWidget()
        if isinstance(focused, QPushButton):
            focused.click()
        elif self.go.isEnabled():
            self.go_on()


def _make_demo(place: Path, progress: Progress) -> Path:
    place.parent.mkdir(parents=True, exist_ok=True)
    make_demo_at(place, BLUEPRINT, people=DEMO_PEOPLE, seed=DEMO_SEED, progress=progress)
    return place


def _button(msgid: str, slot: Callable[[], None], kind: str = "") -> QPushButton:
    made = QPushButton(translate(msgid))
    made.setProperty("kind", kind)
    made.clicked.connect(lambda _checked: slot())
    return made
