"""The counter of the demo lab: fees and sales taken by every method, the till counted."""

from collections.abc import Callable
from decimal import Decimal
from random import Random
from typing import Any
from uuid import UUID

from fablab_desk.catalogue.kinds import ArticleNature
from fablab_desk.catalogue.prices import price_of
from fablab_desk.catalogue.queries import list_articles
from fablab_desk.charges.queries import list_open_charges
from fablab_desk.keys import new_key
from fablab_desk.money import CENT, ZERO
from fablab_desk.overview.counter import load_drawer
from fablab_desk.payments.counts import DENOMINATIONS
from fablab_desk.payments.drafts import CashingDraft, Part, Sale, Tick
from fablab_desk.payments.kinds import MethodKind
from fablab_desk.payments.queries import MethodRow, list_methods
from fablab_desk.payments.service import cash, correct_cashing, issue_receipt
from fablab_desk.payments.service_till import close_till, open_till
from fablab_desk.staff.act import Act

Does = Callable[[Callable[[Act], Any]], Any]
KINDS = (MethodKind.CARD, MethodKind.CARD, MethodKind.CASH, MethodKind.CHEQUE, MethodKind.ONLINE)
FLOAT = {500: 4, 200: 8, 100: 10, 50: 8, 20: 20, 10: 20}
BANKS = ("Crédit imaginaire", "Banque de l’Exemple")
UNPAID = 0.06


class Counter:
    def __init__(self, does: Does, random: Random) -> None:
        self._does = does
        self._random = random
        self._methods: list[MethodRow] = does(lambda act: list_methods(act.session))
        self._goods: list[UUID] = [
            row.id for row in does(lambda act: list_articles(act.session, ArticleNature.GOODS))
        ]
        self._last: UUID | None = None

    def open(self) -> None:
        self._does(lambda act: open_till(act, new_key(), None, FLOAT))

    def close(self) -> None:
        """Counted right, but for a few cents now and then."""
        gap = Decimal("-0.20") if self._random.random() < 0.1 else ZERO
        reason = "Erreur de rendu de monnaie" if gap else ""

        def count(act: Act) -> None:
            session = load_drawer(act.session).session
            if session:
                close_till(act, session.id, _count(session.cash + gap), reason)

        self._does(count)

    def take_fee(self, payer_id: UUID, *, leave_open: bool) -> None:
        """The fees of whoever came, but for those who promise to bring it next time."""
        if self._random.random() < (0.5 if leave_open else UNPAID):
            return
        kind = self._random.choice(KINDS)
        key = new_key()

        def take(act: Act) -> bool:
            charges = list_open_charges(act.session, payer_id)
            due = sum((charge.due for charge in charges), ZERO)
            if not due:
                return False
            draft = CashingDraft(
                payer_id=payer_id,
                ticks=tuple(Tick(charge_id=charge.id) for charge in charges),
                parts=(self._part(kind, due),),
            )
            cash(act, key, draft)
            return True

        if self._does(take):
            self._last = key
            if self._random.random() < 0.05:
                self._does(lambda act: issue_receipt(act, key))

    def sell(self) -> None:
        """Something small to a passing customer, paid in cash with change."""
        article = self._random.choice(self._goods)
        many = Decimal(self._random.randint(1, 3))

        def take(act: Act) -> None:
            due = (price_of(act.session, article, None, act.day).to_pay * many).quantize(CENT)
            sale = Sale(article_id=article, quantity=many, id=new_key())
            part = self._part(MethodKind.CASH, due, tendered=Decimal(20))
            cash(act, new_key(), CashingDraft(sales=(sale,), parts=(part,)))

        self._does(take)

    def take_one_back(self) -> None:
        if self._last:
            key = self._last
            reason = "Payé deux fois : déjà réglé en ligne"
            self._does(lambda act: correct_cashing(act, new_key(), key, reason))

    def _part(self, kind: MethodKind, amount: Decimal, tendered: Decimal | None = None) -> Part:
        method = next(row for row in self._methods if row.kind is kind)
        cheque = kind is MethodKind.CHEQUE
        reference = f"{self._random.randint(1_000_000, 9_999_999)}"
        return Part(
            method_id=method.id,
            amount=amount,
            tendered=tendered,
            reference=reference if method.asks_reference else "",
            bank=self._random.choice(BANKS) if cheque else "",
        )


def _count(amount: Decimal) -> dict[int, int]:
    """The fewest notes and coins that make the amount."""
    left, count = int(amount / CENT), {}
    for cents in sorted(DENOMINATIONS, reverse=True):
        count[cents], left = divmod(left, cents)
    return {cents: many for cents, many in count.items() if many}
