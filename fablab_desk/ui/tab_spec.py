"""How a tab says what it is before its code is loaded."""

import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Protocol, TypeAlias, runtime_checkable
from uuid import UUID

if TYPE_CHECKING:
    from PySide6.QtGui import QAction
    from PySide6.QtWidgets import QWidget

    from fablab_desk.db.database import Query
    from fablab_desk.ui.desk import Desk
    from fablab_desk.ui.state import State

TabMaker: TypeAlias = "Callable[[Desk], QWidget]"
Finder: TypeAlias = "Callable[[str], Query[list[Hit]]]"
Scanner: TypeAlias = "Callable[[str], Query[Scan]]"
Look: TypeAlias = "Callable[[Path, State, datetime], Seen | None]"


@dataclass(frozen=True)
class Seen:
    """What a tab begins with, read before the program is loaded.

    `make` gives its page, and the same again after each part of it: keys are heard in between.
    """

    lab: str
    make: "Callable[[], Iterator[QWidget]]"


@dataclass(frozen=True)
class Hit:
    """Something found in the base, and where it opens. Texts, not msgids."""

    icon: str
    title: str
    detail: str
    tab: str
    key: UUID | None


@dataclass(frozen=True)
class Scan:
    """The record a scanned code stands for, and what is said of it. Texts, not msgids."""

    key: UUID | None
    told: str = ""
    verb: str = ""  # what is offered beside it
    act: "Callable[[Desk, QWidget], None] | None" = None


@dataclass(frozen=True)
class ToCome:
    """An act of a tab that may not be built yet, for Ctrl+K: its dotted attribute there. Msgids."""

    attribute: str
    title: str
    icon: str
    hint: str = ""
    words: str = ""  # others it is looked for by


@dataclass(frozen=True)
class TabSpec:
    """`load`, `later`, `find`, `scan`, `look` import late: the window is painted before they run.

    Tabs of one section follow each other; one without a section stands at the foot.
    """

    key: str
    title: str  # a msgid, as the section
    icon: str
    mnemonic: str  # a letter of the French title, for Alt
    load: Callable[[], TabMaker]
    section: str = ""
    later: Callable[[], None] | None = None  # loads what its acts open
    find: Callable[[], Finder] | None = None
    scan: Callable[[], Scanner] | None = None
    scans: Callable[[str], bool] | None = None  # codes that are only its own
    look: Callable[[], Look] | None = None  # shows its beginning before SQLAlchemy is loaded
    acts: tuple[ToCome, ...] = ()
    module: str = ""  # what `load` imports; nothing, where it stands already

    def is_loaded(self) -> bool:
        return not self.module or self.module in sys.modules


@runtime_checkable
class TakesScans(Protocol):
    """A dialog or a tab in front that knows what to do with a card that is scanned."""

    def take_scan(self, code: str) -> None: ...


@runtime_checkable
class ComesBefore(Protocol):
    """What is shown in a tab's place until it is built, and hands over what was done there."""

    def hand_over(self, tab: "QWidget") -> None: ...


@runtime_checkable
class OpensRecords(Protocol):
    def open_record(self, key: UUID) -> None: ...


@runtime_checkable
class HasPages(Protocol):
    """A tab of several pages, each with acts of its own."""

    def acts_in_front(self) -> "list[QAction]": ...


@runtime_checkable
class ShowsFilters(Protocol):
    def show_filter(self, listed: str) -> None: ...
