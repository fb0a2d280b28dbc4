"""A real list with nothing to it: the accounts of the lab, for tests of the shell."""

from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import select

from fablab_desk.db.database import Database
from fablab_desk.db.listing import Listing
from fablab_desk.keys import new_key
from fablab_desk.staff.act import Act
from fablab_desk.staff.models import Account
from fablab_desk.ui.actions import action
from fablab_desk.ui.cells import Cell, Muted, TwoLines
from fablab_desk.ui.desk import Desk
from fablab_desk.ui.paging import Column
from fablab_desk.ui.scaffold import Empty, ListTab
from fablab_desk.ui.search_field import Filter


@dataclass(frozen=True, slots=True)
class Made:
    id: UUID
    name: str
    login: str


MADE: Listing[Made] = Listing(
    wanted=select(Account.id, Account.name, Account.login).where(Account.login.like("made %")),
    make_row=Made,
    key=Account.id,
    orders={"login": (Account.login,), "name": (Account.name, Account.login)},
    shows=frozenset({Account}),
)


def _two_lines(row: Made) -> Cell:
    return TwoLines(row.name, row.login, avatar=row.name)


COLUMNS: list[Column[Made]] = [
    Column("Name", _two_lines, 200, stretch=True, order="name"),
    Column("Login", lambda row: Muted(row.login), 140, order="login", export=lambda row: row.login),
    Column("Length", lambda row: str(len(row.name)), 120, numeric=True, spare=True),
]


def add_somebody(act: Act) -> str:
    """An act that writes."""
    act.session.add(Account(id=new_key(), login=f"made {new_key()}", name="Ada"))
    return "Ada"


def made(database: Database, *names: str) -> list[UUID]:
    """Records of these names, their logins in the order given."""
    keys = [new_key() for _ in names]
    with database.writing() as session:
        before = len(MADE.every(session))
        for place, (key, name) in enumerate(zip(keys, names, strict=True), before):
            session.add(Account(id=key, login=f"made {place:04}", name=name))
    return keys


class MadeTab(ListTab[Made]):
    """A tab as any feature writes it."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(
            desk,
            key="made",
            title="Made up",
            columns=COLUMNS,
            hint="Search a name",
            filters=[Filter("", "All"), Filter("A", "With an A")],
            empty=Empty("people", "Made-up people stand here."),
            shows=MADE.shows,
        )
        self.shown: list[str] = []
        self.activated: list[str] = []
        self.add_action = action(self, "&Add…", self.activated.clear, "Ctrl+N", icon="add")
        self.greet_action = action(self, "Greet", self.activated.clear, icon="star", hint="Wave")
        self.add_primary(self.add_action)
        self.add_record_action(self.greet_action)
        self.start()

    def listing_for(self, text: str, chosen_filter: str) -> Listing[Made]:
        return MADE.narrowed(Account.name.contains(text), Account.name.contains(chosen_filter))

    def show_record(self, row: Made | None) -> None:
        self.shown.append(row.name if row else "")
        if row is None:
            self.record.show_empty("Choose a line.")
        else:
            self.record.set_head(row.name, row.login, avatar=row.name)
            self.record.facts([("Login", row.login), ("Nothing", "")])

    def update_actions(self) -> None:
        self.greet_action.setEnabled(self.chosen() is not None)

    def activate(self, row: Made) -> None:
        self.activated.append(row.name)
