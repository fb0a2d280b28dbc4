"""A field that finds a person or an organisation by a few letters."""

from collections.abc import Callable
from functools import partial
from uuid import UUID

from PySide6.QtCore import QStringListModel, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QCompleter, QLineEdit

from fablab_desk.errors import DeskError
from fablab_desk.i18n import mark, translate, translate_many
from fablab_desk.people.kinds import PartyKind
from fablab_desk.people.queries import find_holder, list_present
from fablab_desk.people.rows import PersonRow
from fablab_desk.ui.desk import Desk

OFFERED = 8
FEWEST = 2


class NobodyChosenError(DeskError):
    def __init__(self, typed: str) -> None:
        super().__init__(mark("Choose someone of the list for “{typed}”."), typed=typed)


class PartyField(QLineEdit):
    """Its value is the key of the one chosen, or None; what is only typed is refused."""

    changed = Signal()

    def __init__(self, desk: Desk, hint: str = "", *, kind: PartyKind | None = None) -> None:
        """Those archived are not offered; of persons and organisations, only the kind if any."""
        super().__init__()
        self._desk = desk
        self._kind = kind
        self._chosen: tuple[UUID, str] | None = None
        self._found: dict[str, UUID] = {}
        self._answered = True  # whoever is typed was looked for
        self._takes_first = False  # Enter came before the answer
        self._offered = QStringListModel(self)
        self._completer = QCompleter(self._offered, self)
        self._completer.setCompletionMode(QCompleter.CompletionMode.UnfilteredPopupCompletion)
        self._completer.setWrapAround(False)  # down on the last line would choose nothing
        self._completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        self._completer.activated.connect(self._choose)
        # Not setCompleter: a line's own completer writes what it points at over what is typed.
        self._completer.setWidget(self)
        self.setPlaceholderText(translate(hint or mark("Name, number, e-mail…")))
        self.textEdited.connect(self._seek)

    def value(self) -> UUID | None:
        text = self.text().strip()
        if not text:
            return None
        if self._chosen is None or self._chosen[1] != text:
            raise NobodyChosenError(text)
        return self._chosen[0]

    def set_value(self, value: tuple[UUID, str] | None) -> None:
        """A key with the text that stands for it."""
        self._chosen = value
        self.setText(value[1] if value else "")
        self.setCursorPosition(0)

    def written(self) -> str:
        return self.text().strip()

    def snapshot(self) -> Callable[[], None]:
        return partial(self._show_again, self._chosen, self.text())

    def take_scan(self, code: str) -> None:
        """A card was read while the form of this field was open: its holder is chosen."""

        def found(holder: PersonRow | None) -> None:
            if holder:
                self.set_value((holder.id, holder.name))
                self.changed.emit()

        self._desk.ask(lambda session: find_holder(session, code), found, self, "scan")

    def _show_again(self, chosen: tuple[UUID, str] | None, text: str) -> None:
        self._chosen = chosen
        self.setText(text)

    def seeks(self, text: str) -> bool:
        """Whether somebody is looked for by those letters."""
        return len(text.strip()) >= FEWEST

    def _seek(self, text: str) -> None:
        self._chosen = None
        self._found = {}  # nobody of an earlier search is chosen by Enter
        self._takes_first = False
        self._answered = not self.seeks(text)
        if self._answered:
            self._popup().hide()
        self.changed.emit()
        if self._answered:
            return
        listing, offer = list_present(text.strip(), self._kind), partial(self._offer, text)
        self._desk.ask(lambda session: listing.page(session, 0, OFFERED), offer, self)

    def _offer(self, sought: str, rows: list[PersonRow]) -> None:
        if sought != self.text():
            return  # typed on since, or chosen otherwise
        self._answered = True
        self._found = {f"{row.name} · {row.shown_number}": row.id for row in rows}
        self._offered.setStringList(list(self._found))
        found = translate_many("{n} found", "{n} found", len(rows))
        self.setAccessibleDescription(found)
        if not rows:
            self._popup().hide()  # it would stay, of the letters before, and be blank
        if rows and self._takes_first:
            self._choose(next(iter(self._found)))
        elif rows and self.hasFocus() and self._chosen is None:  # chosen before this answer came
            popup = self._popup()
            self._completer.complete()
            popup.setCurrentIndex(self._completer.completionModel().index(0, 0))

    def _choose(self, text: str) -> None:
        if text not in self._found:  # offered by the search before
            return
        self._chosen = (self._found[text], text)
        self.setText(text)
        self.setCursorPosition(0)
        self.setAccessibleDescription("")
        self.changed.emit()

    def _popup(self) -> QAbstractItemView:
        """The completer's own: it deletes it, and one made here would be deleted twice."""
        popup = self._completer.popup()
        assert popup
        popup.setProperty("kind", "offers")
        popup.setAccessibleName(translate(mark("People found")))
        return popup

    def keyPressEvent(self, event: QKeyEvent) -> None:
        keys = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        closed = not self._popup().isVisible()
        if event.key() in keys and closed and self._chosen is None:
            if self._found:
                self._choose(next(iter(self._found)))
                return
            if not self._answered:
                self._takes_first = True
                return
        super().keyPressEvent(event)
