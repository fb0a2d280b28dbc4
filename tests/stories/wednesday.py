"""A Wednesday of a lab by keys alone, whoever is at them; the keys of each act are counted."""

import re
from abc import ABC, abstractmethod
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from fablab_desk.db.file import sqlite_module
from fablab_desk.i18n import translate
from stories.wednesday_lab import CARDS, LATE, REGULARS

MOST_TABS = 40
ARRIVALS = "SELECT count(*) FROM arrivals"
MEMBERSHIPS = "SELECT count(*) FROM memberships WHERE NOT taken_over"
TAKEN = "SELECT count(*) FROM cashings"
CLASS, ADULTS = 24, 2
HEAD_COUNTS = {
    "head-count": "+3",
    "head-count of an audience": "+3 grand public",
    "head-count of an audience by its beginning": "+2 étud",
}
OPENING = "opening"
BY_NAME = "arrival by name"
BY_CARD = "arrival by card"
GROUP = "class of 24 with 2 adults"
ENROLMENT = "enrolment of an adult, the fee taken, the till opened"
OF_A_CHILD = "enrolment of her child, herself the guardian, the fee taken from her"
RENEWAL = "renewal, the fee taken"
MERGE = "merge of two records"
CLOSING = "closing of the till and the lab, to the day in one page"
MOST_KEYS = {  # an act that takes more has grown dearer
    **{name: len(typed) + 1 for name, typed in HEAD_COUNTS.items()},
    OPENING: 3,
    BY_NAME: 6,
    BY_CARD: 0,
    GROUP: 14,
    ENROLMENT: 29,
    OF_A_CHILD: 36,
    RENEWAL: 8,
    MERGE: 13,
    CLOSING: 28,
}
HEADS = len(REGULARS) + len(CARDS) + 8 + CLASS + ADULTS + 2


def named(msgid: str) -> str:
    """How a screen reader says a name in the window's language, as a pattern."""
    return re.escape(translate(msgid).replace("&", "").replace("\xa0", " "))


class Hands(ABC):
    """Somebody at the keyboard of a desk whose base lies at `place`; what waits is seen there."""

    def __init__(self, place: Path) -> None:
        self._place = place
        self._pressed = 0
        self.acts: list[tuple[str, int]] = []  # keys of each act, in the order it was done

    @abstractmethod
    def hit(self, key: str) -> None:
        """One key, with its modifiers: "ctrl+o"."""

    @abstractmethod
    def write(self, text: str) -> None:
        """As somebody types."""

    @abstractmethod
    def scan(self, code: str) -> None:
        """As a reader set to an American keyboard types where the system believes in a French."""

    @abstractmethod
    def standing_on(self) -> str:
        """What a screen reader calls the control that has the keys."""

    @abstractmethod
    def in_front(self) -> str:
        """The title of the window that has the keys."""

    @abstractmethod
    def says(self, text: str) -> None:
        """Some text on the screen holds it, or will soon."""

    @abstractmethod
    def wait(self, true: Callable[[], object], what: str) -> None:
        """TimeoutError, or one like it, when it does not come true."""

    @abstractmethod
    def settle(self) -> None:
        """Until what was asked for is answered."""

    def press(self, *keys: str) -> None:
        for key in keys:
            self._pressed += 1
            self.hit(key)

    def type(self, text: str) -> None:
        self._pressed += len(text)
        self.write(text)

    def tab_to(self, name: str) -> None:
        """Press Tab until the control of that name, a pattern, has the keys."""
        passed = []
        for _ in range(MOST_TABS):
            passed.append(self.standing_on())
            if re.fullmatch(name, passed[-1]):
                return
            self.press("Tab")
        raise AssertionError(f"Tab does not reach “{name}”, only {passed}")

    def fill(self, name: str, text: str) -> None:
        self.tab_to(name)
        self.type(text)

    def choose(self, letters: str) -> None:
        """Whoever is found first by those letters, without waiting for the answer."""
        self.type(letters)
        self.press("Return")
        self.settle()

    def palette(self, words: str) -> None:
        """An action by its name, from anywhere."""
        self.press("ctrl+k")
        self.type(words)
        self.press("Return")

    def opens(self, msgid: str) -> None:
        title = translate(msgid)
        self.wait(lambda: title in self.in_front(), f"no window “{title}”")

    def closes(self, msgid: str) -> None:
        title = translate(msgid)
        self.wait(lambda: self.in_front() and title not in self.in_front(), f"“{title}” stays")

    def stands(self, sql: str, wanted: object) -> None:
        """The base says so, or will soon."""
        self.wait(lambda: self.said(sql) == wanted, f"{sql} is {self.said(sql)}, not {wanted}")

    def said(self, sql: str) -> object:
        with closing(sqlite_module().connect(f"file:{self._place}?mode=ro", uri=True)) as base:
            return base.execute(sql).fetchone()[0]

    @contextmanager
    def act(self, name: str) -> Iterator[None]:
        before = self._pressed
        yield
        self.acts.append((name, self._pressed - before))


