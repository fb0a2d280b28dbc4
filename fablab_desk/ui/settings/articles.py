"""Everything that has a price, and the history of its prices."""

from fablab_desk.catalogue.kinds import NATURE_TEXTS, VAT_TEXTS, VatNature
from fablab_desk.catalogue.price_list import load_price_list
from fablab_desk.catalogue.queries import ARTICLES, ArticleRow, PriceRow, list_prices
from fablab_desk.catalogue.service import (
    archive_article,
    reinstate_price,
    remove_article,
    restore_article,
    withdraw_price,
)
from fablab_desk.clock import format_day
from fablab_desk.i18n import current, mark, translate
from fablab_desk.lab.premises_queries import list_carriers
from fablab_desk.lab.queries import AudienceRow, list_audiences
from fablab_desk.money import format_amount
from fablab_desk.ui.actions import action
from fablab_desk.ui.cells import Muted, TwoLines
from fablab_desk.ui.chips import Chip
from fablab_desk.ui.colours import Tone
from fablab_desk.ui.desk import Desk
from fablab_desk.ui.paging import Column
from fablab_desk.ui.scaffold import Empty
from fablab_desk.ui.settings.article_dialog import ArticleDialog
from fablab_desk.ui.settings.carrier_field import Carriers
from fablab_desk.ui.settings.offered import BothWays, Way, offered_chip, offering
from fablab_desk.ui.settings.page import SettingsPage
from fablab_desk.ui.settings.price_dialog import PriceDialog
from fablab_desk.ui.settings.removal import Removal
from fablab_desk.ui.settings.row_list import RowList

ABOUT = mark("What the lab sells or asks for. The price of the day of the fact is what counts.")
WITHDRAWING = Way(
    mark("&Withdraw"),
    mark("The price of “{name}” is withdrawn."),
    withdraw_price,
    "delete",
    mark("For a price recorded by mistake: it is kept to be seen"),
)
REINSTATING = Way(mark("Re&instate"), mark("The price of “{name}” counts again."), reinstate_price)


