"""A person erased at their request: told beforehand, confirmed by a word typed."""

from collections.abc import Callable
from uuid import UUID

from PySide6.QtWidgets import QWidget

from fablab_desk.care.erasure import ErasurePreview, show_erasure
from fablab_desk.care.merge_words import moves_told
from fablab_desk.care.personal_tables import Fate
from fablab_desk.care.service_personal import erase_person
from fablab_desk.clock import format_day
from fablab_desk.db.database import Query
from fablab_desk.i18n import current, mark, say, translate, translate_many
from fablab_desk.staff.act import Act
from fablab_desk.ui.desk import Desk
from fablab_desk.ui.fields import LineField
from fablab_desk.ui.forms import FormDialog
from fablab_desk.ui.icons import Ink
from fablab_desk.ui.problem import Remark

LISTED = " · "
BLANKED = mark(
    "Blanked: name, contacts, address, photo, card, notes, alert, own fields, words of search."
)


def open_erasure(
    desk: Desk, owner: QWidget, person_id: UUID, then: Callable[[], object] | None = None
) -> None:
    day, reader = desk.today(), desk.seat.account_id

    def show(preview: ErasurePreview) -> None:
        dialog = EraseDialog(desk, owner, preview)
        if then is not None:
            dialog.accepted.connect(then)
        dialog.open()

    desk.ask(lambda read: show_erasure(read, reader, person_id, day), show, owner, "erasure")


class EraseDialog(FormDialog):
    """What is blanked, what stays and until when, and what has to be settled before."""

    WIDTH = 680

    def __init__(self, desk: Desk, parent: QWidget | None, preview: ErasurePreview) -> None:
        super().__init__(desk, parent, mark("Erase a person"), verb=mark("Erase for good"))
        self._preview = preview
        self.whom = self.add_note("")
        self.hindrance = Remark("alert", Ink.WARN)
        self.add_widget(self.hindrance)
        self.notes = self.add_note("")
        self.typed = self.add_field(
            "typed", mark("Number or name, to confirm"), LineField(), required=True
        )
        self.fill(preview)

    def reread(self) -> Query[ErasurePreview]:
        key, day, reader = self._preview.id, self._desk.today(), self._desk.seat.account_id
        return lambda read: show_erasure(read, reader, key, day)

    def fill(self, known: ErasurePreview) -> None:
        self._preview = known
        self.whom.setText(f"{known.name} ({known.number})")
        self.hinders = [say(one) for one in known.hinders]
        self.hindrance.say("\n".join(self.hinders))
        self.notes.setText("\n".join(self._told()))
        self.verb.setEnabled(not self.hinders)
        self.typed.setEnabled(not self.hinders)

    def _told(self) -> list[str]:
        preview = self._preview
        said = [translate(BLANKED)]
        if goes := preview.told(Fate.BLANKED, Fate.GOES, Fate.UNTIED):
            said.append(_list(translate(mark("Goes, or says nothing any more")), goes))
        if acts := preview.acts:
            said.append(
                translate_many(
                    "The journal keeps that {n} act was done about them, and no longer what it"
                    " said; only a reason typed with it stays.",
                    "The journal keeps that {n} acts were done about them, and no longer what"
                    " they said; only the reasons typed with them stay.",
                    acts,
                )
            )
        if counted := preview.told(Fate.NAMELESS):
            stays = mark("Stays for the figures, without a name (audience, gender, town, age)")
            said.append(_list(translate(stays), counted))
        if (kept := preview.told(Fate.KEPT)) and preview.kept_until:
            until = translate(
                mark("Stays until {day}, as the accounts must be kept ten years")
            ).format(day=format_day(preview.kept_until, current()))
            said.append(_list(until, kept))
        said.append(
            translate(
                mark(
                    "It cannot be undone. Copies of the base made before still hold it until they"
                    " are thinned out: hand over the copy of all that is kept first, if it is"
                    " asked for."
                )
            )
        )
        return said

    def act(self) -> Callable[[Act], object]:
        seen, typed = self._preview, self.typed.value()
        return lambda act: erase_person(act, seen.id, typed, seen.version)

    def said(self, result: object) -> str:
        return translate(mark("{number} is erased.")).format(number=self._preview.number)


def _list(head: str, counted: list[tuple[str, int]]) -> str:
    told = LISTED.join(moves_told(counted))
    return translate(mark("{what}: {said}")).format(what=head, said=told) if told else f"{head}."
