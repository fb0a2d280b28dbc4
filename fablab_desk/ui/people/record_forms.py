"""The forms about one record, and what takes them back. Opened late, from the menus of the tab."""

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from fablab_desk.i18n import mark
from fablab_desk.people.kinds import PartyKind
from fablab_desk.ui.actions import action

if TYPE_CHECKING:
    from fablab_desk.ui.people.tab import PeopleTab


class RecordForms(QObject):
    """Its acts join the menus of the tab."""

    rights_asked = Signal(object, str)  # the key and the name of whose certifications are wanted

    def __init__(self, tab: "PeopleTab") -> None:
        super().__init__(tab)
        self._tab, self._desk = tab, tab.desk
        self.household_action = action(
            tab, mark("&Household and payer…"), self._household, icon="household"
        )
        self.guardian_action = action(tab, mark("&Guardian…"), self._guardian, icon="child")
        self.contact_action = action(tab, mark("C&ontact…"), self._contact, icon="person-add")
        self.consent_action = action(tab, mark("Co&nsent…"), self._consent, icon="consent")
        self.give_card_action = action(tab, mark("Give a car&d…"), self._give_card, icon="card")
        self.card_back_action = action(
            tab, mark("Take the car&d back"), self._take_card_back, icon="card"
        )
        self.rights_action = action(
            tab,
            mark("Certi&fications…"),
            self._rights,
            icon="certificate",
            hint=mark("On which machines they may work, and what is missing"),
        )
        self.alert_action = action(tab, mark("Pin an a&lert…"), self._alert, icon="pin")
        self.photo_action = action(tab, mark("&Photo…"), self._photo, icon="camera")
        self.drop_photo_action = action(
            tab, mark("Remove the &photo"), self._drop_photo, icon="camera"
        )

    def update(self) -> None:
        row, card = self._tab.chosen(), self._tab.card
        person = row is not None and row.kind is PartyKind.PERSON
        known = row is not None and row.archived_on is None and card is not None
        minor = row is not None and person and row.is_minor_on(self._desk.today())
        self.household_action.setVisible(person)
        self.guardian_action.setVisible(minor)
        self.contact_action.setVisible(row is not None and not person)
        self.consent_action.setVisible(person)
        self.card_back_action.setVisible(bool(card and card.record.draft.card))
        self.rights_action.setVisible(person)
        self.photo_action.setVisible(person)
        self.drop_photo_action.setVisible(bool(card and card.record.photo))
        for act in (
            *(self.household_action, self.guardian_action, self.contact_action),
            *(self.consent_action, self.alert_action, self.rights_action),
            *(self.give_card_action, self.card_back_action),
            *(self.photo_action, self.drop_photo_action),
        ):
            act.setEnabled(known)

    def _rights(self) -> None:
        if row := self._tab.chosen():
            self.rights_asked.emit(row.id, row.name)

    def _household(self) -> None:
        from fablab_desk.ui.people.family import HouseholdDialog

        if card := self._tab.card:
            HouseholdDialog(self._desk, self._tab, card.record).open()

    def _guardian(self) -> None:
        from fablab_desk.ui.people.family import GuardianDialog

        if card := self._tab.card:
            GuardianDialog(self._desk, self._tab, card.record).open()

    def _contact(self) -> None:
        from fablab_desk.ui.people.pinned import ContactDialog

        if card := self._tab.card:
            ContactDialog(self._desk, self._tab, card.record).open()

    def _consent(self) -> None:
        """With the wording of what the lab asks about pictures."""
        from fablab_desk.people.piece_queries import ImagePaper, load_image_paper
        from fablab_desk.ui.people.consent import ConsentDialog

        card, day = self._tab.card, self._desk.today()
        if card is None:
            return
        record = card.record

        def show(paper: ImagePaper) -> None:
            ConsentDialog(self._desk, self._tab, record, paper).open()

        read = partial(load_image_paper, day=day, minor=record.is_minor)
        self._desk.ask(read, show, self._tab, "image paper")

    def _give_card(self) -> None:
        from fablab_desk.ui.people.pinned import CardDialog

        if card := self._tab.card:
            CardDialog(self._desk, self._tab, card.record).open()

    def _take_card_back(self) -> None:
        if card := self._tab.card:
            self._tab.acts.take_card_back(card.record)

    def _alert(self) -> None:
        from fablab_desk.ui.people.pinned import AlertDialog

        if card := self._tab.card:
            AlertDialog(self._desk, self._tab, card.record).open()

    def _photo(self) -> None:
        from fablab_desk.ui.people.photo import choose_photo

        if card := self._tab.card:
            choose_photo(self._desk, self._tab, card.record)

    def _drop_photo(self) -> None:
        from fablab_desk.ui.people.photo import drop_photo

        if card := self._tab.card:
            drop_photo(self._desk, self._tab, card.record)
