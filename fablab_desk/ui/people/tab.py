"""The people tab: who comes to the lab or pays for it, and what can be done with the chosen one."""

from pathlib import Path
from uuid import UUID

from PySide6.QtCore import Signal

from fablab_desk.db.listing import Listing
from fablab_desk.i18n import mark, translate, translate_many
from fablab_desk.overview import card as cards
from fablab_desk.overview.card import PartyCard, load_card
from fablab_desk.overview.member_row import MemberRow
from fablab_desk.overview.members import SHOWS, count_standing, list_members
from fablab_desk.overview.papers import papers_of
from fablab_desk.people.kinds import PartyKind, PeopleFilter
from fablab_desk.ui.actions import action
from fablab_desk.ui.desk import Desk
from fablab_desk.ui.people.acts import RecordActs
from fablab_desk.ui.people.board_acts import BoardActs
from fablab_desk.ui.people.card import show_card
from fablab_desk.ui.people.columns import columns
from fablab_desk.ui.people.cover_acts import CoverActs
from fablab_desk.ui.people.head import (
    ADMIT,
    ADMIT_ORGANISATION,
    DUPLICATES,
    ENROL,
    FILTERS,
    HINT,
    IMPORT,
    IMPORTS,
    KEY,
    NEWCOMER,
    RENEW_HINT,
    SAVED,
    TAKE,
    TITLE,
)
from fablab_desk.ui.people.personal import PersonalActs
from fablab_desk.ui.people.piece_acts import PieceActs
from fablab_desk.ui.people.record_forms import RecordForms
from fablab_desk.ui.people.saved_filters import SavedFilters
from fablab_desk.ui.people.sending import Sending
from fablab_desk.ui.record import NONE_CHOSEN
from fablab_desk.ui.scaffold import Empty, ListTab


