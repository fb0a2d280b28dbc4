"""The sentence without which an act is not done."""

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from fablab_desk.errors import DeskError, Problems
from fablab_desk.i18n import mark
from fablab_desk.staff.act import Act
from fablab_desk.ui.desk import Desk
from fablab_desk.ui.fields import LineField
from fablab_desk.ui.forms import FormDialog
from fablab_desk.ui.undo import Undo


class NoReasonError(DeskError):
    def __init__(self) -> None:
        super().__init__(mark("Say why: the reason stays in the journal."))


class ReasonDialog(FormDialog):
    """`call` is given the reason; the button and the title say what it does."""

    def __init__(
        self,
        desk: Desk,
        parent: QWidget | None,
        verb: str,
        question: str,
        call: Callable[[Act, str], object],
        said: str,
        inverse: Callable[[Act], object] | None = None,
    ) -> None:
        """`verb` is a msgid; `question` and `said`, what is told once it is done, are texts."""
        super().__init__(desk, parent, verb, verb)
        self._call, self._said, self._inverse = call, said, inverse
        self.add_note(question)
        self.reason = self.add_field("reason", mark("Reason"), LineField(), required=True)

    def check(self) -> None:
        if not self.reason.value():
            raise Problems([("reason", NoReasonError())])

    def act(self) -> Callable[[Act], object]:
        call, reason = self._call, self.reason.value()
        return lambda act: call(act, reason)

    def undo(self, result: object) -> Undo | None:
        return Undo(self._said, self._inverse) if self._inverse else None

    def said(self, result: object) -> str:
        return self._said
