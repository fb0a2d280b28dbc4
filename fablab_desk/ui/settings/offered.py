"""Whether something is still offered, as a chip and as acts that go both ways."""

from collections.abc import Callable
from datetime import date

from PySide6.QtCore import QObject

from fablab_desk.i18n import mark, translate
from fablab_desk.staff.act import Act
from fablab_desk.ui.chips import Chip
from fablab_desk.ui.colours import Tone
from fablab_desk.ui.desk import Desk, Undo

Call = Callable[[Act], object]


def offered_chip(archived_on: date | None) -> Chip:
    if archived_on is None:
        return Chip(translate(mark("On offer")), Tone.OK)
    return Chip(translate(mark("Archived")), Tone.GREY)


def do_both_ways(desk: Desk, owner: QObject, msgid: str, name: str, do: Call, back: Call) -> None:
    """An act whose inverse is another service; the sentence names what it was done to."""
    said = translate(msgid).format(name=name)
    desk.do(do, lambda _result: None, owner, undo=lambda _result: Undo(said, back))


ARCHIVED = mark("“{name}” is no longer offered.")
RETURNED = mark("“{name}” is offered again.")
