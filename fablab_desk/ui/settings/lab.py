"""The lab: who it is on papers, its working day, and whether the desk asks for a login."""

from datetime import time
from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QAction, QPixmap
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QVBoxLayout, QWidget

from fablab_desk.i18n import mark, translate, translate_many
from fablab_desk.identifiers import display_phone
from fablab_desk.lab.bank import Account
from fablab_desk.lab.drafts import CarrierDraft
from fablab_desk.lab.queries import NOT_SET_UP, Settings
from fablab_desk.overview.settings import Identity, load_identity
from fablab_desk.papers.publishing import load_published_keys, write_published
from fablab_desk.papers.service import publish_revoked
from fablab_desk.ui import theme
from fablab_desk.ui.actions import action
from fablab_desk.ui.buttons import button
from fablab_desk.ui.cards import Card, KeyFacts, Label
from fablab_desk.ui.desk import Desk
from fablab_desk.ui.export import open_outside
from fablab_desk.ui.file_dialog import FileDialog
from fablab_desk.ui.flow import Flow
from fablab_desk.ui.settings.lab_dialogs import HoursDialog, IdentityDialog, month_names
from fablab_desk.ui.settings.page import SettingsPage

ABOUT = mark("This stands at the top of every paper the lab issues from now on.")
LOGO = 72


class LabPage(SettingsPage):
    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, mark("The lab"), ABOUT)
        self._identity: Identity | None = None
        self.correct_action = action(
            self, mark("Correct the &identity…"), self._correct, "F2", icon="edit"
        )
        self.hours_action = action(self, mark("Correct the &desk…"), self._hours, icon="settings")
        self.add_primary(self.correct_action)
        self.add_secondary(self.hours_action)
        inner = QWidget()
        self._cards = QVBoxLayout(inner)
        self._cards.setContentsMargins(0, 0, 0, 0)
        self._cards.setSpacing(16)
        self.body.addWidget(inner, 1)
        self.key_action = action(
            self,
            mark("Export the public &key…"),
            self._ask_key,
            icon="key",
            hint=mark("For a town hall or a school that verifies papers without the base"),
        )
        self.list_action = action(
            self,
            mark("Export the re&voked papers…"),
            self._ask_list,
            icon="export",
            hint=mark("A signed list, as of today, for who verifies papers without the base"),
        )
        self.addAction(self.key_action)
        self.addAction(self.list_action)
        self._switch()

    def read(self) -> None:
        self.desk.ask(load_identity, self._show, self)

    def _switch(self) -> None:
        ready = self._identity is not None and self._identity.settings.lab_id != NOT_SET_UP
        self.correct_action.setEnabled(ready)
        self.hours_action.setEnabled(ready)
        self.key_action.setEnabled(ready)
        self.list_action.setEnabled(ready)

    def _show(self, identity: Identity) -> None:
        self._identity = identity
        self._switch()
        while item := self._cards.takeAt(0):
            if gone := item.widget():
                gone.hide()
                gone.deleteLater()
        self._cards.addWidget(_identity_card(identity.carrier))
        self._cards.addWidget(_desk_card(identity.settings))
        self._cards.addWidget(_seal_card(self.key_action, self.list_action))
        self._cards.addStretch()

    def _correct(self) -> None:
        if self._identity:
            IdentityDialog(self.desk, self, self._identity).open()

    def _hours(self) -> None:
        if self._identity:
            HoursDialog(self.desk, self, self._identity.settings).open()

    def _ask_key(self) -> None:
        self.desk.ask(load_published_keys, self._ask_where, self, "key")

    def _ask_list(self) -> None:
        self.desk.do(publish_revoked, self._ask_list_where, self)

    def _ask_list_where(self, text: str) -> None:
        name = translate(mark("revoked papers {lab} {day}"))
        name = name.format(lab=self._lab_name(), day=self.desk.today().isoformat())
        title = translate(mark("Export the list of revoked papers"))
        self._ask_file(text, title, translate(mark("Signed list (*.json)")), "json", name)

    def _ask_where(self, text: str) -> None:
        name = translate(mark("public key {lab}")).format(lab=self._lab_name())
        title = translate(mark("Export the public key"))
        self._ask_file(text, title, translate(mark("Public key (*.pem)")), "pem", name)

    def _ask_file(self, text: str, title: str, kind: str, suffix: str, name: str) -> None:
        dialog = FileDialog(self, title)
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setNameFilter(kind)
        dialog.setDefaultSuffix(suffix)
        dialog.selectFile(name)
        dialog.fileSelected.connect(lambda chosen: self._write_key(text, Path(chosen)))
        dialog.open()

    def _lab_name(self) -> str:
        return self._identity.settings.name.replace("/", " ") if self._identity else ""

    def _write_key(self, text: str, file: Path) -> None:
        job = partial(write_published, text, file, self.desk.seat.keys)
        self.desk.work(job, lambda _none: self._tell_where(file), self)

    def _tell_where(self, file: Path) -> None:
        where = QUrl.fromLocalFile(str(file.parent))
        said = translate(mark("{file} is written.")).format(file=file.name)
        show = translate(mark("Show the folder"))
        self.desk.tell(said, (show, lambda: open_outside(where)))


