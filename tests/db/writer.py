"""Writes one unit after the other into the file of its argument, and says each once it is kept."""

import sys

from fablab_desk.db.counters import take_numbers
from fablab_desk.db.database import Database
from fablab_desk.db.opening import url_of


def main() -> None:
    database = Database(url_of(sys.argv[1]))
    while True:
        with database.writing() as session:
            (number,) = take_numbers(session, "visits")
            take_numbers(session, f"visit {number}")
        print(number, flush=True)  # noqa: T201  (the acknowledgement)


if __name__ == "__main__":
    main()
