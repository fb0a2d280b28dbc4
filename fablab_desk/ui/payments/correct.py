"""Writing the opposite of a cashing, with its reason; a closed till is counted on the way."""

from collections.abc import Callable
from decimal import Decimal
from uuid import UUID

from PySide6.QtWidgets import QWidget

from fablab_desk.errors import DeskError
from fablab_desk.i18n import current, mark, say, translate
from fablab_desk.keys import new_key
from fablab_desk.money import format_amount
from fablab_desk.payments.drafts import Opening, TypedCount
from fablab_desk.payments.errors import ClosedTillError, OpenTillError
from fablab_desk.payments.service import correct_cashing
from fablab_desk.staff.act import Act
from fablab_desk.ui.desk import Desk
from fablab_desk.ui.payments.count import CountDialog, HandOver
from fablab_desk.ui.reason import ReasonDialog

QUESTION = mark("Why is {amount} taken back? What it paid will be owed again. It cannot be undone.")


class CorrectDialog(ReasonDialog):
    def __init__(self, desk: Desk, parent: QWidget, cashing_id: UUID, total: Decimal) -> None:
        self._opposite_id, self._cashing_id = new_key(), cashing_id
        self._counted: TypedCount | None = None
        super().__init__(
            desk,
            parent,
            mark("Write the opposite"),
            translate(QUESTION).format(amount=format_amount(total, current())),
            self._opposite(None),
            translate(mark("The opposite is written.")),
        )

    def _opposite(self, opening: Opening | None) -> Callable[[Act, str], None]:
        key, cashing_id = self._opposite_id, self._cashing_id
        return lambda act, reason: correct_cashing(act, key, cashing_id, reason, opening=opening)

    def _refused(self, refusal: DeskError) -> None:
        if isinstance(refusal, ClosedTillError):  # nothing else stands in the way
            self._be_free()
            self._show([])
            self._count(refusal)
            return
        if isinstance(refusal, OpenTillError):
            self._call = self._opposite(None)
        super()._refused(refusal)

    def _count(self, refusal: ClosedTillError) -> None:
        opening = HandOver(
            self._open_with_count,
            mark("Open the till, write the opposite"),
            self._counted,
            refusal.till_id,
            say(refusal),
        )
        CountDialog(self._desk, self, closing=False, hand_over=opening).open_when_read()

    def _open_with_count(self, count: TypedCount) -> None:
        """The till is opened in the same act as its money is given back."""
        self._counted = count
        self._call = self._opposite(Opening(session_id=new_key(), count=count))
        self.accept()