def _seal_card(*actions: QAction) -> Card:
    card = Card()
    said = mark(
        "Each paper carries a seal in its QR code. Whoever has the public key verifies papers "
        "without your base; the key gives no right to sign. The list of revoked papers tells them "
        "which no longer count."
    )
    card.body.addWidget(Label(translate(mark("Seals of papers")), "heading"))
    card.body.addWidget(Label(translate(said), "muted", wrap=True))
    row = Flow(spacing=8)
    for one in actions:
        row.add(button(one))
    card.body.addWidget(row)
    return card


def _identity_card(carrier: CarrierDraft) -> Card:
    card = Card()
    head = QHBoxLayout()
    head.setSpacing(16)
    head.addWidget(Label(carrier.name, "heading", wrap=True), 1)
    if carrier.logo:
        head.addWidget(_logo(carrier.logo), 0, Qt.AlignmentFlag.AlignTop)
    town = f"{carrier.postal_code} {carrier.city}".strip()
    address = "\n".join(line for line in (carrier.address, town) if line)
    card.body.addLayout(head)
    card.body.addWidget(
        KeyFacts(
            [
                (mark("Legal form"), carrier.legal_form),
                (mark("Address"), address or translate(mark("not stated"))),
                (mark("E-mail"), carrier.email or translate(mark("not stated"))),
                (mark("Phone"), display_phone(carrier.phone) if carrier.phone else ""),
                (mark("Website"), carrier.website),
                (mark("SIRET"), carrier.siret),
                (mark("RNA"), carrier.rna),
                (mark("Declared as a training body"), carrier.training_body),
                (mark("VAT number"), carrier.vat_number),
                *_bank(carrier),
            ]
        )
    )
    return card


def _bank(carrier: CarrierDraft) -> list[tuple[str, str]]:
    holder = carrier.account_holder or carrier.name
    account = Account(holder, carrier.iban, carrier.bic)
    known = [(mark("IBAN"), account.grouped), (mark("BIC"), account.bic)]
    return [*known, (mark("Account holder"), holder)] if carrier.iban else known


def _desk_card(settings: Settings) -> Card:
    card = Card()
    card.body.addWidget(Label(translate(mark("At the desk")), "heading"))
    if not settings.asks_login:
        login = translate(mark("No login: whoever sits down may do everything"))
    elif settings.idle_minutes:
        lock = translate_many(
            "Asked; the screen locks after {n} minute without a touch",
            "Asked; the screen locks after {n} minutes without a touch",
            settings.idle_minutes,
        )
        login = lock
    else:
        login = translate(mark("Asked; the screen locks with Ctrl+L only"))
    card.body.addWidget(
        KeyFacts(
            [
                (mark("Name of the lab"), settings.name),
                (mark("Login"), login),
                (mark("Working day until"), _hour(settings.day_ends_at)),
                (mark("Fiscal year from"), month_names()[settings.fiscal_month]),
                (mark("Time zone"), str(settings.zone)),
            ]
        )
    )
    return card


def _hour(at: time) -> str:
    if at == time(0):
        return translate(mark("midnight"))
    return translate(mark("{hour} in the morning")).format(hour=f"{at:%H:%M}")


def _logo(logo: bytes) -> Label:
    picture = QPixmap()
    picture.loadFromData(logo)
    side = theme.px(LOGO)
    shown = Label()
    shown.setAccessibleName(translate(mark("Logo")))
    shown.setPixmap(
        picture.scaled(
            2 * side,
            side,
            Qt.AspectRatioMode.KeepAspectRatio,
            Qt.TransformationMode.SmoothTransformation,
        )
    )
    return shown