class Wednesday:
    """31 arrivals, two enrolments of which one is a minor's, three renewals, one merge."""

    def __init__(self, hands: Hands) -> None:
        self._hands = hands
        self._came = 0

    def passes(self) -> None:
        self.opens()
        self.lets_in()
        self.enrols_a_parent()
        self.enrols_her_child()
        self.renews()
        self.merges()
        self.closes()

    def opens(self) -> None:
        hands = self._hands
        with hands.act(OPENING):
            hands.press("alt+e")
            hands.says("Ouvrir la permanence")
            hands.press("ctrl+o")
            hands.opens("Open the lab")
            hands.press("Return")
            hands.closes("Open the lab")
        hands.stands("SELECT count(*) FROM permanences WHERE closed_at IS NULL", 1)

    def lets_in(self) -> None:
        """Nobody waits for the one before: only the last of each kind is looked for."""
        hands = self._hands
        for typed in REGULARS:
            with hands.act(BY_NAME):
                hands.type(typed)
                hands.press("Return")
        self._have_come(len(REGULARS))
        for code in CARDS:
            with hands.act(BY_CARD):
                hands.scan(code)
        self._have_come(len(CARDS))
        for name, typed in HEAD_COUNTS.items():
            with hands.act(name):
                hands.type(typed)
                hands.press("Return")
        self._have_come(len(HEAD_COUNTS))
        with hands.act(GROUP):
            hands.press("ctrl+g")
            hands.opens("A group arrives")
            hands.choose("coll")
            hands.fill(named("Pupils"), str(CLASS))
            hands.fill(named("Adults"), str(ADULTS))
            hands.press("ctrl+Return")
            hands.closes("A group arrives")
        self._have_come(1)

    def _have_come(self, more: int) -> None:
        self._came += more
        self._hands.stands(ARRIVALS, self._came)

    def enrols_a_parent(self) -> None:
        hands = self._hands
        with hands.act(ENROLMENT):
            self._admits("inès roux", "4/5/1988")
            hands.press("ctrl+Return")
            hands.opens("Take money")
            hands.press("ctrl+Return")
            hands.opens("Open the till")
            hands.press("ctrl+Return")
            hands.closes("Open the till")
            hands.closes("Take money")
        hands.stands(TAKEN, 1)
        self._have_come(1)

    def enrols_her_child(self) -> None:
        hands = self._hands
        with hands.act(OF_A_CHILD):
            self._admits("léo roux", "12/3/2015")
            hands.tab_to(named("Who pays"))
            hands.choose("inès")
            hands.press("ctrl+Return")
            hands.opens("Guardian")
            hands.press("ctrl+Return")
            hands.opens("Take money")
            hands.press("ctrl+Return")
            hands.closes("Take money")
        hands.stands(TAKEN, 2)
        self._have_come(1)
        hands.stands("SELECT count(*) FROM guardians", 1)

    def _admits(self, typed: str, born: str) -> None:
        hands = self._hands
        hands.type(typed)
        hands.press("ctrl+Return")
        hands.opens("New person")
        hands.fill(named("Born on"), born)
        hands.tab_to(named("Then record a membership"))
        hands.press("space", "ctrl+Return")
        hands.opens("Record a membership")

    def renews(self) -> None:
        hands = self._hands
        hands.press("alt+a")
        for place, typed in enumerate(LATE, 1):
            with hands.act(RENEWAL):
                hands.press("ctrl+f")
                hands.type(typed)
                hands.says("1 résultat")
                hands.press("ctrl+m")
                hands.opens("Record a membership")
                hands.press("ctrl+Return")
                hands.opens("Take money")
                hands.press("ctrl+Return")
                hands.closes("Take money")
            hands.stands(MEMBERSHIPS, 2 + place)
        hands.stands(TAKEN, 2 + len(LATE))

    def merges(self) -> None:
        hands = self._hands
        with hands.act(MERGE):
            hands.palette("doublons")
            hands.opens("Possible duplicates")
            hands.says("1 paire")
            hands.press("Return")
            hands.opens("Merge two records")
            hands.press("ctrl+Return")
            hands.closes("Merge two records")
            hands.press("Escape")
            hands.closes("Possible duplicates")
        hands.stands("SELECT count(*) FROM audit_entries WHERE service = 'care.merge_parties'", 1)

    def closes(self) -> None:
        hands = self._hands
        with hands.act(CLOSING):
            hands.press("alt+e")
            hands.palette("clore la perm")
            hands.opens("Close the lab")
            hands.tab_to(named("Close the till…"))
            hands.press("space")
            hands.opens("Close the till")
            hands.fill(r"20(,00)? €", "5")
            hands.says("attendu : 100,00 €")
            hands.press("ctrl+Return")
            hands.closes("Close the till")
            hands.press("ctrl+Return")
            hands.wait(lambda: "en une page" in hands.in_front(), "no page of the day")
            hands.press("Escape")
        hands.stands("SELECT count(*) FROM permanences WHERE closed_at IS NULL", 0)
        hands.stands("SELECT count(*) FROM till_sessions WHERE closed_at IS NULL", 0)
        hands.stands("SELECT sum(heads) FROM arrivals", HEADS)


def table_of(acts: list[tuple[str, int]]) -> str:
    """Each kind of act with how often it was done, and its fewest and most keys."""
    kinds: dict[str, list[int]] = {}
    for name, keys in acts:
        kinds.setdefault(name, []).append(keys)
    rows = [
        f"{len(keys):4} × {min(keys):3} to {max(keys):3} keys  {name}"
        for name, keys in kinds.items()
    ]
    return "\n".join([*rows, f"{sum(keys for _, keys in acts)} keys in all"])
