"""What a table's cell may hold, as data, and how each kind is drawn."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import NamedTuple, TypeAlias

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QHelpEvent, QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QToolTip,
)

from fablab_desk.ui import theme
from fablab_desk.ui.avatar import CELL, draw_avatar
from fablab_desk.ui.chips import Chip, chip_width, draw_chip
from fablab_desk.ui.shortened import as_tip

PADDING = 12
GAP = 5
BAR = 3
HEADING = 34  # above the first row of a part
SIGNS = "+-\N{MINUS SIGN}€"  # before the figures of an amount
NOTHING = "—"
CELL_ROLE = Qt.ItemDataRole.UserRole + 1
Index: TypeAlias = QModelIndex | QPersistentModelIndex


@dataclass(frozen=True, slots=True)
class TwoLines:
    """A title over a muted detail; `avatar` is the name whose initials stand before them."""

    title: str
    detail: str
    avatar: str = ""
    photo: bytes = b""


@dataclass(frozen=True, slots=True)
class Chips:
    """Labels side by side; those that do not fit are counted (“+2”)."""

    words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Muted:
    text: str


Cell: TypeAlias = str | TwoLines | Chip | Chips | Muted


@cache
def ink(colour: str) -> QColor:
    return QColor(colour)


def plain_text(cell: Cell) -> str:
    """What a cell says to a screen reader, to the clipboard and to an export."""
    match cell:
        case TwoLines(title=title, detail=detail):
            return f"{title}, {detail}" if detail else title
        case Chip(word=word):
            return word
        case Chips(words=words):
            return ", ".join(words)
        case Muted(text=text):
            return text
    return cell


def natural_width(cell: Cell) -> float:
    """How wide a cell would like to be, without its padding."""
    match cell:
        case TwoLines(title=title, detail=detail, avatar=avatar):
            beside = theme.px(CELL + 12) if avatar else 0
            wide = QFontMetrics(theme.font(13, 500)).horizontalAdvance(title)
            return beside + max(wide, QFontMetrics(theme.font(12)).horizontalAdvance(detail))
        case Chip():
            return chip_width(cell)
        case Chips(words=words):
            return sum(chip_width(Chip(word, dot=False)) + theme.px(GAP) for word in words)
        case Muted(text=text):
            return QFontMetrics(theme.font()).horizontalAdvance(text)
    return QFontMetrics(theme.font()).horizontalAdvance(cell)


def lines_up(text: str) -> bool:
    """Figures of one width are for figures: in a name they would push its hyphens apart."""
    return text.lstrip(SIGNS)[:1].isdigit()


@dataclass(frozen=True, eq=False)
class Hand:
    """A font with what is asked of it for every text; `drop`: from a line's middle to its foot."""

    font: QFont
    metrics: QFontMetrics
    side: int  # pixels
    drop: float


_HANDS: dict[int, Hand] = {}


def _hand_of(font: QFont) -> Hand:
    """Known by its identity: the theme hands out the same font every time."""
    found = _HANDS.get(id(font))
    if found is None:
        metrics = QFontMetrics(font)
        drop = (metrics.ascent() - metrics.descent()) / 2
        found = _HANDS[id(font)] = Hand(font, metrics, font.pixelSize(), drop)
    return found


@lru_cache(maxsize=2048)
def _fitted(hand: Hand, text: str, width: int) -> str:
    """The rows found for one key are mostly found for the next one too."""
    if hand.metrics.horizontalAdvance(text) <= width:
        return text
    return hand.metrics.elidedText(text, Qt.TextElideMode.ElideRight, width)


class Section(NamedTuple):
    """Where a column stands in the table, in pixels."""

    column: int
    left: int
    width: int


class Room(NamedTuple):
    """Where a cell's content goes, in pixels; a rectangle of Qt's takes as long as its text."""

    left: int
    middle: float
    width: int


