"""The stock tab: what is there, what is to be ordered, and every movement."""

from decimal import Decimal
from functools import partial
from uuid import UUID

from fablab_desk.clock import format_day
from fablab_desk.db.short_list import ShortList
from fablab_desk.i18n import current, format_count, mark, translate, translate_many
from fablab_desk.money import format_amount
from fablab_desk.stock.kinds import REASON_TEXTS, STORE_TEXTS
from fablab_desk.stock.queries import (
    FILTER_TEXTS,
    SHOWS,
    LevelRow,
    MovementRow,
    list_levels,
    movements_of,
    stock_list,
)
from fablab_desk.stock.service import archive_level, restore_level
from fablab_desk.ui.actions import action
from fablab_desk.ui.cards import Item
from fablab_desk.ui.cells import TwoLines
from fablab_desk.ui.chips import Chip
from fablab_desk.ui.colours import Tone
from fablab_desk.ui.desk import Desk
from fablab_desk.ui.fields import write_decimal
from fablab_desk.ui.paging import Column
from fablab_desk.ui.scaffold import Empty, ListTab
from fablab_desk.ui.search_field import Filter
from fablab_desk.ui.stock.forms import (
    CountDialog,
    DeliveryDialog,
    LevelDialog,
    LossDialog,
    MoveDialog,
    open_keep,
)
from fablab_desk.ui.undo import Undo

PILLS = [Filter(one.value, text) for one, text in FILTER_TEXTS.items()]
LAST = 12  # movements in the panel
MINUS = "\N{MINUS SIGN}"


class StockTab(ListTab[LevelRow]):
    def __init__(self, desk: Desk) -> None:
        super().__init__(
            desk,
            key="stock",
            title=mark("Stock"),
            columns=COLUMNS,
            hint=mark("Search an article…"),
            filters=PILLS,
            empty=Empty(
                "box", mark("Material and goods that are kept, with their thresholds and costs.")
            ),
            shows=SHOWS,
        )
        self._shown: UUID | None = None
        self._declare_actions()
        self.follow(desk, SHOWS, self._read_state)
        self._read_state()
        self.start()

    def _declare_actions(self) -> None:
        self.keep_action = action(self, mark("&Keep an article…"), self._keep, "Ctrl+N", icon="add")
        self.delivery_action = action(
            self, mark("&Delivery…"), self._delivery, "Ctrl+D", icon="import"
        )
        self.loss_action = action(self, mark("&Loss…"), self._loss, icon="warn")
        self.move_action = action(
            self, mark("&Move to the other stock…"), self._move, icon="switch"
        )
        self.count_action = action(
            self,
            mark("&Inventory…"),
            self._count,
            "Ctrl+G",
            icon="checks",
            hint=mark("Count what is listed; what differs is written"),
        )
        self.correct_action = action(
            self, mark("Thres&hold, place…"), self._correct, "F2", icon="edit"
        )
        self.archive_action = action(self, mark("Keep it no &more"), self._archive, icon="archive")
        self.sheet_action = action(
            self,
            mark("S&heet to count by hand…"),
            self._print_sheet,
            icon="print",
        )
        self.labels_action = action(
            self,
            mark("La&bels…"),
            self._print_labels,
            icon="qr",
            words=mark("QR code sticker print"),
        )
        self.add_more(self.keep_action)
        self.add_more(self.sheet_action)
        self.add_more(self.labels_action)
        self.add_secondary(self.count_action)
        self.add_primary(self.delivery_action)
        self._empty.offer(self.keep_action)
        self.add_record_action(self.loss_action)
        self.add_record_action(self.correct_action)
        self.add_row_action(self.move_action)
        self.add_row_action(self.archive_action)

    def listing_for(self, text: str, chosen_filter: str) -> ShortList[LevelRow]:
        return stock_list(chosen_filter, text)

    def show_record(self, row: LevelRow | None) -> None:
        self._shown = row.id if row else None
        if row is None:
            self.record.show_empty(translate(mark("Choose an article to see its movements.")))
            return
        listing = movements_of(row.id)
        self.desk.ask(
            lambda session: listing.page(session, 0, LAST),
            partial(self._show, row),
            self,
            "movements",
        )

    def update_actions(self) -> None:
        there = self.chosen() is not None
        for act in (
            *(self.delivery_action, self.loss_action, self.move_action),
            *(self.correct_action, self.archive_action),
        ):
            act.setEnabled(there)

    def activate(self, row: LevelRow) -> None:
        self.delivery_action.trigger()

    def _show(self, row: LevelRow, movements: list[MovementRow]) -> None:
        if row.id != self._shown:
            return
        self.record.set_head(
            row.label, f"{row.code} · {translate(STORE_TEXTS[row.store])}", chip=_state(row)
        )
        counted = format_day(row.counted_on, current()) if row.counted_on else ""
        self.record.facts(
            [
                (mark("There"), said_quantity(row.quantity, row.unit)),
                (
                    mark("Threshold"),
                    said_quantity(row.threshold, row.unit) if row.threshold is not None else "",
                ),
                (mark("Mean cost"), f"{write_decimal(row.unit_cost, 2)} €"),
                (mark("Place"), row.place),
                (mark("Supplier"), f"{row.supplier} {row.supplier_reference}".strip()),
                (mark("Counted on"), counted),
            ]
        )
        self.record.section(mark("Last movements"))
        self.record.items(
            [
                Item(
                    " · ".join(
                        part
                        for part in (
                            format_day(one.day, current(), short=True),
                            translate(REASON_TEXTS[one.reason]),
                            one.note,
                        )
                        if part
                    ),
                    signed(one.quantity),
                )
                for one in movements
            ],
            translate(mark("Nothing moved yet: enter a delivery, or count.")),
        )

    def _read_state(self) -> None:
        self.desk.ask(list_levels, self._say, self, "state")

    def _say(self, rows: list[LevelRow]) -> None:
        parts = [translate_many(mark("{n} article kept"), mark("{n} articles kept"), len(rows))]
        low = sum(row.is_low for row in rows)
        if low:
            parts.append(translate_many(mark("{n} to order"), mark("{n} to order"), low))
        worth = sum((row.value for row in rows), Decimal(0))
        said = translate(mark("{amount} at cost"))
        parts.append(said.format(amount=format_amount(worth, current())))
        self.say_state(" · ".join(parts))

    def _keep(self) -> None:
        open_keep(self.desk, self)

    def _delivery(self) -> None:
        if row := self.chosen():
            DeliveryDialog(self.desk, self, row).open()

    def _loss(self) -> None:
        if row := self.chosen():
            LossDialog(self.desk, self, row).open()

    def _move(self) -> None:
        if row := self.chosen():
            MoveDialog(self.desk, self, row).open()

    def _correct(self) -> None:
        if row := self.chosen():
            LevelDialog(self.desk, self, (), row).open()

    def _count(self) -> None:
        """What is there now, whoever wrote it: it is told beside what is found."""
        row = self.chosen()

        def show(found: list[LevelRow]) -> None:
            store = row.store if row else (found[0].store if found else None)
            if store:
                rows = [one for one in found if one.store is store]
                CountDialog(self.desk, self, store, rows).open()

        self.desk.ask(list_levels, show, self, "count")

    def _print_sheet(self) -> None:
        from fablab_desk.ui.stock.papers import print_count_sheet

        print_count_sheet(self.desk, self)

    def _print_labels(self) -> None:
        from fablab_desk.ui.stock.papers import print_stock_labels

        print_stock_labels(self.desk, self)

    def _archive(self) -> None:
        if row := self.chosen():
            said = translate(mark("{article} is kept no more.")).format(article=row.label)
            self.desk.do(
                partial(archive_level, level_id=row.id),
                lambda _done: None,
                self,
                undo=lambda _done: Undo(said, partial(restore_level, level_id=row.id)),
            )


