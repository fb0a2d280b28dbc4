"""What somebody did for themselves, alone, until another signs it (À viser)."""

from functools import partial
from uuid import UUID

from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from fablab_desk.clock import format_day
from fablab_desk.i18n import current, mark, translate
from fablab_desk.staff.queries import SelfActRow, list_self_acts
from fablab_desk.staff.service import sign_self_act
from fablab_desk.ui.cards import Label
from fablab_desk.ui.desk import Desk
from fablab_desk.ui.forms import PlainDialog

DONE = {"payments.cash": mark("Took money for what they owed themselves")}
WIDTH = 520


class SignDialog(PlainDialog):
    def __init__(self, desk: Desk, parent: QWidget | None) -> None:
        super().__init__(parent, translate(mark("To sign")))
        self._desk = desk
        self.fit(WIDTH, 200)
        text = mark("Done for oneself, alone at the desk: somebody else signs what they have seen.")
        self.body.addWidget(Label(translate(text), "muted", wrap=True))
        self._lines = QVBoxLayout()
        self.body.addLayout(self._lines)
        self.body.addStretch()
        self._read()

    def _read(self) -> None:
        self._desk.ask(list_self_acts, self._show, self)

    def _show(self, rows: list[SelfActRow]) -> None:
        while item := self._lines.takeAt(0):
            if gone := item.widget():
                gone.hide()
                gone.deleteLater()
        for row in rows:
            self._lines.addWidget(self._line(row))
        if not rows:
            self._lines.addWidget(Label(translate(mark("Nothing waits for a signature."))))

    def _line(self, row: SelfActRow) -> QWidget:
        day = format_day(row.at.astimezone(self._desk.zone).date(), current())
        done = translate(DONE.get(row.service, row.service))
        words = QVBoxLayout()
        words.addWidget(Label(f"{row.account_name} · {day}"))
        words.addWidget(Label(f"{done} : {row.reason}", "muted", wrap=True))
        sign = QPushButton(translate(mark("Sign")))
        sign.setAccessibleName(f"{sign.text()} {row.account_name}, {day}")
        sign.clicked.connect(partial(self._sign, row.id))
        line = QWidget()
        layout = QHBoxLayout(line)
        layout.setContentsMargins(0, 4, 0, 4)
        layout.addLayout(words, 1)
        layout.addWidget(sign)
        return line

    def _sign(self, key: UUID) -> None:
        said = translate(mark("Signed."))
        self._desk.do(
            lambda act: sign_self_act(act, key),
            lambda _done: self._read(),
            self,
            said=lambda _done: said,
        )