class CellDelegate(QStyledItemDelegate):
    """Drawn dozens of times between a key and its answer: nothing is asked or made twice here."""

    hovered = -1  # the row under the pointer, set by the table
    chosen = -1  # and the one that is selected
    numeric: frozenset[int] = frozenset()  # the columns of figures, set by the table

    def draw_table(
        self,
        table: QTableView,
        region: QRect,
        cell_at: Callable[[int, int], Cell | None],
        headings: Mapping[int, str],
    ) -> None:
        """The rows of a table that stand in that part of its viewport."""
        header = table.horizontalHeader()
        sections = [
            Section(at, header.sectionViewportPosition(at), header.sectionSize(at))
            for at in range(header.count())
            if not header.isSectionHidden(at)
        ]
        first, last = table.rowAt(region.top()), table.rowAt(region.bottom())
        painter = QPainter(table.viewport())
        try:
            painter.fillRect(region, ink(theme.colours().surface))
            if not sections or first < 0:
                return
            height, top = table.rowHeight(first), table.rowViewportPosition(first)
            last = table.model().rowCount() - 1 if last < 0 else last
            for row in range(first, last + 1):
                if headings:
                    height = table.rowHeight(row)
                    if said := headings.get(row):
                        band = theme.px(HEADING)
                        self._write_heading(painter, sections, top, band, said)
                        top, height = top + band, height - band
                cells = [cell_at(row, section.column) for section in sections]
                self.draw_row(painter, row, top, height, sections, cells)
                top += height
        finally:
            painter.end()  # one left on the table by a fault would crash its next painting

    def _write_heading(
        self, painter: QPainter, sections: Sequence[Section], top: int, height: int, text: str
    ) -> None:
        colours, left = theme.colours(), sections[0].left
        width = sections[-1].left + sections[-1].width - left
        painter.fillRect(left, top, width, height, ink(colours.surface))
        painter.fillRect(left, top + height - 1, width, 1, ink(colours.border))
        padding = theme.px(PADDING)
        room = Room(left + padding, top + height / 2 + theme.px(2), width - 2 * padding)
        self._write(painter, room, text, theme.font(12, 600), colours.muted)

    def draw_row(
        self,
        painter: QPainter,
        row: int,
        top: int,
        height: int,
        sections: Sequence[Section],
        cells: Sequence[Cell | None],
    ) -> None:
        """All of a row at once: Qt would hand over each cell by itself, at the price of a text."""
        left = sections[0].left
        right = sections[-1].left + sections[-1].width
        self._lay_ground(painter, row, left, top, right - left, height)
        if row == self.chosen:
            self._mark(painter, left, top, height)
        for section, cell in zip(sections, cells, strict=True):
            self._draw(painter, section, top, height, cell)

    def _lay_ground(
        self, painter: QPainter, row: int, left: int, top: int, width: int, height: int
    ) -> None:
        colours = theme.colours()
        if row == self.chosen:
            painter.fillRect(left, top, width, height, ink(colours.selection))
        elif row == self.hovered:
            painter.fillRect(left, top, width, height, ink(colours.hover))
        painter.fillRect(left, top + height - 1, width, 1, ink(colours.border))

    def _mark(self, painter: QPainter, left: int, top: int, height: int) -> None:
        painter.fillRect(left, top, BAR, height - 1, ink(theme.colours().accent))

    def _draw(
        self, painter: QPainter, section: Section, top: int, height: int, cell: Cell | None
    ) -> None:
        padding = theme.px(PADDING)
        room = Room(section.left + padding, top + (height - 1) / 2, section.width - 2 * padding)
        if cell is None:
            self._paint_awaited(painter, room)
        else:
            self._paint_cell(painter, room, cell, section.column in self.numeric)

    def _paint_awaited(self, painter: QPainter, room: Room) -> None:
        bar = QRectF(room.left, room.middle - 5, min(room.width * 0.6, 140), 10)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(ink(theme.colours().border))
        painter.drawRoundedRect(bar, 5, 5)

    def _paint_cell(self, painter: QPainter, room: Room, cell: Cell, numeric: bool) -> None:
        colours = theme.colours()
        match cell:
            case TwoLines():
                self._paint_two_lines(painter, room, cell)
            case Chip():
                draw_chip(painter, room.left, room.middle, room.width, cell)
            case Chips():
                self._paint_chips(painter, room, cell.words)
            case Muted():
                font = theme.font(tabular=lines_up(cell.text))
                self._write(painter, room, cell.text, font, colours.muted)
            case _:
                ink = colours.text if cell else colours.muted
                font = theme.font(13, 500 if numeric and cell else 400, tabular=lines_up(cell))
                self._write(painter, room, cell or NOTHING, font, ink, right=numeric)

    def _paint_two_lines(self, painter: QPainter, room: Room, cell: TwoLines) -> None:
        colours = theme.colours()
        left, middle, width = room
        if cell.avatar:
            side, beside = theme.px(CELL), theme.px(CELL) + theme.px(12)
            box = QRectF(left, middle - side / 2, side, side)
            draw_avatar(painter, box, cell.avatar, photo=cell.photo)
            left, width = left + beside, width - beside
        title, detail = theme.font(13, 500), theme.font(12)
        if not cell.detail:
            self._write(painter, Room(left, middle, width), cell.title, title, colours.text)
            return
        half = theme.px(8)
        upper, lower = Room(left, middle - half + 1, width), Room(left, middle + half, width)
        self._write(painter, upper, cell.title, title, colours.text)
        self._write(painter, lower, cell.detail, detail, colours.muted)

    def _paint_chips(self, painter: QPainter, room: Room, words: tuple[str, ...]) -> None:
        if not words:
            self._write(painter, room, NOTHING, theme.font(), theme.colours().muted)
        left, right, spare = float(room.left), room.left + room.width, theme.px(22)
        for place, word in enumerate(words):
            chip = Chip(word, dot=False)
            last = place == len(words) - 1
            most = right - left - (0 if last else spare)
            if chip_width(chip) > most and place > 0:
                more = Room(round(left), room.middle, round(right - left))
                said = f"+{len(words) - place}"
                self._write(painter, more, said, theme.font(12, 500), theme.colours().muted)
                return
            left += draw_chip(painter, left, room.middle, most, chip) + theme.px(GAP)

    def _write(
        self,
        painter: QPainter,
        room: Room,
        text: str,
        font: QFont,
        colour: str,
        *,
        right: bool = False,
    ) -> None:
        hand = _hand_of(font)
        left, middle, width = room
        painter.setFont(font)
        painter.setPen(ink(colour))
        if len(text) * hand.side > width:  # no letter is wider than it is high
            text = _fitted(hand, text, width)
        if right:
            left += width - hand.metrics.horizontalAdvance(text)
        # At a point: drawing into a rectangle measures the text once more.
        painter.drawText(left, round(middle + hand.drop), text)

    def helpEvent(
        self,
        event: QHelpEvent,
        view: QAbstractItemView,
        option: QStyleOptionViewItem,
        index: Index,
    ) -> bool:
        cell = index.data(CELL_ROLE)
        room = option.rect.width() - 2 * theme.px(PADDING)
        if cell is not None and natural_width(cell) > room:
            QToolTip.showText(event.globalPos(), as_tip(plain_text(cell)), view)
        else:
            QToolTip.hideText()
        return True
