"""The record whose card is scanned; what is said of one put aside, and of a card nobody has."""

from functools import partial
from typing import TYPE_CHECKING
from uuid import UUID

from fablab_desk.clock import format_day
from fablab_desk.db.database import Query
from fablab_desk.i18n import current, mark, translate
from fablab_desk.identifiers import LONGEST_CARD, normalized
from fablab_desk.people.queries import find_holder
from fablab_desk.people.rows import PersonRow
from fablab_desk.people.service import archive_party, return_party
from fablab_desk.ui.tab_spec import Scan
from fablab_desk.ui.undo import Undo

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from fablab_desk.ui.desk import Desk


def scan_person(code: str) -> Query[Scan]:
    return lambda session: _scan(normalized(code), find_holder(session, code))


def _scan(code: str, holder: PersonRow | None) -> Scan:
    if holder is None:
        said = translate(mark("Nobody has the card {card}.")).format(card=code[:LONGEST_CARD])
        return Scan(None, said, translate(mark("Give it to somebody…")), partial(_give, code))
    if holder.archived_on is None:
        return Scan(holder.id)
    said = translate(mark("{name}, whose card this is, is archived since {day}."))
    day = format_day(holder.archived_on, current())
    back = partial(_bring_back, holder.id, holder.name)
    text = said.format(name=holder.name, day=day)
    return Scan(holder.id, text, translate(mark("Bring back")), back)


def _give(code: str, desk: "Desk", window: "QWidget") -> None:
    from fablab_desk.ui.people.found_card import FoundCardDialog

    FoundCardDialog(desk, window, code).open()


def _bring_back(key: UUID, name: str, desk: "Desk", window: "QWidget") -> None:
    said = translate(mark("{name} is back.")).format(name=name)
    again = Undo(said, lambda act: archive_party(act, key))
    desk.do(
        lambda act: return_party(act, key), lambda _done: None, window, undo=lambda _done: again
    )
