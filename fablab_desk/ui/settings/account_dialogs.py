"""The forms of an account and of one's own password."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from fablab_desk.db.database import Query
from fablab_desk.errors import Problems
from fablab_desk.i18n import mark, translate
from fablab_desk.overview.settings import AccountLine, list_desk_accounts
from fablab_desk.people.kinds import PartyKind
from fablab_desk.staff.act import Act
from fablab_desk.staff.rights import ROLE_TEXTS, Role
from fablab_desk.staff.service import (
    AccountDraft,
    add_account,
    change_own_password,
    close_account,
    correct_account,
)
from fablab_desk.ui.cards import Label
from fablab_desk.ui.desk import Desk
from fablab_desk.ui.fields import CheckField, LineField, SecretField
from fablab_desk.ui.forms import FormDialog
from fablab_desk.ui.people.party_field import NobodyChosenError, PartyField
from fablab_desk.ui.readable import read_or
from fablab_desk.ui.settings.reread import row_again
from fablab_desk.ui.staff.login import propose_login
from fablab_desk.ui.staff.new_password import NewPasswordField
from fablab_desk.ui.undo import Undo

ROLE_HINTS_TEXTS = {
    Role.RECEPTION: mark("enrols people, takes money, counts the till"),
    Role.ANIMATOR: mark("enrols people, without the till"),
    Role.TREASURER: mark("corrects payments, sets prices, closes periods"),
    Role.ADMINISTRATOR: mark("may do everything"),
}
OWN = mark("What they cash for themselves asks a reason, and waits for another's signature.")


class RolesField(QWidget):
    """One box for each role, with what it may do."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 4, 0, 0)
        layout.setSpacing(2)
        self.boxes: dict[Role, CheckField] = {}
        for role in Role:
            box = self.boxes[role] = CheckField(ROLE_TEXTS[role])
            box.setAccessibleDescription(translate(ROLE_HINTS_TEXTS[role]))
            box.changed.connect(self.changed)
            hint = Label(translate(ROLE_HINTS_TEXTS[role]), "muted", wrap=True)
            hint.setContentsMargins(25, 0, 0, 4)
            layout.addWidget(box)
            layout.addWidget(hint)
        self.setFocusProxy(self.boxes[Role.RECEPTION])

    def value(self) -> tuple[Role, ...]:
        return tuple(role for role, box in self.boxes.items() if box.value())

    def set_value(self, roles: tuple[str, ...]) -> None:
        for role, box in self.boxes.items():
            box.set_value(role in roles)

    def written(self) -> str:
        return ", ".join(translate(ROLE_TEXTS[role]) for role in self.value())

    def snapshot(self) -> Callable[[], None]:
        return partial(self.set_value, self.value())


class AccountDialog(FormDialog):
    def __init__(self, desk: Desk, parent: QWidget, known: AccountLine | None = None) -> None:
        title = mark("Correct an account") if known else mark("New account")
        super().__init__(desk, parent, title, mark("Save") if known else mark("Create the account"))
        self._known = known
        self.name = self.add_field("name", mark("Name"), LineField(), required=True)
        hint = mark("small letters, no space")
        self.login = self.add_field("login", mark("Login"), LineField(hint), required=True)
        self.roles = self.add_field("roles", mark("Roles"), RolesField(), required=True)
        label = mark("New password") if known else mark("Password")
        self.password = self.add_field(
            "password", label, NewPasswordField(), required=known is None
        )
        if known:
            self.add_note(translate(mark("Blank: the password stays as it is.")))
        self.person = self.add_field(
            "person_id", mark("Person"), PartyField(desk, kind=PartyKind.PERSON)
        )
        self.add_note(translate(OWN))
        if known is None:
            propose_login(self.name, self.login)
        else:
            self.fill(known)

    def reread(self) -> Query[AccountLine | None] | None:
        return row_again(self._known, list_desk_accounts)

    def fill(self, known: AccountLine) -> None:
        """A password that was typed stays."""
        self._known = known
        self.name.set_value(known.name)
        self.login.set_value(known.login)
        self.roles.set_value(known.roles)
        person_id = known.person_id
        self.person.set_value((person_id, known.person_name) if person_id else None)

    def check(self) -> None:
        """Beside a person who is not known, what else is wrong; the service tells it otherwise."""
        try:
            self.person.value()
        except NobodyChosenError:
            raise Problems(self._draft().problems(new=self._known is None)) from None

    def act(self) -> Callable[[Act], object]:
        known, key, draft = self._known, self.key, self._draft()
        if known is None:
            return lambda act: add_account(act, key, draft)
        return lambda act: correct_account(act, known.id, draft, known.version)

    def undo(self, result: object) -> Undo | None:
        if self._known is not None:
            return None
        key = self.key
        said = translate(mark("{name} may open the desk.")).format(name=self.name.value())
        return Undo(said, lambda act: close_account(act, key))

    def said(self, result: object) -> str:
        return translate(mark("The account of {name} is corrected.")).format(name=self.name.value())

    def _draft(self) -> AccountDraft:
        return AccountDraft(
            login=self.login.value(),
            name=self.name.value(),
            roles=self.roles.value(),
            password=self.password.value(),
            repeated=self.password.repeated(),
            person_id=read_or(self.person, None),
        )


class OwnPasswordDialog(FormDialog):
    def __init__(self, desk: Desk, parent: QWidget) -> None:
        super().__init__(desk, parent, mark("My password"), mark("Change the password"))
        self.old = self.add_field("old", mark("Present password"), SecretField(), required=True)
        self.new = self.add_field("new", mark("New password"), NewPasswordField(), required=True)

    def act(self) -> Callable[[Act], object]:
        old, new, repeated = self.old.value(), self.new.value(), self.new.repeated()
        return lambda act: change_own_password(act, old, new, repeated)

    def said(self, result: object) -> str:
        return translate(mark("Your password is changed."))