class PeopleTab(ListTab[MemberRow]):
    cash_asked = Signal(object, object)  # the keys of whoever pays, if known, and for whom

    def __init__(self, desk: Desk) -> None:
        super().__init__(
            desk,
            key=KEY,
            title=TITLE,
            columns=columns(desk.today),
            hint=HINT,
            filters=FILTERS,
            empty=Empty("people", mark("Everybody who comes to the lab stands here.")),
            shows=SHOWS,
        )
        self.acts = RecordActs(desk, self)
        self.card: PartyCard | None = None
        self._shown: UUID | None = None
        self.saved = SavedFilters(self)
        self._declare_actions()
        self.follow(desk, SHOWS, self._count)
        self.follow(desk, cards.SHOWS, lambda: self.show_record(self.chosen()))
        self._count()
        self.start()

    def _declare_actions(self) -> None:
        self.admit_action = action(
            self, ADMIT, self._admit, "Ctrl+N", icon="person-add", words=NEWCOMER
        )
        self.admit_organisation_action = action(
            self, ADMIT_ORGANISATION, self._admit_organisation, icon="organisation"
        )
        self.enrol_action = action(self, ENROL, self._enrol, "Ctrl+M", icon="membership")
        self.cash_action = action(self, TAKE, self._cash, "Ctrl+E", icon="cash")
        self.charge_action = action(
            self, mark("Add something o&wed…"), self._charge, "Ctrl+D", icon="price"
        )
        self.correct_action = action(self, mark("&Correct…"), self._correct, "F2", icon="edit")
        self.attest_action = action(
            self, mark("&Attestation"), self._attest, "Ctrl+P", icon="certificate"
        )
        self.presence_action = action(
            self,
            mark("Attestation of prese&nce…"),
            self._attest_presence,
            icon="certificate",
            loads="people.presence",
        )
        self.papers_action = action(self, mark("&Issued papers…"), self._papers, icon="paper")
        self.archive_action = action(self, mark("A&rchive"), self._archive, icon="archive")
        self.return_action = action(self, mark("Bring &back"), self._return, icon="undo")
        self.merge_action = action(
            self, mark("&Merge with…"), self._merge, icon="merge", loads="people.merge"
        )
        self.duplicates_action = action(
            self, DUPLICATES, self._duplicates, icon="merge", loads="people.duplicates"
        )
        self.import_action = action(
            self,
            IMPORT,
            self._import,
            icon="import",
            loads="people.take_in",
            hint=mark("A list of members, of any program: nothing is written before its preview"),
        )
        self.imports_action = action(
            self, IMPORTS, self._imports, icon="import", loads="people.past_imports"
        )
        self.visits_action = action(
            self,
            mark("Import &first visits…"),
            self._import_visits,
            icon="import",
            loads="people.list_import",
            hint=mark("The day people on file first came: nobody is enrolled"),
        )
        self.renew_action = action(
            self,
            mark("Rene&w memberships…"),
            self._renew,
            icon="membership",
            hint=RENEW_HINT,
            loads="people.renewal",
            words=mark("call for fees letters"),
        )
        self.forms, self.pieces, self.board = RecordForms(self), PieceActs(self), BoardActs(self)
        self.covers, self.sending = CoverActs(self), Sending(self)
        self.personal = PersonalActs(self)
        self.add_secondary(self.import_action)
        self.add_primary(self.admit_action)
        self.add_record_action(self.enrol_action)
        self.add_record_action(self.cash_action)
        self._group_row_acts()
        self._group_list_acts()

    def _group_row_acts(self) -> None:
        """The most used first, then those of one kind together."""
        forms, pieces = self.forms, self.pieces
        self.add_row_action(self.charge_action)
        for act in (self.correct_action, forms.rights_action, forms.alert_action):
            self.add_row_action(act)
        self.add_row_group(
            mark("&Family, contacts, cover"),
            "household",
            *(forms.household_action, forms.guardian_action, forms.contact_action),
            *(self.covers.cover_action, self.covers.name_action),
        )
        self.add_row_group(
            mark("P&ieces and agreements"),
            "checks",
            *(pieces.note_action, pieces.print_action),
            *(pieces.answer_action, forms.consent_action),
        )
        self.add_row_group(
            mark("Card and p&hoto"),
            "card",
            *(forms.give_card_action, forms.card_back_action),
            *(forms.photo_action, forms.drop_photo_action),
        )
        self.add_row_group(
            mark("Papers and e-&mails"),
            "paper",
            *(self.attest_action, self.presence_action),
            *(self.papers_action, self.sending.mail_action),
        )
        self.personal.join()
        self.divide_row_actions()
        for act in (self.merge_action, self.archive_action, self.return_action):
            self.add_row_action(act)

    def _group_list_acts(self) -> None:
        sending, pieces = self.sending, self.pieces
        for group in (
            (sending.cards_action, sending.mailing_action, sending.letters_action),
            (pieces.batch_action, pieces.no_photo_action),
            (self.renew_action, self.board.decide_action, self.board.categories_action),
            (self.admit_organisation_action,),
            (self.duplicates_action, self.visits_action, self.imports_action),
        ):
            self.more.acts.addSeparator()
            for act in group:
                self.add_more(act)

    def listing_for(self, text: str, chosen_filter: str) -> Listing[MemberRow]:
        if chosen_filter == SAVED:
            return self.saved.listing(text)
        return list_members(PeopleFilter(chosen_filter), self.desk.today(), text)

    def show_record(self, row: MemberRow | None) -> None:
        if row is None:
            self.card = self._shown = None
            self.record.show_empty(translate(NONE_CHOSEN))
            return
        key, day, attachments = row.id, self.desk.today(), self.desk.database.attachments
        if key != self._shown:
            self.card = None
        self._shown = key

        self.desk.ask(
            lambda session: load_card(session, key, day, attachments),
            self._show,
            self,
            "card",
            patient=True,
        )

    def update_actions(self) -> None:
        row, card = self.chosen(), self.card
        present = row is not None and row.archived_on is None
        known = present and card is not None
        self.enrol_action.setEnabled(present)
        self.charge_action.setEnabled(known)
        self.correct_action.setEnabled(known)
        self.attest_action.setEnabled(row is not None and row.member_until is not None)
        self.papers_action.setEnabled(row is not None)
        self.presence_action.setEnabled(row is not None and row.kind is PartyKind.PERSON)
        self.merge_action.setEnabled(present)
        for acts in (self.forms, self.pieces, self.covers, self.personal):
            acts.update()
        self.archive_action.setVisible(present)
        self.return_action.setVisible(row is not None and not present)

    def activate(self, row: MemberRow) -> None:
        self.correct_action.trigger()

    def open_payment(self, cashing_id: UUID) -> None:
        """Where the card's line of a payment leads."""
        self.desk.open("payments", cashing_id)

    def _show(self, card: PartyCard) -> None:
        if card.record.id != self._shown:
            return
        self.card = card
        show_card(self.record, card, self)
        self.update_actions()

    def _admit(self) -> None:
        from fablab_desk.ui.people.person import PersonDialog

        dialog = PersonDialog(self.desk, self, typed=self.search.text())
        dialog.admitted.connect(self._stand_on_new)
        dialog.open()

    def _admit_organisation(self) -> None:
        from fablab_desk.ui.people.organisation import OrganisationDialog

        dialog = OrganisationDialog(self.desk, self)
        dialog.admitted.connect(self._stand_on_new)
        dialog.open()

    def _stand_on_new(self, key: UUID, then_enrol: bool) -> None:
        self.open_record(key)
        if then_enrol:
            self._open_enrolment(key)

    def _correct(self) -> None:
        from fablab_desk.ui.people.organisation import OrganisationDialog
        from fablab_desk.ui.people.person import PersonDialog

        if self.card is None:
            return
        make = PersonDialog if self.card.record.kind is PartyKind.PERSON else OrganisationDialog
        make(self.desk, self, self.card.record).open()

    def _enrol(self) -> None:
        if row := self.chosen():
            self._open_enrolment(row.id)

    def _open_enrolment(self, key: UUID) -> None:
        from fablab_desk.ui.people.enrol import open_enrolment

        open_enrolment(self.desk, self, key, self._enrolled)

    def _enrolled(self, payer_id: UUID, take_money: bool) -> None:
        if take_money:
            self.cash_asked.emit(payer_id, None)

    def _cash(self) -> None:
        """From whoever is chosen, who may have left and still owe, or from a passing customer."""
        row = self.chosen()
        if row is None:
            self.cash_asked.emit(None, None)
            return
        from fablab_desk.overview.counter import whom_to_cash

        key = row.id  # its card may not be there yet
        day = self.desk.today()
        self.desk.ask(
            lambda read: whom_to_cash(read, key, day),
            lambda found: self.cash_asked.emit(*found),
            self,
            "payer",
        )

    def _charge(self) -> None:
        from fablab_desk.ui.people.charge import ChargeDialog

        if self.card:
            dialog = ChargeDialog(self.desk, self, self.card.record.id)
            dialog.charged.connect(self._enrolled)
            dialog.open_when_read()

    def _attest(self) -> None:
        from fablab_desk.ui.people.attest import show_attestation

        if row := self.chosen():
            show_attestation(self.desk, self, row.id)

    def _attest_presence(self) -> None:
        from fablab_desk.ui.people.presence import PresenceDialog

        if row := self.chosen():
            PresenceDialog(self.desk, self, row.id, row.name).open()

    def _papers(self) -> None:
        from fablab_desk.ui.papers.issued import PapersDialog

        if row := self.chosen():
            PapersDialog(self.desk, self, papers_of(row.id), row.name).open()

    def _merge(self) -> None:
        from fablab_desk.ui.people.merge import merge_with_another

        if row := self.chosen():
            merge_with_another(self.desk, self, row.id, row.name, self.open_record)

    def _duplicates(self) -> None:
        from fablab_desk.ui.people.duplicates import DuplicatesDialog

        DuplicatesDialog(self.desk, self).open()

    def _archive(self) -> None:
        if row := self.chosen():
            self.acts.archive(row.id, row.name)

    def _return(self) -> None:
        if row := self.chosen():
            self.acts.bring_back(row.id, row.name)

    def _export(self) -> None:
        from fablab_desk.ui.people.leave import export_members

        if isinstance(listing := self.table.shown_listing(), Listing):
            export_members(self.desk, self, listing)

    def _import(self) -> None:
        from fablab_desk.ui.people.choosing_table import choose_table
        from fablab_desk.ui.people.take_in import TITLE

        choose_table(self.desk, self, TITLE, self._take_in)

    def _import_visits(self) -> None:
        from fablab_desk.care.listed import ListKind
        from fablab_desk.ui.people.list_import import import_list

        import_list(self.desk, self, ListKind.FIRST_VISITS)

    def _imports(self) -> None:
        from fablab_desk.ui.people.past_imports import PastImportsDialog

        PastImportsDialog(self.desk, self).open()

    def _renew(self) -> None:
        from fablab_desk.ui.people.renewal import RenewalDialog

        if isinstance(listing := self.table.shown_listing(), Listing):
            looked_at = self.search.text().strip() or self.pills.chosen()
            RenewalDialog(self.desk, self, listing, looked_at).open()

    def _take_in(self, path: Path) -> None:
        from fablab_desk.ui.people.take_in import TakeInDialog

        TakeInDialog(self.desk, self, path).open()

    def _count(self) -> None:
        day = self.desk.today()
        self.desk.ask(
            lambda session: count_standing(session, day),
            self._say_counts,
            self,
            "counts",
            patient=True,
        )

    def _say_counts(self, counts: tuple[int, int]) -> None:
        current, late = counts
        self.say_state(
            " · ".join(
                (
                    translate_many("{n} member up to date", "{n} members up to date", current),
                    translate_many("{n} membership to renew", "{n} memberships to renew", late),
                )
            )
        )
