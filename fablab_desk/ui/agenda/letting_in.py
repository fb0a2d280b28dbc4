"""Writing who comes while the next is typed already; each refusal names whom it is about."""

from collections.abc import Callable
from datetime import date
from functools import partial
from uuid import UUID

from PySide6.QtCore import QObject, Signal

from fablab_desk.agenda.drafts import HeadCountDraft
from fablab_desk.agenda.kinds import ArrivalRole
from fablab_desk.agenda.recording import CheckedIn
from fablab_desk.agenda.service import check_in, count_heads, restore_arrivals, withdraw_arrivals
from fablab_desk.errors import DeskError, Problems
from fablab_desk.i18n import mark, say, translate, translate_many
from fablab_desk.keys import new_key
from fablab_desk.staff.act import Act
from fablab_desk.ui.desk import Desk
from fablab_desk.ui.undo import Undo


class LettingIn(QObject):
    counted = Signal(object, object)  # a CheckedIn; the key of the person, if it is one
    refused = Signal(str)  # the sentence
    settled = Signal()  # each of them, however it ended

    def __init__(self, desk: Desk, parent: QObject) -> None:
        super().__init__(parent)
        self._desk = desk
        self.under_way = 0

    def person(
        self,
        key: UUID,
        name: str,
        role: ArrivalRole,
        day: date | None,
        arrival_id: UUID | None = None,
    ) -> None:
        """`day` None is today; `name` is for a refusal. The list follows the arrivals' own keys."""
        arrival_id = arrival_id or new_key()
        self._do(lambda act: check_in(act, arrival_id, key, role, day), name, key)

    def heads(self, draft: HeadCountDraft, typed: str, day: date | None) -> None:
        arrival_id = new_key()
        self._do(lambda act: count_heads(act, arrival_id, draft, day), typed)

    def withdraw(self, arrival_id: UUID, name: str) -> None:
        said = translate(mark("Withdrawn from the list: {name}")).format(name=name)
        self._desk.do(
            lambda act: withdraw_arrivals(act, [arrival_id]),
            lambda _none: None,
            self,
            undo=lambda _none: Undo(said, lambda act: restore_arrivals(act, [arrival_id])),
        )

    def _do(
        self, call: Callable[[Act], CheckedIn], name: str, person_id: UUID | None = None
    ) -> None:
        self.under_way += 1
        self._desk.do(
            call,
            partial(self._done, person_id),
            self,
            refused=partial(self._refuse, name),
            failed=self._settle,
            undo=_undo,
        )

    def _done(self, person_id: UUID | None, result: CheckedIn) -> None:
        self._settle()
        self.counted.emit(result, person_id)

    def _refuse(self, name: str, refusal: DeskError) -> None:
        self._settle()
        found = [one for _, one in refusal.found] if isinstance(refusal, Problems) else [refusal]
        said = translate(mark("{name} is not counted: {why}"))
        self.refused.emit(said.format(name=name, why=" ".join(say(one) for one in found)))

    def _settle(self) -> None:
        self.under_way -= 1
        self.settled.emit()


def _undo(result: CheckedIn) -> Undo | None:
    """Whoever was counted before is not taken away by taking back the second time."""
    if result.again:
        return None
    if result.name:
        first, again = mark("{name} is here, for the first time."), mark("{name} is here.")
        said = translate(first if result.first else again).format(name=result.name)
    else:
        said = translate_many("{n} person counted.", "{n} people counted.", result.heads)
    return Undo(said, lambda act: withdraw_arrivals(act, [result.arrival_id]))
