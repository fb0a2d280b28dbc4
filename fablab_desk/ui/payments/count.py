"""Counting the drawer by coin and note, to open the till or to close it."""

from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from uuid import UUID

from PySide6.QtWidgets import QDialog, QGridLayout, QWidget

from fablab_desk.errors import DeskError
from fablab_desk.i18n import current, mark, translate
from fablab_desk.money import CENT, ZERO, format_amount
from fablab_desk.overview.counter import Drawer, load_drawer
from fablab_desk.payments.counts import COINS, DENOMINATIONS, NOTES, read_count
from fablab_desk.payments.drafts import TypedCount
from fablab_desk.payments.service_till import close_till, open_till
from fablab_desk.staff.act import Act
from fablab_desk.ui import theme
from fablab_desk.ui.cards import Label
from fablab_desk.ui.desk import Desk
from fablab_desk.ui.fields import LineField
from fablab_desk.ui.forms import FormDialog
from fablab_desk.ui.papers.show import show_paper

EURO = 100  # cents


def nothing() -> None:
    """What is shown hears by itself that the till changed."""


@dataclass(frozen=True)
class HandOver:
    """An opening that goes into another act, which `take` is given the count for."""

    take: Callable[[TypedCount], None]
    verb: str  # a msgid
    typed: TypedCount | None = None  # counted before, and proposed again
    till_id: UUID | None = None  # or the first one
    why: str = ""  # a text


class CountDialog(FormDialog):
    """How many of each; the sum is told while typing, with what should be there."""

    def __init__(
        self,
        desk: Desk,
        parent: QWidget | None,
        *,
        closing: bool,
        then: Callable[[], None] = nothing,
        hand_over: HandOver | None = None,
    ) -> None:
        title = mark("Close the till") if closing else mark("Open the till")
        verb = mark("Close the till") if closing else mark("Open the till")
        if hand_over:
            verb = hand_over.verb
        super().__init__(desk, parent, title, verb)
        self._closing = closing
        self._then = then
        self._hand_over = hand_over
        self._drawer: Drawer | None = None
        if hand_over and hand_over.why:
            self.add_note(hand_over.why)
        self.add_note(
            translate(
                mark("Count the drawer. What is left blank counts for none.")
                if closing
                else mark("Count what is in the drawer to begin with.")
            )
        )
        self.counts: dict[int, LineField] = {}
        self.add_widget(self._grid())
        self.sum = Label("", "heading", wrap=True)
        self.add_widget(self.sum)
        self.reason = LineField()
        if closing:
            self.add_field("reason", mark("Reason of a difference"), self.reason)
        self._add_up()

    def open_when_read(self) -> None:
        till_id = self._hand_over.till_id if self._hand_over else None
        self._desk.ask(lambda session: load_drawer(session, till_id), self._open_with, self)

    def _open_with(self, drawer: Drawer) -> None:
        self._drawer = drawer
        if not self._closing:
            before = self._hand_over.typed if self._hand_over else None
            proposed = drawer.proposed if before is None else before
            for cents, many in proposed.items():
                self.counts[cents].set_value(str(many))
        self.open()
        self._add_up()

    def _grid(self) -> QWidget:
        grids = QWidget()
        grid = QGridLayout(grids)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(12)
        for cents in sorted(DENOMINATIONS, reverse=True):
            field = LineField()
            name = format_amount(cents * CENT, current())
            if cents >= EURO:
                name = f"{cents // EURO}\u00a0€"
            self.counts[cents] = field
            field.setMaximumWidth(theme.px(80))
            column, kind = (0, NOTES) if cents in NOTES else (1, COINS)
            row = sorted(kind, reverse=True).index(cents)
            box = self._register(f"count.{cents}", name, field, False)
            field.changed.connect(self._add_up)
            caption = Label(name, "muted")
            caption.setBuddy(field)
            grid.addWidget(caption, row, 2 * column)
            grid.addWidget(box, row, 2 * column + 1)
        return grids

    def _typed(self) -> dict[int, str]:
        return {cents: field.value() for cents, field in self.counts.items() if field.value()}

    def counted(self) -> Decimal:
        """What is understood of the count so far."""
        known = ((cents, text) for cents, text in self._typed().items() if text.isdecimal())
        return sum((cents * int(text) * CENT for cents, text in known), ZERO)

    def _add_up(self) -> None:
        counted = self.counted()
        text = translate(mark("Counted: {amount}")).format(amount=format_amount(counted, current()))
        session = self._drawer.session if self._drawer else None
        if self._closing and session:
            expected = format_amount(session.cash, current())
            gap = counted - session.cash
            text += " · " + translate(mark("expected: {amount}")).format(amount=expected)
            if gap and self._typed():
                shown = format_amount(gap, current())
                text += " · " + translate(mark("difference: {amount}")).format(amount=shown)
        self.sum.setText(text)
        if self._closing:
            self._asked.forgive("reason")  # it told the difference of another count

    def check(self) -> None:
        read_count(self._typed())
        if self._closing and (self._drawer is None or self._drawer.session is None):
            raise ClosedTillError

    def accept(self) -> None:
        if self._hand_over is None:
            super().accept()
            return
        found = self._found()
        self._show(found)
        if not found:
            self._leaving = True
            QDialog.accept(self)
            self._hand_over.take(self._typed())

    def act(self) -> Callable[[Act], object]:
        typed, key, drawer = self._typed(), self.key, self._drawer
        if not self._closing:
            till_id = drawer.till.id if drawer and drawer.till else None
            return lambda act: open_till(act, key, till_id, typed)
        assert drawer
        assert drawer.session
        session_id, reason = drawer.session.id, self.reason.value()
        return lambda act: close_till(act, session_id, typed, reason)

    def said(self, result: object) -> str:
        return "" if self._closing else translate(mark("The till is open."))

    def saved(self, result: object) -> None:
        if self._closing and isinstance(result, UUID):
            desk, parent, paper_id = self._desk, self.parentWidget(), result
            desk.tell(
                translate(mark("The till is closed.")),
                (translate(mark("Closing report")), lambda: show_paper(desk, parent, paper_id)),
            )
        self._then()


class ClosedTillError(DeskError):
    def __init__(self) -> None:
        super().__init__(mark("The till is not open: there is nothing to close."))
