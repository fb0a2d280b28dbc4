"""Who votes in an assembly, who is there and by whom the others are represented."""

from collections.abc import Callable
from uuid import UUID

from PySide6.QtWidgets import QWidget

from fablab_desk.assembly.errors import ClosedAssemblyError
from fablab_desk.assembly.kinds import PRESENCE_TEXTS, Presence
from fablab_desk.assembly.queries import AssemblyRow, Prepared, load_assembly, prepared
from fablab_desk.assembly.service import renew_voters
from fablab_desk.assembly.service_attendance import enter_presence
from fablab_desk.assembly.voters import SHOWS, VoterRow, list_called, list_voters_on
from fablab_desk.clock import format_day
from fablab_desk.i18n import current, format_count, mark, say, translate
from fablab_desk.staff.act import Act
from fablab_desk.ui.actions import action
from fablab_desk.ui.cards import EmptyState, Label, ListCard
from fablab_desk.ui.cells import Muted, TwoLines
from fablab_desk.ui.chips import Chip
from fablab_desk.ui.colours import Tone
from fablab_desk.ui.desk import Desk
from fablab_desk.ui.forms import FormDialog, PlainDialog
from fablab_desk.ui.messages import confirm
from fablab_desk.ui.paging import Column
from fablab_desk.ui.people.party_field import PartyField
from fablab_desk.ui.search_field import SearchField
from fablab_desk.ui.settings.assembly_dialogs import told
from fablab_desk.ui.tables import RowTable
from fablab_desk.ui.undo import Undo

TITLE = mark("Voters and attendance")
NOBODY = mark("Nobody votes on that day.")
NOTHING_FOUND = mark("Nothing is found.")
HINT = mark("Name or number; Enter: present, Ctrl+R: represented, Ctrl+D: absent")
TONES = {
    Presence.PRESENT: Tone.OK,
    Presence.REPRESENTED: Tone.INFO,
    Presence.ABSENT: Tone.GREY,
}
MOST_NAMED = 4


class AttendanceDialog(PlainDialog):
    """A few letters and Enter for each one who comes in."""

    def __init__(self, desk: Desk, parent: QWidget, row: AssemblyRow) -> None:
        super().__init__(parent, f"{translate(TITLE)} · {format_day(row.day, current())}")
        self._desk, self.row = desk, row
        self.state = Label("", "strong", wrap=True)
        self.more = Label("", "muted", wrap=True)
        self.search = SearchField(HINT)
        self.table: RowTable[VoterRow] = RowTable(desk, COLUMNS, name="voters", title=TITLE)
        self._nothing = EmptyState("people", translate(NOBODY))
        self.table.set_empty(self._nothing)
        self.search.lead(self.table)
        card = ListCard()
        card.body.addWidget(self.table)
        self.body.addWidget(self.state)
        self.body.addWidget(self.more)
        self.body.addWidget(self.search)
        self.body.addWidget(card, 1)
        self.present_action = action(
            self, mark("&Present"), lambda: self._enter(Presence.PRESENT), "Ctrl+P", icon="check"
        )
        self.represented_action = action(
            self, mark("&Represented by…"), self._represent, "Ctrl+R", icon="people"
        )
        self.absent_action = action(
            self, mark("&Absent"), lambda: self._enter(Presence.ABSENT), "Ctrl+D", icon="undo"
        )
        self._acts = (self.present_action, self.represented_action, self.absent_action)
        for act in self._acts:
            self.addAction(act)
            self.table.addAction(act)
        self.renew_button = self.add_button(mark("Take in the changes…"), self._renew)
        self.absent_button = self.add_button(mark("Absent"), self.absent_action.trigger)
        self.represented_button = self.add_button(
            mark("Represented by…"), self.represented_action.trigger
        )
        self.present_button = self.add_button(
            mark("Present"), self.present_action.trigger, primary=True
        )
        self.search.textChanged.connect(lambda _text: self._read())
        self.table.chosen_changed.connect(self._follow)
        self.table.activated_row.connect(self.present_action.trigger)
        self.table.typed.connect(self._type)
        desk.changed.connect(self._on_changed)
        self.fit(820, 620)
        self.search.setFocus()
        self.more.hide()
        self.renew_button.hide()
        self._read()
        self._count()
        self._follow()

    def _read(self) -> None:
        text = self.search.text().strip()
        self._nothing.say(translate(NOTHING_FOUND if text else NOBODY), False)
        self.table.choose_first = bool(text)
        if self.row.convened_on:
            self.table.show_listing(list_called(self.row.id, text))
        else:
            row = self.row
            self.table.show_listing(
                list_voters_on(row.record_on, row.least_age, text, row.carrier_id)
            )

    def _count(self) -> None:
        key = self.row.id
        self._desk.ask(lambda session: load_assembly(session, key), self._say, self, "figures")
        self._desk.ask(
            lambda session: prepared(session, key), self._say_more, self, "more", patient=True
        )

    def _say(self, row: AssemblyRow) -> None:
        self.row = row
        if row.figures is None:
            said = translate(mark("Attendance is entered once the assembly is convened."))
        else:
            said = row.figures.said()
            if row.figures.waiting:
                waiting = translate(
                    mark("Proxies that do not count, as who carries them is absent: {n}.")
                )
                said = f"{said} {waiting.format(n=format_count(row.figures.waiting))}"
        if row.closed_at:
            said = f"{said} {say(ClosedAssemblyError())}"
        self.state.setText(said)
        self._follow()

    def _say_more(self, known: Prepared) -> None:
        changes = known.changes
        said = told(self.row, known) if changes is None else []
        if changes and changes.added:
            said.append(
                translate(mark("Since the convocation, these would vote too: {names}.")).format(
                    names=_named(changes.added)
                )
            )
        if changes and changes.gone:
            said.append(
                translate(mark("These no longer would: {names}.")).format(
                    names=_named(changes.gone)
                )
            )
        self.more.setText(" ".join(said))
        self.more.setVisible(bool(said))
        changed = bool(changes and (changes.added or changes.gone))
        self.renew_button.setVisible(changed and self.row.closed_at is None)

    def _follow(self) -> None:
        row = self.table.chosen()
        may = row is not None and bool(self.row.convened_on) and self.row.closed_at is None
        self.present_action.setEnabled(may)
        self.represented_action.setEnabled(may and self.row.most_proxies > 0)
        self.absent_action.setEnabled(
            may and row is not None and row.presence is not Presence.ABSENT
        )
        self.present_button.setEnabled(self.present_action.isEnabled())
        self.represented_button.setEnabled(self.represented_action.isEnabled())
        self.absent_button.setEnabled(self.absent_action.isEnabled())

    def _enter(self, presence: Presence) -> None:
        row = self.table.chosen()
        if row is None or not self.present_action.isEnabled():
            return
        key = self.row.id
        said = translate(SAID[presence]).format(name=row.name)
        undo = Undo(said, _back(key, row))
        party_id = row.id
        self._desk.do(
            lambda act: enter_presence(act, key, party_id, presence),
            lambda _none: self._next(),
            self,
            undo=lambda _none: undo,
        )

    def _next(self) -> None:
        self.search.setFocus()
        self.search.selectAll()

    def _represent(self) -> None:
        if row := self.table.chosen():
            dialog = ProxyDialog(self._desk, self, self.row.id, row)
            dialog.finished.connect(lambda _code: self._next())
            dialog.open()

    def _renew(self) -> None:
        key = self.row.id
        confirm(
            self,
            translate(mark("Take in what changed since the convocation?")),
            translate(mark("Take in the changes")),
            lambda: self._desk.do(
                lambda act: renew_voters(act, key),
                lambda _none: self._count(),
                self,
                said=lambda _none: translate(mark("The list of voters is renewed.")),
            ),
            detail=translate(mark("The quorum is computed anew. This cannot be undone.")),
        )

    def _type(self, letter: str) -> None:
        self.search.setFocus()
        self.search.insert(letter)

    def _on_changed(self, touched: frozenset[type]) -> None:
        if touched & SHOWS:
            self.table.reload()
            self._count()


