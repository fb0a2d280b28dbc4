"""A month to look through, with the days marked on which there is something."""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta

from PySide6.QtCore import QDate, QLocale, Qt, Signal
from PySide6.QtGui import QColor, QFont, QTextCharFormat
from PySide6.QtWidgets import QCalendarWidget, QToolButton

from fablab_desk.i18n import current, mark, translate
from fablab_desk.ui import icons, theme

WIDTH = 330


class Month(QCalendarWidget):
    """It stands on a day; `turned` once another month is shown, `stood` on another day."""

    turned = Signal()
    stood = Signal()

    def __init__(self, day: date) -> None:
        super().__init__()
        self._marked: Mapping[date, Sequence[str]] = {}
        self.setAccessibleName(translate(mark("Month")))
        self.setLocale(QLocale(current()))
        self.setFirstDayOfWeek(Qt.DayOfWeek.Monday)
        self.setVerticalHeaderFormat(QCalendarWidget.VerticalHeaderFormat.NoVerticalHeader)
        self.setSelectedDate(_qt(day))
        self.setMinimumWidth(theme.px(WIDTH))
        self._dress()
        self.currentPageChanged.connect(lambda _year, _month: self.turned.emit())
        self.selectionChanged.connect(self.stood)

    def day(self) -> date:
        chosen = self.selectedDate()
        return date(chosen.year(), chosen.month(), chosen.day())

    def days(self) -> tuple[date, date]:
        """The first and the last of the month that is shown."""
        first = date(self.yearShown(), self.monthShown(), 1)
        return first, (first + timedelta(days=31)).replace(day=1) - timedelta(days=1)

    def mark_days(self, lines: Mapping[date, Sequence[str]]) -> None:
        """Bold and underlined, and told by a tip: never by their colour alone."""
        for day in self._marked:
            self.setDateTextFormat(_qt(day), QTextCharFormat())
        self._marked = lines
        for day, said in lines.items():
            found = QTextCharFormat()
            found.setFontWeight(QFont.Weight.Bold)
            found.setFontUnderline(True)
            found.setToolTip("\n".join(said))
            self.setDateTextFormat(_qt(day), found)

    def _dress(self) -> None:
        """In the colours of everything else: Qt's own paints weekends red and its bar blue."""
        own = theme.colours()
        plain, muted = QTextCharFormat(), QTextCharFormat()
        plain.setForeground(QColor(own.text))
        muted.setForeground(QColor(own.muted))
        for day in Qt.DayOfWeek:
            weekend = day in (Qt.DayOfWeek.Saturday, Qt.DayOfWeek.Sunday)
            self.setWeekdayTextFormat(day, muted if weekend else plain)
        self.setStyleSheet(
            f"#qt_calendar_navigationbar {{ background: {own.surface};"
            f" border-bottom: 1px solid {own.border}; }}"
            f" QCalendarWidget QToolButton {{ color: {own.text}; background: transparent;"
            f" border: 0; padding: 4px 8px; }}"
            f" QCalendarWidget QToolButton:hover {{ background: {own.hover}; }}"
        )
        told = (("prev", "left", mark("Month before")), ("next", "right", mark("Month after")))
        for name, way, text in told:
            button = self.findChild(QToolButton, f"qt_calendar_{name}month")
            if isinstance(button, QToolButton):
                button.setIcon(icons.icon(f"chevron-{way}"))
                button.setAccessibleName(translate(text))


def _qt(day: date) -> QDate:
    return QDate(day.year, day.month, day.day)
