"""The frame of every dialog that edits something."""

from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING, Any, TypeVar

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QCloseEvent, QKeyEvent
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QFormLayout,
    QHBoxLayout,
    QLineEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from fablab_desk.db.database import Query
from fablab_desk.errors import DeskError, ForestalledError, Problems
from fablab_desk.i18n import mark, translate
from fablab_desk.keys import new_key
from fablab_desk.staff.act import Act
from fablab_desk.ui import theme
from fablab_desk.ui.asked import LEGEND, Asked, Found, starred
from fablab_desk.ui.buttons import lead
from fablab_desk.ui.cards import Label, SectionTitle
from fablab_desk.ui.desk import Desk
from fablab_desk.ui.flow import Flow
from fablab_desk.ui.form_body import Body, caption_of, height_of, vanish_when_closed
from fablab_desk.ui.meanwhile import Meanwhile, MeanwhileHead, told_by_form
from fablab_desk.ui.messages import ask_to_leave
from fablab_desk.ui.problem import Problem
from fablab_desk.ui.screen import keep_on_screen, room_around
from fablab_desk.ui.scroll import Scroll, show_focused
from fablab_desk.ui.underlined import give_letters
from fablab_desk.ui.undo import Undo

if TYPE_CHECKING:
    from fablab_desk.ui.fields import Field

F = TypeVar("F", bound=QWidget)
FOOT_SPACING = 12
BUSY_MS = 100  # what is saved sooner greys nothing