class ArticlesPage(SettingsPage):
    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, mark("Articles and prices"), ABOUT)
        self._audiences: list[AudienceRow] = []
        self.carriers: Carriers = ()
        self._article: ArticleRow | None = None
        self.list: RowList[ArticleRow] = RowList(
            desk,
            name="settings articles",
            title=mark("Articles"),
            columns=_article_columns(),
            empty=Empty("price", mark("Nothing has a price yet.")),
            two_lines=True,
        )
        self.prices: RowList[PriceRow] = RowList(
            desk,
            name="settings prices",
            title=mark("Prices"),
            columns=self._price_columns(),
            empty=Empty("price", mark("Choose an article to see what it costs.")),
        )
        self.body.addWidget(self.list, 3)
        self.body.addWidget(self.prices, 2)
        self._declare_actions()
        self.list.table.show_listing(ARTICLES.ordered("label"))

    def _declare_actions(self) -> None:
        self.add_action = action(self, mark("&New article…"), self._add, "Ctrl+N", icon="add")
        self.correct_action = action(self, mark("&Correct…"), self._correct, "F2", icon="edit")
        self.price_action = action(self, mark("New &price…"), self._price, icon="price")
        self.print_action = action(self, mark("Print the price &list…"), self._print, icon="print")
        self.add_primary(self.add_action)
        self.add_secondary(self.print_action)
        self.list.add_act(self.correct_action)
        self.offer = offering(self.desk, self, self.list, archive_article, restore_article)
        self.removal = Removal(self.desk, self, self.list, remove_article, lambda row: row.label)
        self.withdrawal = BothWays(
            self.desk,
            self,
            self.prices,
            WITHDRAWING,
            REINSTATING,
            is_away=lambda price: price.withdrawn,
            name=lambda _price: self._article.label if self._article else "",
        )
        self.prices.add_list_act(self.price_action)
        self.list.follow(self._choose, self.correct_action)
        self.prices.follow(self.update_actions)

    def read(self) -> None:
        self.desk.ask(list_audiences, self._keep_audiences, self, "audiences")
        self.desk.ask(list_carriers, self._keep_carriers, self, "carriers")
        self.list.table.reload()

    def update_actions(self) -> None:
        row = self.list.chosen()
        self.correct_action.setEnabled(row is not None)
        self.price_action.setEnabled(row is not None and row.archived_on is None)
        self.offer.update()
        self.removal.update()
        self.withdrawal.update()

    def _choose(self) -> None:
        row = self.list.chosen()
        self._article = row
        if row is None:
            self.prices.show_rows([])
        else:
            key = row.id
            self.desk.ask(lambda session: list_prices(session, key), self._show, self, "prices")
        self.update_actions()

    def _show(self, rows: list[PriceRow]) -> None:
        if self._article is not None:
            said = translate(mark("Prices of {name}")).format(name=self._article.label)
            self.prices.say_title(said)
        self.prices.nothing.say(translate(mark("It has no price yet: it cannot be sold.")), True)
        self.prices.show_rows(rows)

    def _price_columns(self) -> list[Column[PriceRow]]:
        return [
            Column(mark("From"), _day, width=110, export=lambda row: row.valid_from),
            Column(mark("For"), _audience, width=160, stretch=True),
            Column(
                mark("Price"),
                lambda row: format_amount(row.amount, current()),
                width=100,
                numeric=True,
                export=lambda row: row.amount,
            ),
            Column(mark("Taxes"), _taxes, width=90, spare=True),
            Column(mark("State"), self._state, width=120),
        ]

    def _state(self, row: PriceRow) -> Chip:
        if row.withdrawn:
            return Chip(translate(mark("Withdrawn")), Tone.GREY)
        today = self.desk.today()
        if row.valid_from > today:
            return Chip(translate(mark("To come")), Tone.INFO)
        if row.replaced_on and row.replaced_on <= today:
            return Chip(translate(mark("Replaced")), Tone.GREY)
        return Chip(translate(mark("Counts")), Tone.OK)

    def _keep_audiences(self, rows: list[AudienceRow]) -> None:
        self._audiences = rows

    def _print(self) -> None:
        from fablab_desk.ui.printing import show_page

        day, language = self.desk.today(), current()
        self.desk.ask(
            lambda session: load_price_list(session, day, language),
            lambda found: show_page(self.desk, self, lambda _progress: found[0], found[1]),
            self,
            "price list",
        )

    def _keep_carriers(self, carriers: Carriers) -> None:
        self.carriers = carriers

    def _add(self) -> None:
        ArticleDialog(self.desk, self, carriers=self.carriers).open()

    def _correct(self) -> None:
        if row := self.list.chosen():
            ArticleDialog(self.desk, self, row, self.carriers).open()

    def _price(self) -> None:
        if row := self.list.chosen():
            PriceDialog(self.desk, self, row, self._audiences).open()


def _article_columns() -> list[Column[ArticleRow]]:
    return [
        Column(
            mark("Article"),
            lambda row: TwoLines(row.label, f"{row.code} · {translate(NATURE_TEXTS[row.nature])}"),
            width=240,
            stretch=True,
            order="label",
        ),
        Column(mark("VAT"), _vat, width=310, spare=True),
        Column(mark("State"), lambda row: offered_chip(row.archived_on), width=120),
    ]


def _vat(row: ArticleRow) -> Chip | Muted:
    text = translate(VAT_TEXTS[row.vat_nature])
    return Chip(text, Tone.WARN) if row.vat_nature is VatNature.TO_QUALIFY else Muted(text)


def _day(row: PriceRow) -> str:
    return format_day(row.valid_from, current(), short=True)


def _audience(row: PriceRow) -> str:
    return row.audience or translate(mark("Everybody"))


def _taxes(row: PriceRow) -> Muted:
    return Muted(translate(mark("incl. VAT") if row.tax_included else mark("excl. VAT")))
