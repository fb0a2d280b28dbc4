"""What is done about the pieces people hand in. Opened late, from the menus of the tab."""

from typing import TYPE_CHECKING, Any
from uuid import UUID

from PySide6.QtCore import QObject

from fablab_desk.errors import DeskError
from fablab_desk.i18n import LANGUAGES, mark, translate
from fablab_desk.people.kinds import PartyKind
from fablab_desk.people.piece_standing import PieceStanding
from fablab_desk.people.service_pieces import restore_piece, withdraw_piece
from fablab_desk.ui.actions import action
from fablab_desk.ui.undo import Undo

if TYPE_CHECKING:
    from fablab_desk.documents.page import Page
    from fablab_desk.people.piece_forms import Stationery
    from fablab_desk.people.piece_queries import ImagePaper
    from fablab_desk.ui.people.tab import PeopleTab

MOST = 500  # people whose forms are printed at once


class NothingMissingError(DeskError):
    def __init__(self) -> None:
        super().__init__(mark("Nothing is missing: there is no form to print."))


class ManyFormsError(DeskError):
    def __init__(self, count: int) -> None:
        super().__init__(
            mark(
                "{count} people are too many to print for at once: {most} at most. Narrow the list."
            ),
            count=count,
            most=MOST,
        )


class PieceActs(QObject):
    """Its acts join the menus of the tab."""

    def __init__(self, tab: "PeopleTab") -> None:
        super().__init__(tab)
        self._tab, self._desk = tab, tab.desk
        self.note_action = action(tab, mark("Note a p&iece…"), self.note, icon="checks")
        self.answer_action = action(
            tab, mark("I&mage rights…"), self.answer, icon="camera", words=mark("photo consent")
        )
        self.print_action = action(tab, mark("Print the missing pieces"), self._one, icon="print")
        self.batch_action = action(
            tab,
            mark("Print the missing pieces of the list"),
            self._list,
            icon="print",
            hint=mark("A form for each piece that is missing, with what is known filled in"),
        )
        self.no_photo_action = action(
            tab,
            mark("List “No photo”"),
            self._no_photo,
            icon="camera",
            hint=mark("Whoever may not be on a picture, or on some only"),
            words=mark("image rights consent refusal"),
        )

    def update(self) -> None:
        card = self._tab.card
        present = card is not None and card.record.archived_on is None
        person = card is not None and card.record.kind is PartyKind.PERSON
        pieces = card.pieces if card else ()
        self.note_action.setEnabled(present and bool(pieces))
        self.answer_action.setVisible(person)
        self.answer_action.setEnabled(present and person)
        self.print_action.setEnabled(any(one.is_missing for one in pieces))

    def note(self, kind_id: UUID | None = None) -> None:
        from fablab_desk.ui.people.piece_dialogs import NotePieceDialog

        if card := self._tab.card:
            NotePieceDialog(self._desk, self._tab, card.record, card.pieces, kind_id).open()

    def answer(self) -> None:
        """On the wording in force of what the lab asks about pictures."""
        card, day = self._tab.card, self._desk.today()
        if card is None:
            return
        record = card.record

        def read(session: Any) -> "ImagePaper":
            from fablab_desk.people.piece_queries import load_image_paper

            return load_image_paper(session, day, minor=record.is_minor)

        def show(paper: "ImagePaper") -> None:
            from fablab_desk.ui.people.piece_dialogs import AnswersDialog

            AnswersDialog(self._desk, self._tab, record, paper).open()

        self._desk.ask(read, show, self._tab, "image paper")

    def withdraw(self, one: PieceStanding) -> None:
        key = one.piece_id
        if key is None:
            return
        said = translate(mark("“{piece}” is withdrawn.")).format(piece=one.label)
        self._desk.do(
            lambda act: withdraw_piece(act, key),
            lambda _done: None,
            self._tab,
            undo=lambda _done: Undo(said, lambda act: restore_piece(act, key)),
        )

    def print_one(self, kind_id: UUID) -> None:
        if card := self._tab.card:
            self._gather([card.record.id], kind_id)

    def _one(self) -> None:
        if card := self._tab.card:
            self._gather([card.record.id])

    def _list(self) -> None:
        """Of everybody who is listed now, as they stand."""
        from fablab_desk.ui.messages import tell

        listing = self._tab.table.shown_listing()
        if listing is None:
            return

        def read(count: int) -> None:
            if count > MOST:
                tell(self._tab, ManyFormsError(count))
                return
            self._desk.ask(
                lambda session: [row.id for row in listing.every(session)],
                self._gather,
                self._tab,
                "pieces",
            )

        self._desk.ask(listing.count, read, self._tab, "pieces")

    def _gather(self, keys: list[UUID], only: UUID | None = None) -> None:
        day = self._desk.today()

        def read(session: Any) -> "Stationery":
            from fablab_desk.people.piece_forms import gather_forms

            return gather_forms(session, keys, day, LANGUAGES[0], only)

        self._desk.ask(read, self._draw, self._tab, "forms")

    def _draw(self, found: "Stationery") -> None:
        from fablab_desk.documents.batch import draw_batch
        from fablab_desk.ui.messages import tell
        from fablab_desk.ui.preview import PaperPreview

        if not found.pages:
            tell(self._tab, NothingMissingError())
            return
        title = translate(mark("Pieces to hand in"))
        progress = self._desk.progress(translate(mark("Laying out the pages…")))

        def job() -> bytes:
            return draw_batch(
                found.pages, found.letterhead, title=title, heads=found.heads, told=progress
            )

        def show(pdf: bytes) -> None:
            PaperPreview(self._desk, self._tab, title, pdf, f"{title}.pdf").open()

        self._desk.work(job, show, self._tab, progress)

    def _no_photo(self) -> None:
        """Read beside the lists: of a big lab it is long."""
        from fablab_desk.lab.letterhead import letterhead_of
        from fablab_desk.lab.queries import load_carrier
        from fablab_desk.overview.no_photo import list_no_photo_of
        from fablab_desk.people.no_photo_paper import lay_out_no_photo
        from fablab_desk.ui.printing import show_page

        day, database = self._desk.today(), self._desk.database

        def lay_out(_progress: object) -> "Page":
            with database.reading() as session:
                rows = list_no_photo_of(session, day)
            return lay_out_no_photo(rows, day, LANGUAGES[0])

        self._desk.ask(
            lambda session: letterhead_of(session, load_carrier(session)),
            lambda letterhead: show_page(self._desk, self._tab, lay_out, letterhead),
            self._tab,
            "no photo",
        )
