"""A form that another desk forestalled: what it says of it, and how it goes on."""

from collections.abc import Callable
from typing import Any, cast

from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible, QAccessibleEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from fablab_desk.errors import DeskError, ForestalledError
from fablab_desk.i18n import mark, say, translate
from fablab_desk.staff.errors import StaleError
from fablab_desk.staff.meanwhile import Reconciled, reconcile
from fablab_desk.ui import theme
from fablab_desk.ui.asked import Asked
from fablab_desk.ui.buttons import LINK
from fablab_desk.ui.cards import IconLabel, Sentence
from fablab_desk.ui.fields import Refillable
from fablab_desk.ui.flow import Flow
from fablab_desk.ui.icons import Ink
from fablab_desk.ui.problem import Remark

LONGEST = 200  # letters of what is said beside a field; the whole is one press away


def told_by_form(refusal: ForestalledError) -> str:
    """The refusal as its own form tells it, which knows how to go on."""
    if not isinstance(refusal, StaleError):
        return say(refusal)
    params = refusal.params
    said = mark("“{name}” was changed meanwhile: nothing is saved yet, what you typed is kept.")
    if params.get("account"):
        said = mark(
            "{account} changed “{name}” meanwhile: nothing is saved yet, what you typed is kept."
        )
    if params.get("columns"):
        said = mark(
            "{account} changed “{name}” meanwhile ({columns}): nothing is saved yet, what you "
            "typed is kept."
        )
    return say(DeskError(said, **params))


class MeanwhileHead(QWidget):
    """One sentence at the head of a form, with the ways there are to go on."""

    def __init__(self, go_on: Callable[[], None], leave: Callable[[], None]) -> None:
        super().__init__()
        self._said = Sentence()
        self.go_on = _pressed(mark("Bring up to date and go on"), go_on)
        self.leave = _pressed(mark("Leave without saving"), leave)
        self._ways = Flow()
        for way in (self.go_on, self.leave):
            self._ways.add(way)
        box = QFrame()
        box.setProperty("kind", "alert")
        words = QHBoxLayout()
        words.setSpacing(8)
        words.addWidget(IconLabel("alert", Ink.WARN), 0, Qt.AlignmentFlag.AlignTop)
        words.addWidget(self._said, 1)
        inner = QVBoxLayout(box)
        inner.setContentsMargins(12, 10, 12, 10)
        inner.setSpacing(10)
        inner.addLayout(words)
        inner.addWidget(self._ways)
        self._around = QVBoxLayout(self)
        self._around.addWidget(box)
        self.end_at(theme.MARGIN)

    def say(self, text: str, *, ways: bool) -> None:
        """Told to the eye and to the ear; `ways`: whether the user must choose one first."""
        self._said.say(text)
        self.setAccessibleName(text)
        self._ways.setVisible(ways)
        QAccessible.updateAccessibility(QAccessibleEvent(self, QAccessible.Event.Alert))

    def end_at(self, right: int) -> None:
        """Where the fields end."""
        self._around.setContentsMargins(theme.MARGIN, 16, right, 0)

    def say_gone(self) -> None:
        """There is nothing left to save over."""
        self.go_on.hide()
        gone = mark("It was removed meanwhile: note what you want to keep, then leave.")
        self.say(translate(gone), ways=True)

    def text(self) -> str:
        return self._said.text()


class Theirs(Remark):
    """Beside a field that both desks changed: what the other wrote, to be taken by a press.

    Once taken, what was typed is said there instead.
    """

    def __init__(self, field: Refillable, called: str) -> None:
        """`called`: the field, where what stands beside it leaves that open."""
        super().__init__("alert", Ink.WARN)
        self._field, self._called = field, called
        self.take = _pressed(mark("Take it"), self._swap)
        self.take.setProperty("kind", LINK)
        self._icon.setFixedHeight(self.take.sizeHint().height())
        around = (self.take.sizeHint().height() - self._said.fontMetrics().height()) // 2
        self._said.setContentsMargins(0, around, 0, around)
        layout = self.layout()
        assert isinstance(layout, QHBoxLayout)
        layout.addWidget(self.take, 0, Qt.AlignmentFlag.AlignTop)
        self._taken = False
        self._other = field.snapshot()
        self._tell()

    def _swap(self) -> None:
        other, mine = self._other, self._field.snapshot()
        self._taken = not self._taken
        self._tell()
        other()
        self._other = mine

    def _tell(self) -> None:
        """What the field shows now, which it is about to show no longer."""
        said = mark("You had typed: {value}") if self._taken else mark("Meanwhile: {value}")
        value = self._field.written() or translate(mark("nothing"))
        if len(value) > LONGEST:
            value = f"{value[:LONGEST].rstrip()}…"
        text = translate(said).format(value=value)
        self.say(f"{self._called} · {text}" if self._called else text)
        self.take.setAccessibleName(f"{translate(mark('Take it'))} · {text}")


class Meanwhile:
    """What the fields of a form held when it was filled in, and what differs since."""

    def __init__(self, asked: Asked) -> None:
        self._asked = asked
        self._shown: dict[str, Any] = {}
        self.theirs: dict[str, Theirs] = {}

    def begin(self, *names: str) -> None:
        """Those fields, or all of them, hold what is said in the base."""
        self._shown |= {name: self._read(name) for name in names or self._asked.fields}

    def refill(self, fill: Callable[[], None]) -> Reconciled:
        """Fill the form in anew, and put back what was typed, with what is new said beside it."""
        typed = self._said()
        back = {name: self._field(name).snapshot() for name in typed}
        for name in list(self.theirs):
            gone = self.theirs.pop(name)
            gone.hide()
            gone.deleteLater()
        fill()
        fresh = self._said()
        found = reconcile(self._shown, typed, fresh)
        for name in typed:  # in the order of the form
            if name in found.clashing:
                self._tell(name)
            if name in found.kept:
                back[name]()
        self._shown = fresh
        return found

    def first(self) -> str:
        """The field to look at first."""
        return next(iter(self.theirs or self._asked.fields))

    def told(self, found: Reconciled) -> str:
        """What the user is to look at; a text."""
        names = [self._asked.called(name) for name in self._asked.fields if name in found.taken]
        if names:
            taken = mark("What is new is shown here: {fields}. Look, then save.")
            if found.clashing:
                taken = mark(
                    "What is new is shown here: {fields}; the rest stands beside what you typed. "
                    "Look, then save."
                )
            return translate(taken).format(fields=", ".join(names))
        if found.clashing:
            return translate(mark("What is new stands beside what you typed. Look, then save."))
        return translate(mark("This form is up to date again. Look, then save."))

    def _tell(self, name: str) -> None:
        called = self._asked.called(name) if self._asked.shares_its_line(name) else ""
        self.theirs[name] = Theirs(self._field(name), called)
        self._asked.put_under(name, self.theirs[name])
        QWidget.setTabOrder(cast("QWidget", self._field(name)), self.theirs[name].take)

    def _said(self) -> dict[str, Any]:
        return {name: self._read(name) for name in self._asked.fields}

    def _read(self, name: str) -> object:
        """What the field holds; what cannot be read is nobody's but the user's."""
        field = self._field(name)
        try:
            return field.value()
        except DeskError:
            return field.written()

    def _field(self, name: str) -> Refillable:
        return cast("Refillable", self._asked.fields[name])


def _pressed(msgid: str, slot: Callable[[], None]) -> QPushButton:
    made = QPushButton(translate(msgid))
    made.setAutoDefault(False)
    made.clicked.connect(lambda _checked: slot())
    return made
