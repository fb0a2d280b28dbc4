"""Keeping an article, deliveries, losses, transfers, and the inventory typed by keys."""

from collections.abc import Callable, Sequence
from decimal import Decimal
from functools import partial
from uuid import UUID

from PySide6.QtWidgets import QWidget

from fablab_desk.db.database import Query
from fablab_desk.errors import DeskError, Problems, refuse
from fablab_desk.i18n import mark, translate, translate_many
from fablab_desk.money import plain_decimal
from fablab_desk.overview.machine_record import Choices, load_choices
from fablab_desk.staff.act import Act
from fablab_desk.stock.drafts import CountLine, LevelDraft, MoveDraft
from fablab_desk.stock.errors import MovedMeanwhileError
from fablab_desk.stock.kinds import STORE_TEXTS, Store
from fablab_desk.stock.queries import LevelRow, list_levels
from fablab_desk.stock.service import (
    archive_level,
    correct_level,
    keep_article,
    move_between,
    record_count,
    record_delivery,
    record_loss,
    withdraw_count,
    withdraw_movements,
)
from fablab_desk.stock.tags import tag_of
from fablab_desk.ui.desk import Desk
from fablab_desk.ui.fields import ChoiceField, DayField, DecimalField, LineField
from fablab_desk.ui.forms import FormDialog
from fablab_desk.ui.readable import read_or
from fablab_desk.ui.undo import Undo

NONE = Decimal(0)
EURO = "\N{NO-BREAK SPACE}€"


class LevelDialog(FormDialog):
    """How an article is kept; the article itself stands in the catalogue."""

    WIDTH = 540

    def __init__(
        self,
        desk: Desk,
        parent: QWidget | None,
        articles: Choices,
        known: LevelRow | None = None,
    ) -> None:
        title = mark("Threshold and place") if known else mark("Keep an article")
        super().__init__(desk, parent, title, mark("Save") if known else mark("Keep it"))
        self._known = known
        self.article: ChoiceField[UUID] = ChoiceField(articles)
        stores = [(one, translate(text)) for one, text in STORE_TEXTS.items()]
        self.store: ChoiceField[Store] = ChoiceField(stores)
        if known:
            self.add_note(f"{known.label} · {translate(STORE_TEXTS[known.store])}")
        else:
            self.add_field("article_id", mark("Article"), self.article, required=True)
            self.add_field("store", mark("Stock"), self.store)
        self.threshold = self.add_field("threshold", mark("Threshold"), DecimalField())
        self.add_help("threshold", translate(mark("Told when there is no more than this")))
        self.place = self.add_field("place", mark("Place"), LineField(mark("Shelf, drawer…")))
        self.supplier = self.add_field("supplier", mark("Supplier"), LineField())
        self.reference = self.add_field(
            "supplier_reference", mark("Supplier’s reference"), LineField()
        )
        if known:
            self.fill(known)

    def reread(self) -> Query[LevelRow | None] | None:
        if self._known is None:
            return None
        key = self._known.id
        return lambda session: next((row for row in list_levels(session) if row.id == key), None)

    def fill(self, known: LevelRow) -> None:
        self._known = known
        self.threshold.set_value(known.threshold)
        self.place.set_value(known.place)
        self.supplier.set_value(known.supplier)
        self.reference.set_value(known.supplier_reference)

    def draft(self) -> LevelDraft:
        known = self._known
        return LevelDraft(
            article_id=known.article_id if known else self.article.value(),
            store=known.store if known else self.store.value(),
            threshold=read_or(self.threshold, None),
            place=self.place.value(),
            supplier=self.supplier.value(),
            supplier_reference=self.reference.value(),
        )

    def check(self) -> None:
        refuse(self.draft().checked()[1])

    def act(self) -> Callable[[Act], object]:
        key, draft, known = self.key, self.draft(), self._known
        if known:
            return lambda act: correct_level(act, known.id, draft, known.version)
        return lambda act: keep_article(act, key, draft)

    def undo(self, result: object) -> Undo | None:
        if self._known:
            return None
        said = translate(mark("{article} is kept; enter what is there by a delivery or a count."))
        text = said.format(article=self.article.currentText())
        return Undo(text, partial(archive_level, level_id=self.key))

    def said(self, result: object) -> str:
        return translate(mark("It is changed."))


class _Movement(FormDialog):
    """A quantity, a day and a word about it."""

    WIDTH = 500

    def __init__(
        self, desk: Desk, parent: QWidget | None, row: LevelRow, title: str, verb: str
    ) -> None:
        super().__init__(desk, parent, title, verb)
        self._row = row
        there = translate(mark("{label}: {left} {unit} there"))
        left = plain_decimal(row.quantity)
        self.add_note(there.format(label=row.label, left=left, unit=row.unit))
        unit = f"\N{NO-BREAK SPACE}{row.unit}" if row.unit else ""
        self.quantity = self.add_field(
            "quantity", mark("Quantity"), DecimalField(0, unit), required=True
        )

    def add_rest(self) -> None:
        self.day = self.add_field("day", mark("Day"), DayField(self._desk.today))
        self.day.set_value(self._desk.today())
        self.note = self.add_field("note", mark("Note"), LineField())

    def draft(self) -> MoveDraft:
        return MoveDraft(
            quantity=read_or(self.quantity, NONE),
            day=read_or(self.day, None),
            note=self.note.value(),
        )

    def undo(self, result: object) -> Undo:
        said = translate(mark("{label}: {quantity} noted."))
        text = said.format(label=self._row.label, quantity=plain_decimal(self.draft().quantity))
        return Undo(text, partial(withdraw_movements, movement_id=self.key))


