"""Whom something is for: the record chosen in the list, or everybody the list shows."""

from dataclasses import dataclass

from PySide6.QtWidgets import QFormLayout, QWidget

from fablab_desk.db.listing import Listing
from fablab_desk.i18n import mark, translate, translate_many
from fablab_desk.overview.member_row import MemberRow
from fablab_desk.overview.whom import meant
from fablab_desk.ui.cards import Label
from fablab_desk.ui.desk import Desk
from fablab_desk.ui.fields import ChoiceField, describe
from fablab_desk.ui.form_body import caption_of
from fablab_desk.ui.forms import PlainDialog

MOST = 1000  # papers drawn at once


@dataclass(frozen=True)
class Shown:
    """What the list of members shows when something is asked of it."""

    listing: Listing[MemberRow]
    chosen: MemberRow | None


class WhomDialog(PlainDialog):
    """Whom it is for, what that comes to in a sentence, and one verb."""

    WIDTH, HEIGHT = 520, 260

    def __init__(
        self,
        desk: Desk,
        parent: QWidget | None,
        title: str,
        verb: str,
        shown: Shown,
        *,
        begin_with_all: bool = False,
    ) -> None:
        """The title and the verb are msgids."""
        super().__init__(parent, translate(title))
        self._desk = desk
        self._shown = shown
        self.form = QFormLayout()
        self.form.setHorizontalSpacing(16)
        self.form.setVerticalSpacing(8)
        self.said = Label("", "muted", wrap=True)
        self.whom = ChoiceField[bool]([(True, translate(mark("Everybody in the list shown")))])
        if shown.chosen:
            name = f"{shown.chosen.name} · {shown.chosen.shown_number}"
            self.whom.set_choices([(False, name), (True, self.whom.itemText(0))])
            self.whom.set_value(begin_with_all)
        self.add_row(mark("For"), self.whom)
        self.body.addLayout(self.form)
        self.body.addWidget(self.said)
        self.body.addStretch()
        self.verb = self.add_button(verb, self.go, primary=True)
        self.verb.setEnabled(False)
        self.whom.changed.connect(self.look)
        self.fit(self.WIDTH, self.HEIGHT)

    def add_row(self, label: str, field: QWidget) -> None:
        text = translate(label)
        field.setAccessibleName(text)
        describe(field)
        self.form.addRow(caption_of(text, field), field)

    def listing(self) -> Listing[MemberRow]:
        """Those meant, the archived ones left out."""
        chosen = None if self.whom.value() else self._shown.chosen
        return meant(self._shown.listing, chosen.id if chosen else None)

    def look(self) -> None:
        """Ask what it comes to; called when it opens and at each change."""
        raise NotImplementedError

    def go(self) -> None:
        """The verb was pressed."""
        raise NotImplementedError

    def open(self) -> None:
        super().open()
        self.whom.setFocus()
        self.look()


def too_many(count: int) -> str:
    """What is said where more are meant than are drawn at once; nothing otherwise."""
    if count <= MOST:
        return ""
    said = mark("{count} people are too many at once. Narrow the list to {most} at most.")
    return translate(said).format(count=count, most=MOST)


def count_people(count: int) -> str:
    return translate_many("{n} person", "{n} people", count)