class FormDialog(QDialog):
    """Fields, one verb and Cancel; stays open, each problem beside its field, until saved."""

    WIDTH = 480

    def __init__(
        self, desk: Desk, parent: QWidget | None, title: str, verb: str = mark("Save")
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(translate(title))
        self.key = new_key()  # made on opening: saving twice is one record
        self.problem = Problem()
        self._asked = Asked()
        self.problems: dict[str, Problem] = self._asked.problems
        self.fields: dict[str, Field] = self._asked.fields
        self.meanwhile = Meanwhile(self._asked)
        self.head: MeanwhileHead | None = None  # once another desk was faster
        self._desk = desk
        self._touched = False
        self._leaving = False
        self._saving = False
        self._rows = QFormLayout()
        self._buttons = QDialogButtonBox()
        role = QDialogButtonBox.ButtonRole
        self.cancel = self._buttons.addButton(translate(mark("Cancel")), role.RejectRole)
        self.verb = self._buttons.addButton(translate(verb), role.AcceptRole)
        self.verb.setProperty("kind", "primary")
        self._buttons.accepted.connect(self.accept)
        self._buttons.rejected.connect(self.reject)
        self._lay_out()
        self.verb.setDefault(True)  # once the dialog knows the button, it stays the default

    def _lay_out(self) -> None:
        self._rows.setRowWrapPolicy(QFormLayout.RowWrapPolicy.DontWrapRows)
        self._rows.setLabelAlignment(Qt.AlignmentFlag.AlignLeft)
        self._rows.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        self._rows.setHorizontalSpacing(16)
        self._rows.setVerticalSpacing(8)
        inner = Body()
        inner.asks_room.connect(self._grow)
        self._column = QVBoxLayout(inner)
        self._column.setContentsMargins(theme.MARGIN, theme.MARGIN, theme.MARGIN, 8)
        self._column.addLayout(self._rows)
        self._column.addStretch()
        self._scroll = Scroll(inner)
        self._scroll.verticalScrollBar().rangeChanged.connect(self._make_way)
        self._legend = Label(translate(LEGEND), "muted")
        self._legend.hide()
        last = QHBoxLayout()
        last.addWidget(self._legend)
        last.addWidget(self._buttons, 1)
        foot = self._foot = QVBoxLayout()
        foot.setContentsMargins(theme.MARGIN, 8, theme.MARGIN, 16)
        foot.setSpacing(FOOT_SPACING)
        foot.addWidget(self.problem)
        foot.addLayout(last)
        layout = self._whole = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self._scroll, 1)
        layout.addLayout(foot)

    def focusNextPrevChild(self, forward: bool) -> bool:
        moved = super().focusNextPrevChild(forward)
        show_focused(self)
        return moved

    def _make_way(self, _least: int, most: int) -> None:
        """The head and the buttons end where the fields do, beside the bar too."""
        bar = self._scroll.verticalScrollBar().sizeHint().width() if most else 0
        margins = self._foot.contentsMargins()
        margins.setRight(theme.MARGIN + bar)
        self._foot.setContentsMargins(margins)
        if self.head:
            self.head.end_at(margins.right())

    def add_field(self, name: str, label: str, field: F, *, required: bool = False) -> F:
        """A field under the name that its problems carry; the label is a msgid."""
        text = translate(label)
        box = self._register(name, text, field, required)
        self._rows.addRow(caption_of(starred(text, required), field), box)
        return field

    def add_row(
        self, label: str, fields: Sequence[tuple[str, str, QWidget]], *, required: bool = False
    ) -> None:
        """Several fields on one line, each (name, label, field), under one caption."""
        named = [(name, translate(own_label), field) for name, own_label, field in fields]
        line = self._asked.add_line(named, required=required)
        for name, _, _ in named:
            self._watch(name)
        self._rows.addRow(caption_of(starred(translate(label), required), fields[0][2]), line)

    def add_section(self, msgid: str) -> None:
        title = SectionTitle(msgid)
        title.setContentsMargins(0, 12, 0, 2)
        self._rows.addRow(title)

    def add_note(self, text: str) -> Label:
        """A sentence between the fields; a text, not a msgid."""
        note = Label(text, "muted", wrap=True)
        self._rows.addRow(note)
        return note

    def add_help(self, name: str, text: str) -> None:
        """A line under one field; a text, not a msgid."""
        self._asked.put_under(name, Label(text, "muted", wrap=True))

    def show_row(self, name: str, shown: bool) -> None:
        """The line on which a field stands, with its caption."""
        self._rows.setRowVisible(self._asked.line_of(name), shown)

    def add_widget(self, widget: QWidget) -> None:
        self._rows.addRow(widget)

    def check(self) -> None:
        """Raise what can be told without the base, together with what cannot be read."""

    def act(self) -> Callable[[Act], object]:
        """The service call that saves what the fields hold now."""
        raise NotImplementedError

    def undo(self, result: object) -> Undo | None:
        """How to take it back, told in a toast; or nothing."""
        return None

    def said(self, result: object) -> str:
        """The sentence of the toast where there is nothing to undo; a text."""
        return ""

    def saved(self, result: object) -> None:
        """What follows once it is saved."""

    def reread(self) -> Query[Any] | None:
        """How to read again what `fill` is given, where another desk may change it meanwhile."""
        return None

    def fill(self, known: Any) -> None:
        """Show what was read, and save over it from now on."""
        raise NotImplementedError

    def is_touched(self) -> bool:
        """Whether something was typed that closing would lose."""
        return self._touched

    def _register(self, name: str, text: str, field: QWidget, required: bool) -> QWidget:
        box = self._asked.add(name, text, field, required=required)
        self._watch(name)
        return box

    def _watch(self, name: str) -> None:
        self.fields[name].changed.connect(self._touch)
        self._legend.setVisible(self._asked.has_required())

    def _touch(self) -> None:
        self._touched = True

    def _found(self) -> Found:
        found = self._asked.unreadable()
        unreadable = {name for name, _ in found}
        try:
            self.check()
        except Problems as problems:
            found += [one for one in problems.found if one[0] not in unreadable]
        except DeskError as refusal:
            if not unreadable:
                found.append(("", refusal))
        return found

    def _saved(self, result: object) -> None:
        self._leaving = True
        self.saved(result)
        super().accept()

    def _refused(self, refusal: DeskError) -> None:
        self._be_free()
        if isinstance(refusal, ForestalledError) and (query := self.reread()):
            self._offer_new(refusal, query)
        else:
            self._show(refusal.found if isinstance(refusal, Problems) else [("", refusal)])

    def _offer_new(self, refusal: ForestalledError, query: Query[Any]) -> None:
        """Nothing can be saved over what was read before: read it again, or leave."""
        self._show([])
        if self.head is None:
            ask = partial(self._desk.ask, query, self._take_new, self, "anew")
            self.head = MeanwhileHead(ask, self._leave)
            self._whole.insertWidget(0, self.head)
            self.head.end_at(self._foot.contentsMargins().right())
            give_letters(self)
        self.head.say(told_by_form(refusal), ways=True)
        self._let_save(False)
        self.head.go_on.setFocus()
        self._grow()

    def _take_new(self, known: object) -> None:
        assert self.head
        if known is None:
            self.head.say_gone()
            return
        found = self.meanwhile.refill(partial(self.fill, known))
        self.head.say(self.meanwhile.told(found), ways=False)
        self._let_save(True)
        self._asked.go_to(self.meanwhile.first(), self._scroll.ensureWidgetVisible)
        self._grow()

    def _let_save(self, may: bool) -> None:
        assert self.head
        self.verb.setEnabled(may)
        lead(self.verb, leads=may)
        lead(self.head.go_on, leads=not may)

    def _show(self, found: Found) -> None:
        self.problem.say("\n".join(self._asked.show(found)))
        self._asked.focus_wrong(self._scroll.ensureWidgetVisible)
        if found:
            self._grow()

    def accept(self) -> None:
        if self._saving:
            return
        found = self._found()
        self._show(found)
        if found:
            return
        act = self.act()
        self._saving = True
        QTimer.singleShot(BUSY_MS, self, self._look_busy)
        self._desk.do(
            act,
            self._saved,
            self,
            refused=self._refused,
            failed=self._be_free,
            undo=self.undo,
            said=self.said,
        )

    def _look_busy(self) -> None:
        self._buttons.setEnabled(not self._saving)

    def _be_free(self) -> None:
        self._saving = False
        self._look_busy()

    def reject(self) -> None:
        if self._saving and not self._leaving:
            return  # it closes once that is saved: what is asked for now would not be true
        if self._leaving or not self.is_touched():
            super().reject()
            return
        ask_to_leave(self, self._leave)

    def _leave(self) -> None:
        self._leaving = True
        super().reject()

    def open(self) -> None:
        vanish_when_closed(self)
        self._touched = False
        if self.reread():
            self.meanwhile.begin()
        give_letters(self)
        self.fit()
        super().open()
        first: object = next(iter(self.fields.values()), None)
        if isinstance(first, QWidget):
            first.setFocus()
        if isinstance(first, QLineEdit):
            first.end(False)

    def fit(self) -> None:
        """As high as the fields want, and never higher than the screen."""
        width = min(theme.px(self.WIDTH), room_around(self).width())
        self.resize(width, self._wanted(width))

    def _grow(self) -> None:
        """More is shown than there was: make room for it, and leave a larger form as it is."""
        wanted = self._wanted(self.width())
        if self.isVisible() and wanted > self.height():
            self.resize(self.width(), wanted)
            keep_on_screen(self)

    def _wanted(self, width: int) -> int:
        wanted = sum(height_of(part, width) for part in (self._column, self._foot))
        wanted += self.head.heightForWidth(width) if self.head else 0
        return min(wanted, room_around(self).height() - 80)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        control = event.modifiers() & Qt.KeyboardModifier.ControlModifier
        if control and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_S):
            if self.verb.isEnabled():
                self.accept()
            return
        super().keyPressEvent(event)

    def closeEvent(self, event: QCloseEvent) -> None:
        if self._leaving or not (self._saving or self.is_touched()):
            super().closeEvent(event)
            return
        event.ignore()
        self.reject()


