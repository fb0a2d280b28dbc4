"""Who comes, from the first letter typed to the arrival written: the field goes on at once."""

from dataclasses import replace
from datetime import date
from functools import partial
from uuid import UUID

from fablab_desk.agenda.errors import shortened
from fablab_desk.agenda.heads import looks_like_heads, parse_heads
from fablab_desk.agenda.kinds import ArrivalRole
from fablab_desk.agenda.recording import CheckedIn
from fablab_desk.errors import DeskError
from fablab_desk.i18n import mark, say, translate
from fablab_desk.keys import new_key
from fablab_desk.lab.queries import AudienceRow, list_audiences
from fablab_desk.overview.door import AUDIENCES, Comer, find_comers, signs_of
from fablab_desk.people.queries import find_holder
from fablab_desk.people.record import PersonRecord, load_record
from fablab_desk.people.rows import PersonRow
from fablab_desk.ui.actions import action
from fablab_desk.ui.agenda.banner import Banner
from fablab_desk.ui.agenda.frame import KEYS, DoorFrame
from fablab_desk.ui.agenda.letting_in import LettingIn
from fablab_desk.ui.agenda.words import said_of_signs
from fablab_desk.ui.desk import Desk

FEWEST = 2
LATEST = 30  # arrivals among which whoever is greeted must stand
NOBODY_FOUND = mark("Nobody is found for “{text}”. Ctrl+Enter records somebody new.")


def nobody_found(text: str) -> str:
    return translate(NOBODY_FOUND).format(text=shortened(text))


