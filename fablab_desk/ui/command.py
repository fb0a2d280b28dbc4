"""One search for everything (Ctrl+K): acts, and what the tabs find in the base."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING
from unicodedata import combining, normalize
from uuid import UUID

from PySide6.QtCore import QEvent, QModelIndex, QObject, QRect, QSize, Qt
from PySide6.QtGui import QAction, QColor, QKeyEvent, QPainter, QStandardItem, QStandardItemModel
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QLineEdit,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)
from shiboken6 import isValid

from fablab_desk.i18n import mark, translate
from fablab_desk.ui import icons, theme
from fablab_desk.ui.actions import WORDS, plain
from fablab_desk.ui.cards import Label
from fablab_desk.ui.icons import Ink
from fablab_desk.ui.tab_spec import Finder, Hit

if TYPE_CHECKING:
    from fablab_desk.ui.desk import Desk

ROW = 46
MOST = 12
APART = str.maketrans(dict.fromkeys("’'“”«»", " "))  # marks that stand beside words
LINE_ROLE = Qt.ItemDataRole.UserRole + 1


@dataclass(frozen=True)
class Offer:
    """One line of the palette: what it says and what it does."""

    icon: str
    title: str
    detail: str
    run: Callable[[], object]


def folded(text: str) -> str:
    """Without case and accents, so that both are found by either."""
    return "".join(c for c in normalize("NFKD", text.casefold()) if not combining(c))


def matches(text: str, sought: str) -> bool:
    """Every word sought begins a word of the text, in any order."""
    words = _words(text)
    return all(any(word.startswith(one) for word in words) for one in _words(sought))


def _words(text: str) -> list[str]:
    return folded(text).translate(APART).split()


def offers_of(acts: Iterable[tuple[QAction, Callable[[], None]]], sought: str) -> list[Offer]:
    """What can be done now, each act with what must be shown before it is."""
    found = {}
    for act, before in acts:
        text = plain(act)
        said = f"{text} {act.statusTip()} {act.property(WORDS) or ''}"
        if text and act.isEnabled() and act.isVisible() and matches(said, sought):
            keys = act.shortcut().toString()
            detail = act.statusTip() or keys
            run = partial(_run_after, before, act)
            found[text] = Offer(act.property("icon_name") or "command", text, detail, run)
    return sorted(found.values(), key=partial(_rank, sought))


def _rank(sought: str, offer: Offer) -> tuple[bool, bool]:
    """Those whose title says it before those found otherwise; first what begins with it."""
    begins = folded(offer.title).startswith(folded(sought.strip()))
    return not begins, not matches(offer.title, sought)


class _OfferDelegate(QStyledItemDelegate):
    def sizeHint(self, option: QStyleOptionViewItem, index: object) -> QSize:
        return QSize(0, theme.px(ROW))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex) -> None:  # type: ignore[override]
        offer: Offer = index.data(LINE_ROLE)
        colours, box = theme.colours(), QRect(option.rect).adjusted(6, 1, -6, -1)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if option.state & QStyle.StateFlag.State_Selected:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(colours.selection))
            painter.drawRoundedRect(box, 8, 8)
        side = theme.px(icons.SIDE)
        drawn = icons.pixmap(
            offer.icon, Ink.MUTED, icons.SIDE, painter.device().devicePixelRatioF()
        )
        painter.drawPixmap(box.left() + 10, box.center().y() - side // 2, drawn)
        words = box.adjusted(20 + side, 0, -10, 0)
        self._write(
            painter, words, offer.title, 500, colours.text, -theme.px(8) if offer.detail else 0
        )
        if offer.detail:
            self._write(painter, words, offer.detail, 400, colours.muted, theme.px(9))
        painter.restore()

    def _write(
        self, painter: QPainter, box: QRect, text: str, weight: int, ink: str, down: int
    ) -> None:
        painter.setFont(theme.font(13 if weight == 500 else 12, weight))
        painter.setPen(QColor(ink))
        shown = painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, box.width())
        painter.drawText(box.translated(0, down), Qt.AlignmentFlag.AlignVCenter, shown)


class CommandPalette(QFrame):
    """Opened over the window; arrows and Enter act while one types."""

    def __init__(
        self,
        parent: QWidget,
        acts: Callable[[], Sequence[tuple[QAction, Callable[[], None]]]],
        go: Callable[[str, UUID | None], None],
    ) -> None:
        super().__init__(parent)
        self.setProperty("kind", "card")
        self.setAccessibleName(translate(mark("Search everything")))
        self.hide()
        self._over = parent
        self._before: QWidget | None = None
        self._acts = acts
        self._go = go
        self._desk: Desk | None = None
        self._finds = True
        self._finders: list[Finder] = []
        self._found: list[Offer] = []
        self.field = QLineEdit()
        self.field.setAccessibleName(translate(mark("Search everything")))
        self.field.addAction(
            icons.icon("search", Ink.MUTED), QLineEdit.ActionPosition.LeadingPosition
        )
        self.list = QListView()
        self.list.setModel(QStandardItemModel(self))
        self.list.setItemDelegate(_OfferDelegate(self.list))
        self.list.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.list.setFrameShape(QFrame.Shape.NoFrame)
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.list.setAccessibleName(translate(mark("Results")))
        self.list.clicked.connect(lambda index: self._run(index.row()))
        self._none = Label(translate(mark("Nothing is found.")), "muted")
        self._none.setContentsMargins(12, 8, 12, 8)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(12, 12, 12, 12)
        layout.addWidget(self.field)
        layout.addWidget(self.list, 1)
        layout.addWidget(self._none)
        self.field.textChanged.connect(self._search)
        self.field.installEventFilter(self)

    def search_in(self, desk: "Desk", finders: Sequence[Finder]) -> None:
        self._desk, self._finders = desk, list(finders)
        if self.isVisible():
            self._search(self.field.text())  # typed before the base was open

    def open_with(self, letter: str = "", *, finds: bool = True) -> None:
        """Without `finds`, acts alone: nothing of the base is told over a screen that hides it."""
        over, self._finds = self._over, finds
        said = mark("Search people, what to do…") if finds else mark("Search what to do…")
        self.field.setPlaceholderText(translate(said))
        self._before = over.focusWidget()
        width = min(theme.px(560), over.width() - 48)
        self.setGeometry((over.width() - width) // 2, 64, width, self._least())
        self.field.setText(letter)
        self._search(letter)
        self.show()
        self.raise_()
        self.field.setFocus()
        self.field.end(False)

    def dismiss(self) -> None:
        """Close, and give the focus back to where it was."""
        self.hide()
        if self._before is not None and isValid(self._before):
            self._before.setFocus()

    def offers(self) -> list[Offer]:
        model = self._model()
        return [model.item(row).data(LINE_ROLE) for row in range(model.rowCount())]

    def _model(self) -> QStandardItemModel:
        model = self.list.model()
        assert isinstance(model, QStandardItemModel)
        return model

    def _search(self, text: str) -> None:
        sought = text.strip()
        self._found = []
        self._show()
        if self._desk is None or not self._finds or len(sought) < 2:
            return
        for place, finder in enumerate(self._finders):
            self._desk.ask(
                finder(sought),
                partial(self._arrive, sought),
                self,
                f"finder {place}",
            )

    def _arrive(self, sought: str, hits: list[Hit]) -> None:
        if sought != self.field.text().strip():
            return
        self._found += [
            Offer(hit.icon, hit.title, hit.detail, partial(self._go, hit.tab, hit.key))
            for hit in hits[:MOST]
        ]
        self._show()

    def _show(self) -> None:
        sought = self.field.text().strip()
        acts = offers_of(self._acts(), sought)
        model = self._model()
        model.clear()
        for offer in [*self._found, *acts][: 2 * MOST]:
            item = QStandardItem(f"{offer.title}, {offer.detail}" if offer.detail else offer.title)
            item.setData(offer, LINE_ROLE)
            model.appendRow(item)
        self.list.setCurrentIndex(model.index(0, 0))
        self.list.setVisible(model.rowCount() > 0)
        self._none.setVisible(model.rowCount() == 0)
        most = min(theme.px(440), self._over.height() - 120)
        self.resize(self.width(), min(most, self._least() + theme.px(ROW) * model.rowCount()))

    def _least(self) -> int:
        """The height of the field, and of the sentence that says that nothing is found."""
        none = 0 if self._model().rowCount() else self._none.sizeHint().height() + 8
        return self.field.sizeHint().height() + none + 36

    def _run(self, row: int) -> None:
        offers = self.offers()
        if 0 <= row < len(offers):
            self.dismiss()
            offers[row].run()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self.field and isinstance(event, QKeyEvent) and self._steer(event):
            return True
        if watched is self.field and event.type() == QEvent.Type.FocusOut:
            self.hide()
        return super().eventFilter(watched, event)

    def _steer(self, event: QKeyEvent) -> bool:
        if event.type() != QEvent.Type.KeyPress:
            return False
        rows, row = self._model().rowCount(), self.list.currentIndex().row()
        match event.key():
            case Qt.Key.Key_Down:
                self.list.setCurrentIndex(self._model().index(min(rows - 1, row + 1), 0))
            case Qt.Key.Key_Up:
                self.list.setCurrentIndex(self._model().index(max(0, row - 1), 0))
            case Qt.Key.Key_Return | Qt.Key.Key_Enter:
                self._run(row)
            case Qt.Key.Key_Escape:
                self.dismiss()
            case _:
                return False
        return True


def _run_after(before: Callable[[], None], act: QAction) -> None:
    before()
    act.trigger()
