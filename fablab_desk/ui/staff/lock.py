"""The screen that asks who works here: at the start, after Ctrl+L, or when nobody touched it."""

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFormLayout, QPushButton, QVBoxLayout, QWidget

from fablab_desk.errors import DeskError
from fablab_desk.i18n import mark, say, translate
from fablab_desk.staff.unit import Seat
from fablab_desk.ui import theme
from fablab_desk.ui.cards import Caption, Card, Label
from fablab_desk.ui.fields import LineField, SecretField
from fablab_desk.ui.problem import Problem
from fablab_desk.ui.underlined import give_letters

LogIn = Callable[[str, str, Callable[[Seat], None], Callable[[DeskError], None]], None]


class LockScreen(QWidget):
    """Shown by `MainWindow.cover`; what was typed below is still there after."""

    seated = Signal(object)

    def __init__(self, lab: str, log_in: LogIn, login: str = "") -> None:
        super().__init__()
        self.setObjectName("page")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setAccessibleName(translate(mark("Who works here?")))
        self._log_in = log_in
        self.login = LineField()
        self.login.setAccessibleName(translate(mark("Login")))
        self.login.setText(login)
        self.password = SecretField()
        self.password.setAccessibleName(translate(mark("Password")))
        self.problem = Problem()
        self.enter = QPushButton(translate(mark("Sit down")))
        self.enter.setProperty("kind", "primary")
        self.enter.clicked.connect(self._try)
        self._lay_out(lab)
        give_letters(self)
        first = self.password if login else self.login
        self.setFocusProxy(first)

    def _lay_out(self, lab: str) -> None:
        card = Card()
        card.setFixedWidth(theme.px(380))
        form = QFormLayout()
        form.setVerticalSpacing(10)
        for msgid, field in ((mark("Login"), self.login), (mark("Password"), self.password)):
            form.addRow(Caption(translate(msgid), field), field)
        card.body.addWidget(Label(lab or translate(mark("The desk of your fablab")), "title"))
        card.body.addWidget(Label(translate(mark("Who works here?")), "muted"))
        card.body.addLayout(form)
        card.body.addWidget(self.problem)
        card.body.addWidget(self.enter)
        layout = QVBoxLayout(self)
        layout.addWidget(card, 0, Qt.AlignmentFlag.AlignCenter)

    def _try(self) -> None:
        if not self.enter.isEnabled():
            return
        self.problem.say("")
        self.enter.setEnabled(False)
        self._log_in(self.login.value(), self.password.value(), self._seat, self._refuse)

    def _seat(self, seat: Seat) -> None:
        self.enter.setEnabled(True)
        self.password.clear()
        self.seated.emit(seat)

    def _refuse(self, refusal: DeskError) -> None:
        self.enter.setEnabled(True)
        self.problem.say(say(refusal))
        self.password.selectAll()
        self.password.setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._try()
            return
        super().keyPressEvent(event)
