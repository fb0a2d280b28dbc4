"""The town of an address: the postal code offers its commune, or the choice among several."""

from PySide6.QtCore import QStringListModel, Qt
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QCompleter

from fablab_desk.i18n import mark, translate, translate_many
from fablab_desk.people.communes import communes_at, town_key
from fablab_desk.ui.fields import LineField, describe


class TownField(LineField):
    """What is typed by hand is kept, whatever the postal code says."""

    def __init__(self) -> None:
        super().__init__(mark("Town"))
        self._filled = ""  # what the postal code wrote, and nobody since
        self._names: list[str] = []
        self._offered = QStringListModel(self)
        # Not setCompleter: a line's own completer writes what it points at over what is typed.
        self._completer = QCompleter(self._offered, self)
        self._completer.setCompletionMode(QCompleter.CompletionMode.UnfilteredPopupCompletion)
        self._completer.setWrapAround(False)  # down on the last line would choose nothing
        self._completer.activated.connect(self._choose)
        self._completer.setWidget(self)
        self.textEdited.connect(self._narrow)

    def take_postal_code(self, code: str) -> None:
        """One commune is written, several are offered; a code half typed offers none."""
        self._names = [commune.name for commune in communes_at(code.strip())]
        if self.value() in ("", self._filled):
            self._filled = self._names[0] if len(self._names) == 1 else ""
            self.set_value(self._filled)
        hint = translate(mark("Town"))
        if len(self._names) > 1:
            hint = translate_many("{n} commune: ↓", "{n} communes: ↓", len(self._names))
        self.setPlaceholderText(hint)
        describe(self, hint if len(self._names) > 1 else "")

    def _offer(self, names: list[str]) -> None:
        self._offered.setStringList(names)
        if names:
            self._popup()
            self._completer.complete()
        else:
            self._popup().hide()

    def _narrow(self, text: str) -> None:
        typed = town_key(text)
        if len(self._names) > 1:
            self._offer([name for name in self._names if typed in town_key(name)])

    def _choose(self, name: str) -> None:
        self.set_value(name)

    def _popup(self) -> QAbstractItemView:
        """The completer's own: it deletes it, and one made here would be deleted twice."""
        popup = self._completer.popup()
        assert popup
        popup.setProperty("kind", "offers")
        popup.setAccessibleName(translate(mark("Communes of this postal code")))
        return popup

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Down and len(self._names) > 1:
            self._offer(self._names)
            return
        super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        by_key = (Qt.FocusReason.TabFocusReason, Qt.FocusReason.MouseFocusReason)
        if not self.text() and len(self._names) > 1 and event.reason() in by_key:
            self._offer(self._names)
