"""How long lists and searches of 100 000 people take.

python tests/bench/bench_lists.py [COUNT] [POSTGRESQL-URL]
"""

import random
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from datetime import date
from functools import partial
from itertools import product
from pathlib import Path

from sqlalchemy import insert

from fablab_desk.db.database import Database
from fablab_desk.db.opening import open_database
from fablab_desk.db.search import normalise, search_text
from fablab_desk.keys import new_key
from fablab_desk.people.kinds import PartyKind
from fablab_desk.people.models import Party
from fablab_desk.people.queries import PEOPLE
from fablab_desk.schema import BLUEPRINT, METADATA

SYLLABLES = """\
ma ri du pont le fe vre ber nard jean luc an dre so phie mar tin ca mi lle ben ali sa ra tho mas
ju lie ni co las pau line ro bert chard pe tit rand mo reau si mon lau rent chel gar cia da vid
rou vin cent né ï
""".split()  # noqa: SIM905  (fifty-five lines otherwise)
SOUGHT = ("marie", "dupont luc", "sophie mar", "thomas", "bernard", "06 12 34", "lefevre", "petit")
PAGE = 128


def a_name(chance: random.Random) -> str:
    return "".join(chance.choices(SYLLABLES, k=chance.choice((2, 2, 3)))).title()


def parties(count: int) -> Iterator[dict[str, object]]:
    chance = random.Random(1)
    first_names = [a_name(chance) for _ in range(900)]
    last_names = [a_name(chance) for _ in range(20_000)]
    for number in range(1, count + 1):
        first, last = chance.choice(first_names), chance.choice(last_names)
        email = f"{first}.{last}@example.org".lower()
        phone = f"+336{chance.randrange(10**8):08}"
        columns: dict[str, object] = {
            column.name: column.default.arg if column.default is not None else ""
            for column in Party.__table__.columns
            if not column.nullable
        }
        yield columns | {
            "id": new_key(),
            "kind": PartyKind.ORGANISATION,
            "number": number,
            "name": f"{first} {last}",
            "sort_name": normalise(f"{last} {first}"),
            "search": search_text(str(number), first, last, email, phone),
            "email": email,
            "phone": phone,
            "city": a_name(chance),
            "created_on": date(2026, 1, 1),
            "due_on": date(2026, 1, 1),
            "version": 1,
        }


def keystrokes() -> list[str]:
    """Every query from the second letter on, as somebody types."""
    return [sought[:end] for sought in SOUGHT for end in range(2, len(sought) + 1)]


def measure(label: str, calls: Sequence[Callable[[], object]]) -> None:
    times = []
    for call in calls:
        began = time.perf_counter()
        call()
        times.append((time.perf_counter() - began) * 1000)
    slowest = statistics.quantiles(times, n=20)[-1]
    print(f"{label:28} median {statistics.median(times):6.1f} ms   p95 {slowest:6.1f} ms")  # noqa: T201


def bench(database: Database, count: int) -> None:
    def start(query: str = "", order: str = "name", descending: bool = False) -> object:
        listing = PEOPLE.ordered(order, descending).searching(query)
        with database.reading() as session:
            return listing.start(session, None, PAGE)

    def page(number: int) -> object:
        with database.reading() as session:
            return PEOPLE.page(session, number, PAGE)

    with database.reading() as session:
        keys = [row.id for row in PEOPLE.page(session, count // PAGE // 3, PAGE)]

    def place(number: int) -> object:
        with database.reading() as session:
            return PEOPLE.start(session, keys[number], PAGE)

    measure("open", [start] * 20)
    orders = product(PEOPLE.order_names, (False, True))
    measure("sort", [partial(start, "", *order) for order in orders] * 5)
    measure("jump", [partial(page, number) for number in range(0, count // PAGE, 20)])
    measure("stay on a record", [partial(place, number) for number in range(20)])
    for order in ("name", "number"):
        typed = [partial(start, query, order) for query in keystrokes()]
        for call in typed:
            call()
        measure(f"search, by {order}", typed)


def main() -> None:
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 100_000
    with tempfile.TemporaryDirectory() as folder:
        place = sys.argv[2] if len(sys.argv) > 2 else Path(folder, "desk.sqlite")
        database = open_database(place, BLUEPRINT)
        with database.writing() as session:
            session.execute(insert(METADATA.tables["parties"]), list(parties(count)))
        database.close()
        database = open_database(place, BLUEPRINT)
        bench(database, count)
        database.close()


if __name__ == "__main__":
    main()