class DeliveryDialog(_Movement):
    def __init__(self, desk: Desk, parent: QWidget | None, row: LevelRow) -> None:
        super().__init__(desk, parent, row, mark("Delivery"), mark("Note the delivery"))
        self.cost = self.add_field("unit_cost", mark("Cost of one"), DecimalField(2, EURO))
        if row.unit_cost:
            self.cost.set_value(row.unit_cost.normalize())
        self.add_rest()

    def draft(self) -> MoveDraft:
        return MoveDraft(
            quantity=read_or(self.quantity, NONE),
            unit_cost=read_or(self.cost, None),
            day=read_or(self.day, None),
            note=self.note.value(),
        )

    def check(self) -> None:
        refuse(self.draft().problems(self._desk.today()))

    def act(self) -> Callable[[Act], object]:
        key, level, draft = self.key, self._row.id, self.draft()
        return lambda act: record_delivery(act, key, level, draft)


class LossDialog(_Movement):
    def __init__(self, desk: Desk, parent: QWidget | None, row: LevelRow) -> None:
        super().__init__(desk, parent, row, mark("Loss"), mark("Note the loss"))
        self.add_rest()

    def check(self) -> None:
        refuse(self.draft().problems(self._desk.today(), worded=True))

    def act(self) -> Callable[[Act], object]:
        key, level, draft = self.key, self._row.id, self.draft()
        return lambda act: record_loss(act, key, level, draft)


class MoveDialog(_Movement):
    def __init__(self, desk: Desk, parent: QWidget | None, row: LevelRow) -> None:
        super().__init__(desk, parent, row, mark("Move to the other stock"), mark("Move it"))
        self._to = Store.SALE if row.store is Store.LAB else Store.LAB
        self.add_rest()

    def check(self) -> None:
        refuse(self.draft().problems(self._desk.today()))

    def act(self) -> Callable[[Act], object]:
        key, level, draft, to = self.key, self._row.id, self.draft(), self._to
        return lambda act: move_between(act, key, level, to, draft)


class CountDialog(FormDialog):
    """What lies there is typed, not what should: Enter goes down, a blank line is not counted."""

    WIDTH = 560

    def __init__(
        self, desk: Desk, parent: QWidget | None, store: Store, rows: Sequence[LevelRow]
    ) -> None:
        super().__init__(desk, parent, mark("Inventory"), mark("Note the inventory"))
        self._store, self._rows_ = store, rows
        self.add_note(
            translate(mark("{stock}: type what is found; leave blank what is not counted")).format(
                stock=translate(STORE_TEXTS[store])
            )
        )
        self.found: list[DecimalField] = []
        for place, row in enumerate(rows):
            field = DecimalField(0, f"\N{NO-BREAK SPACE}{row.unit}" if row.unit else "")
            self.add_field(f"{place}.found", row.label, field)
            if row.place:
                self.add_help(f"{place}.found", row.place)
            self.found.append(field)
        self.note = self.add_field("note", mark("Note"), LineField())

    def take_scan(self, code: str) -> None:
        """A label of the shelves leads to its article's line."""
        tags = (tag_of(row.article_id) for row in self._rows_)
        for tag, field in zip(tags, self.found, strict=True):
            if tag == code:
                field.setFocus()
                field.selectAll()
                self._scroll.ensureWidgetVisible(field)
                return
        self._desk.tell(translate(mark("Nothing that is counted here has this label.")))

    def check(self) -> None:
        if not any(field.text().strip() for field in self.found):
            refuse([("0.found", NothingCountedError())])

    def lines(self) -> list[tuple[int, CountLine]]:
        return [
            (place, CountLine(level_id=row.id, found=read_or(field, NONE), seen=row.quantity))
            for place, (row, field) in enumerate(zip(self._rows_, self.found, strict=True))
            if field.text().strip()
        ]

    def act(self) -> Callable[[Act], object]:
        key, store, note = self.key, self._store, self.note.value()
        lines = [line for _, line in self.lines()]
        return lambda act: record_count(act, key, store, lines, note)

    def _refused(self, refusal: DeskError) -> None:
        """Told in the line it is about, blank ones left out; what moved is counted once more."""
        if isinstance(refusal, Problems):
            places = [place for place, _ in self.lines()]
            named = [(name.partition("."), problem) for name, problem in refusal.found]
            refusal = Problems(
                [
                    (f"{places[int(number)]}{dot}{field}" if dot else number, problem)
                    for (number, dot, field), problem in named
                ]
            )
            if any(isinstance(problem, MovedMeanwhileError) for _, problem in named):
                self._desk.ask(list_levels, self._see, self, "count")
        super()._refused(refusal)

    def _see(self, levels: Sequence[LevelRow]) -> None:
        now = {row.id: row for row in levels}
        self._rows_ = [now.get(row.id, row) for row in self._rows_]

    def undo(self, result: object) -> Undo:
        many = result if isinstance(result, int) else 0
        text = translate_many(
            mark("The inventory is noted: {n} article differs."),
            mark("The inventory is noted: {n} articles differ."),
            many,
        )
        before = {self._rows_[place].id: self._rows_[place].counted_on for place, _ in self.lines()}
        return Undo(text, partial(withdraw_count, count_id=self.key, counted_before=before))


class NothingCountedError(DeskError):
    def __init__(self) -> None:
        super().__init__(mark("Type at least one quantity that was found."))


def open_keep(desk: Desk, parent: QWidget) -> None:
    desk.ask(
        lambda session: load_choices(session).articles,
        lambda articles: LevelDialog(desk, parent, articles).open(),
        parent,
        "articles",
    )