class PlainDialog(QDialog):
    """A dialog that shows something: `body`, acts at the foot, and Close."""

    def __init__(self, parent: QWidget | None, title: str) -> None:
        """The title is a text."""
        super().__init__(parent)
        self.setWindowTitle(title)
        self.body = QVBoxLayout()
        self.body.setSpacing(12)
        self._buttons = Flow(right=True)  # a second row where one is too narrow
        self.leave_it = QPushButton(translate(mark("Close")))
        self.leave_it.clicked.connect(lambda _checked: self.reject())
        self._buttons.add(self.leave_it)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(theme.MARGIN, theme.MARGIN, theme.MARGIN, 16)
        layout.setSpacing(16)
        layout.addLayout(self.body, 1)
        layout.addWidget(self._buttons)

    def add_button(
        self, verb: str, slot: Callable[[], None], *, primary: bool = False
    ) -> QPushButton:
        """The verb is a msgid."""
        made = QPushButton(translate(verb))  # made here: Python is told when Qt deletes it
        self._buttons.insert(self._buttons.count() - 1, made)
        lead(made, leads=primary)
        made.clicked.connect(lambda _checked: slot())
        return made

    def foot(self) -> QWidget:
        """The row of buttons: notices stand above it."""
        return self._buttons

    def fit(self, wide: int, high: int) -> None:
        """As large as wanted, and never larger than the screen; pixels of texts at 100 %."""
        room = room_around(self)
        self.resize(min(theme.px(wide), room.width()), min(theme.px(high), room.height() - 60))

    def open(self) -> None:
        vanish_when_closed(self)
        give_letters(self)
        super().open()