def said_quantity(quantity: Decimal, unit: str) -> str:
    """“1 234,5 g”."""
    whole, _, rest = f"{quantity:f}".partition(".")
    point = "." if current() == "en" else ","
    shown = format_count(int(whole.lstrip("-") or 0)) + (
        f"{point}{rest.rstrip('0')}" if rest.rstrip("0") else ""
    )
    sign = MINUS if quantity < 0 else ""
    return f"{sign}{shown}\N{NO-BREAK SPACE}{unit}".rstrip("\N{NO-BREAK SPACE}")


def signed(quantity: Decimal) -> str:
    return said_quantity(quantity, "") if quantity < 0 else f"+{said_quantity(quantity, '')}"


def _state(row: LevelRow) -> Chip:
    if not row.quantity:
        return Chip(translate(mark("None left")), Tone.BAD)
    if row.is_low:
        return Chip(translate(mark("To order")), Tone.WARN)
    return Chip(translate(mark("There")), Tone.OK)


COLUMNS: list[Column[LevelRow]] = [
    Column(
        mark("Article"),
        lambda row: TwoLines(row.label, f"{row.code} · {translate(STORE_TEXTS[row.store])}"),
        width=200,
        stretch=True,
        order="label",
        export=lambda row: row.label,
    ),
    Column(mark("State"), _state, width=140),
    Column(
        mark("There"),
        lambda row: said_quantity(row.quantity, row.unit),
        width=130,
        numeric=True,
        order="quantity",
        export=lambda row: row.quantity,
    ),
    Column(
        mark("Threshold"),
        lambda row: said_quantity(row.threshold, row.unit) if row.threshold is not None else "",
        width=110,
        numeric=True,
        spare=True,
        export=lambda row: row.threshold,
    ),
    Column(
        mark("Value"),
        lambda row: format_amount(row.value, current()),
        width=110,
        numeric=True,
        spare=True,
        order="value",
        export=lambda row: row.value,
    ),
    Column(mark("Place"), lambda row: row.place, width=130, spare=True, order="place"),
]
