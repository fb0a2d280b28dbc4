"""What goes out to the people of the list: cards, mails, letters. Opened late, from its menu."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from fablab_desk.i18n import mark
from fablab_desk.ui.actions import action

if TYPE_CHECKING:
    from fablab_desk.ui.people.tab import PeopleTab
    from fablab_desk.ui.people.whom import Shown


class Sending(QObject):
    """Its acts join the menu of the tab."""

    def __init__(self, tab: "PeopleTab") -> None:
        super().__init__(tab)
        self._tab = tab
        self.cards_action = action(
            tab,
            mark("Member ca&rds…"),
            self._cards,
            icon="card",
            loads="people.member_cards",
            words=mark("badges print sheet"),
        )
        self.mailing_action = action(
            tab,
            mark("Mailing &list…"),
            self._mailing,
            icon="mail",
            loads="people.mailing",
            words=mark("newsletter e-mails consent addresses"),
        )
        self.letters_action = action(
            tab,
            mark("&Letter…"),
            self._letters,
            icon="paper",
            loads="people.letters",
            words=mark("mail merge mailing post"),
        )
        self.mail_action = action(
            tab, mark("Prepare an e-&mail…"), self._mail, icon="mail", loads="people.write_mail"
        )

    def _cards(self) -> None:
        from fablab_desk.ui.people.member_cards import CardsDialog

        if shown := self._shown():
            CardsDialog(self._tab.desk, self._tab, shown).open()

    def _mailing(self) -> None:
        from fablab_desk.ui.people.mailing import MailingDialog

        if shown := self._shown():
            MailingDialog(self._tab.desk, self._tab, shown).open()

    def _letters(self) -> None:
        from fablab_desk.ui.people.letters import LettersDialog

        if shown := self._shown():
            LettersDialog(self._tab.desk, self._tab, shown).open()

    def _mail(self) -> None:
        from fablab_desk.ui.people.write_mail import open_mail

        if row := self._tab.chosen():
            open_mail(self._tab.desk, self._tab, row.id)

    def _shown(self) -> "Shown | None":
        from fablab_desk.db.listing import Listing
        from fablab_desk.ui.people.whom import Shown

        listing = self._tab.table.shown_listing()
        return Shown(listing, self._tab.chosen()) if isinstance(listing, Listing) else None
