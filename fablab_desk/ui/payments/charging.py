"""Charging somebody from the counter, whose money may be taken next."""

from uuid import UUID

from PySide6.QtWidgets import QWidget

from fablab_desk.ui.desk import Desk
from fablab_desk.ui.payments.cash import CashDialog
from fablab_desk.ui.people.charge import ChargeDialog


def charge_somebody(desk: Desk, parent: QWidget) -> None:
    """For nobody yet: what is chosen in a list is chosen by itself."""

    def go_on(payer_id: UUID, take_money: bool) -> None:
        if take_money:
            CashDialog(desk, parent, payer_id).open_when_read()

    dialog = ChargeDialog(desk, parent)
    dialog.charged.connect(go_on)
    dialog.open_when_read()