class ProxyDialog(FormDialog):
    """By whom one voter is represented."""

    def __init__(self, desk: Desk, parent: QWidget, assembly_id: UUID, row: VoterRow) -> None:
        super().__init__(desk, parent, mark("Proxy"), mark("Record the proxy"))
        self._assembly_id, self._row = assembly_id, row
        self.add_note(translate(mark("Who votes in the name of {name}?")).format(name=row.name))
        self.holder = self.add_field(
            "proxy_id", mark("Represented by"), PartyField(desk), required=True
        )
        if row.proxy_id and row.proxy_name:
            self.holder.set_value((row.proxy_id, row.proxy_name))

    def act(self) -> Callable[[Act], object]:
        key, party_id, holder = self._assembly_id, self._row.id, self.holder.value()
        return lambda act: enter_presence(act, key, party_id, Presence.REPRESENTED, holder)

    def undo(self, result: object) -> Undo | None:
        said = translate(SAID[Presence.REPRESENTED]).format(name=self._row.name)
        return Undo(said, _back(self._assembly_id, self._row))


SAID = {
    Presence.PRESENT: mark("{name} is present."),
    Presence.REPRESENTED: mark("{name} is represented."),
    Presence.ABSENT: mark("{name} is absent."),
}


def _back(assembly_id: UUID, row: VoterRow) -> Callable[[Act], object]:
    party_id, presence, proxy_id = row.id, row.presence, row.proxy_id
    return lambda act: enter_presence(act, assembly_id, party_id, presence, proxy_id)


def _named(names: list[str]) -> str:
    more = len(names) - MOST_NAMED
    said = ", ".join(names[:MOST_NAMED])
    return said if more <= 0 else f"{said}… (+{format_count(more)})"


def _presence(row: VoterRow) -> Chip | Muted:
    if row.presence is Presence.ABSENT:
        return Muted("")
    return Chip(translate(PRESENCE_TEXTS[row.presence]), TONES[row.presence])


COLUMNS: list[Column[VoterRow]] = [
    Column(
        mark("Member"),
        lambda row: TwoLines(row.name, row.shown_number),
        width=260,
        stretch=True,
        order="name",
    ),
    Column(mark("Presence"), _presence, width=140),
    Column(mark("Represented by"), lambda row: row.proxy_name or "", width=220),
]
