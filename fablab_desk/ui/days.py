"""A day in words on the first screen, with Qt's names of months: Babel's take 20 ms to load."""

from datetime import date

from PySide6.QtCore import QDate, QLocale

from fablab_desk.clock import with_ordinal


def spell_day(day: date, language: str) -> str:
    """As `clock.format_day` says it."""
    text = QLocale(language).toString(QDate(day.year, day.month, day.day), "d MMMM yyyy")
    return with_ordinal(text, day, language)