class Reception(DoorFrame):
    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.letting_in = LettingIn(desk, self)
        self.past: date | None = None  # a day that is looked at, or typed from paper
        self.audiences: list[AudienceRow] = []
        self._answered: str | None = None  # what the people found were sought by
        self.seen_action = action(self, mark("Seen"), lambda: self.refusals.say(""), icon="check")
        self.refusals = Banner("alert", self.seen_action)
        self.above.addWidget(self.refusals)
        self.field.textChanged.connect(self._typed)
        self.field.entered.connect(self._enter)
        self.field.lead(self.table)
        self.offers.activated_row.connect(self._choose_offer)
        for rows in (self.table, self.offers):
            rows.typed.connect(self._type)
        self.letting_in.counted.connect(self._arrived)
        self.table.rows.reloaded.connect(self._see_off)
        self.letting_in.settled.connect(self._settled)
        self.letting_in.refused.connect(self._refused)
        self.follow(desk, AUDIENCES, self._read_audiences)
        self._read_audiences()

    @property
    def day(self) -> date:
        return self.past or self.desk.today()

    def take_scan(self, code: str) -> None:
        """A card was scanned while this tab is in front: whoever holds it is let in."""

        def found(holder: PersonRow | None) -> None:
            if holder is None:
                text = mark("Nobody holds the card {code}. Type the name.")
                self.problem.say(translate(text).format(code=code))
            else:
                self.let_in(holder.id, holder.name)

        self.desk.ask(lambda session: find_holder(session, code), found, self, f"scan {code}")

    def _typed(self, _text: str) -> None:
        text = self.field.text().strip()
        self.problem.say("")
        self._say(self._counted_by(text))
        if len(text) < FEWEST or looks_like_heads(text):
            self._answered = None
            self.field.show_count(None)
            self._lead(offers=False)
            return
        day, found = self.day, partial(self._found, text)
        self.desk.ask(
            lambda session: find_comers(session, text, day), found, self, "comers", soon=True
        )

    def _found(self, text: str, people: list[Comer]) -> None:
        if text != self.field.text().strip():
            return  # let in meanwhile
        self._answered = text
        self.offers.show_rows(people)
        self.field.show_count(len(people))
        self._lead(offers=bool(people))

    def _lead(self, *, offers: bool) -> None:
        if offers or not self.letting_in.under_way:
            self.lists.setCurrentIndex(int(offers))
        # Else the list of the day is painted once, with whoever is being let in.
        self.field.lead(self.offers if offers else self.table)

    def _settled(self) -> None:
        self._lead(offers=self._answered is not None and self.offers.rows.rowCount() > 0)

    def _counted_by(self, text: str) -> str:
        """What Enter would count; nothing while it cannot be read yet."""
        if not looks_like_heads(text):
            return ""
        try:
            draft = parse_heads(text, self.audiences)
        except DeskError:
            return ""
        labels = {row.id: row.label for row in self.audiences}
        whom = labels.get(draft.audience_id) if draft.audience_id else None
        said = translate(mark("Enter counts {n} × {whom}"))
        return said.format(n=draft.heads, whom=whom or translate(mark("not stated")))

    def _say(self, text: str) -> None:
        self.hint.setText(text or translate(KEYS))

    def _enter(self) -> None:
        text = self.field.text().strip()
        if looks_like_heads(text):
            self._count(text)
        elif text and self._answered == text:
            self._choose_offer()
        elif len(text) >= FEWEST:
            self._let_in_first(text)

    def _count(self, text: str) -> None:
        try:
            draft = parse_heads(text, self.audiences)
        except DeskError as refusal:
            self.problem.say(say(refusal))
            return
        if draft.role is ArrivalRole.PUBLIC:
            draft = replace(draft, role=self._role())
        self.letting_in.heads(draft, text, self.past)
        self._be_ready()

    def _let_in_first(self, text: str) -> None:
        """Enter came before the answer: the field goes on, and whoever is found first is let in."""
        role, past, day = self._role(), self.past, self.day
        arrival_id = new_key()  # now: whoever is typed next comes after

        def found(people: list[Comer]) -> None:
            if people:
                self.letting_in.person(people[0].id, people[0].name, role, past, arrival_id)
            else:
                self._refused(nobody_found(text))

        self.desk.ask(lambda session: find_comers(session, text, day), found, self, f"first {text}")
        self._be_ready()

    def _choose_offer(self) -> None:
        if comer := self.offers.chosen():
            self.let_in(comer.id, comer.name)
        else:
            text = self.field.text().strip()
            self.problem.say(nobody_found(text))

    def let_in(self, key: UUID, name: str) -> None:
        self.letting_in.person(key, name, self._role(), self.past)
        self._be_ready()

    def _be_ready(self) -> None:
        """For whoever comes next, before this one is written."""
        self.field.empty()
        self.roles.choose("")
        self.field.setFocus()

    def _role(self) -> ArrivalRole:
        return ArrivalRole(self.roles.chosen() or ArrivalRole.PUBLIC)

    def next_role(self) -> None:
        roles = list(ArrivalRole)
        following = roles[(roles.index(self._role()) + 1) % len(roles)]
        self.roles.choose("" if following is ArrivalRole.PUBLIC else following.value)

    def _arrived(self, result: CheckedIn, person_id: UUID | None) -> None:
        if result.again:
            self._say(say(result.again))
            self.table.stand_on(result.arrival_id)
        if person_id is not None:
            day = result.day
            self.desk.ask(
                lambda session: load_record(session, person_id, day),
                self._greet,
                self,
                f"greeting {person_id}",
                patient=True,
            )

    def _greet(self, record: PersonRecord) -> None:
        if signs := signs_of(record):
            told, go = said_of_signs(record, signs), partial(self.desk.open, "people", record.id)
            self.greeting.greet(record.id, record.name, told, go)

    def _see_off(self, _place: int) -> None:
        """Whose arrival was taken back is greeted no longer."""
        if (whom := self.greeting.whom) is None:
            return
        rows = self.table.rows
        latest = (rows.row_at(place) for place in range(min(rows.rowCount(), LATEST)))
        if not any(row and row.party_id == whom for row in latest):
            self.greeting.clear()

    def _refused(self, said: str) -> None:
        before = self.refusals.text()
        self.refusals.say(f"{before}\n{said}" if before else said)

    def _type(self, letter: str) -> None:
        self.field.setFocus()
        self.field.insert(letter)

    def _read_audiences(self) -> None:
        self.desk.ask(list_audiences, self._take_audiences, self, "audiences")

    def _take_audiences(self, rows: list[AudienceRow]) -> None:
        self.audiences = rows
