"""The board on paper: on which day is asked, the paper is shown."""

from collections.abc import Callable
from datetime import date
from functools import partial
from uuid import UUID

from PySide6.QtWidgets import QWidget

from fablab_desk.assembly.board_paper import (
    ATTESTED,
    BOARD,
    Board,
    draw_attested,
    draw_board,
    load_attested,
    load_board,
)
from fablab_desk.errors import Problems
from fablab_desk.i18n import current, mark, translate
from fablab_desk.staff.act import Act
from fablab_desk.ui.desk import Desk
from fablab_desk.ui.fields import DayField
from fablab_desk.ui.forms import FormDialog
from fablab_desk.ui.preview import PaperPreview
from fablab_desk.ui.settings.carrier_field import Carriers, ask_one_of, one_of
from fablab_desk.ui.settings.price_dialog import MissingDayError


class BoardPaperDialog(FormDialog):
    """Today is proposed: an earlier day gives the board of that time."""

    def __init__(self, desk: Desk, parent: QWidget, carriers: Carriers) -> None:
        super().__init__(desk, parent, mark("The board on paper"), mark("Lay out"))
        self._shown_over = parent
        said = mark("Who held an office that day, and until when; an earlier day gives its board.")
        self.add_note(translate(said))
        self.day = self.add_field("day", mark("On"), DayField(desk.today), required=True)
        self.day.set_value(desk.today())
        ask_one_of(self, carriers)

    def open(self) -> None:
        super().open()
        self.day.selectAll()

    def check(self) -> None:
        if not self.day.text().strip():
            raise Problems([("day", MissingDayError())])

    def act(self) -> Callable[[Act], Board]:
        day, carrier_id = self.day.value() or self._desk.today(), one_of(self)
        return lambda act: load_board(act.session, carrier_id, day, act.day)

    def saved(self, result: object) -> None:
        assert isinstance(result, Board)
        _show(self._desk, self._shown_over, BOARD, partial(draw_board, result, current()))


def show_attested(desk: Desk, owner: QWidget, mandate_id: UUID) -> None:
    day: date = desk.today()

    def show(board: Board) -> None:
        _show(desk, owner, ATTESTED, partial(draw_attested, board, current()))

    desk.ask(lambda session: load_attested(session, mandate_id, day), show, owner, "attested")


def _show(desk: Desk, owner: QWidget, msgid: str, make: Callable[[], bytes]) -> None:
    title = translate(msgid)
    desk.work(
        make,
        lambda pdf: PaperPreview(desk, owner, title, pdf, f"{title}.pdf").open(),
        owner,
        desk.progress(translate(mark("Laying out the pages…"))),
    )
