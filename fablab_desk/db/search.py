"""Finding a record by the beginnings of its words, whatever their order, case or accents."""

import json
import re
import unicodedata
from dataclasses import dataclass

from sqlalchemy import (
    ColumnElement,
    Connection,
    and_,
    column,
    func,
    literal_column,
    select,
    table,
    text,
)
from sqlalchemy.orm import Session

FEW = 10  # below this many hits, words that only contain what is sought are offered too
LISTED = 400  # up to this many hits they are looked up one by one, above it the order is walked
PHONE = re.compile(r"[+\d][\d\s().+/-]*")
BY_HAND = str.maketrans("øłđðħŧŋəƒĸɖ\N{LATIN SMALL LETTER DOTLESS I}", "olddhtnefkdi") | {
    ord("œ"): "oe",
    ord("æ"): "ae",
    ord("þ"): "th",
}


def normalise(written: str) -> str:
    """Words of small letters and digits without marks, one space between them."""
    folded = unicodedata.normalize("NFKD", written).casefold()
    plain = "".join(
        letter if letter.isalnum() else " "
        for letter in unicodedata.normalize("NFKD", folded)
        if unicodedata.category(letter)[0] != "M"
    )
    return " ".join(plain.translate(BY_HAND).split())


def search_words(written: str) -> list[str]:
    """The words of a query or of a field; a phone number is one word, as it is dialled here."""
    if PHONE.fullmatch(written.strip()):
        digits = re.sub(r"^(\+|00)33(\s*\(0\))?", "0", re.sub(r"[\s./-]", "", written))
        return [word] if (word := re.sub(r"\D", "", digits)) else []
    return normalise(written).split()


def search_text(*fields: str) -> str:
    """What the search column of a record holds: each word once, compound names joined as well."""
    words: dict[str, None] = {}
    for field in fields:
        words.update(dict.fromkeys(search_words(field)))
        compounds = (
            part
            for part in field.split()
            if re.search("\\w['\N{RIGHT SINGLE QUOTATION MARK}-]\\w", part)
        )
        words.update(dict.fromkeys(normalise(part).replace(" ", "") for part in compounds))
    return " ".join(words)


@dataclass(frozen=True)
class Hits:
    """The condition that a query turned out to be, and how many records of the table meet it."""

    condition: ColumnElement[bool]
    count: int


@dataclass(frozen=True, kw_only=True)
class SearchIndex:
    """An index over a column written by `search_text`; `rowid` is a unique integer column."""

    table: str
    rowid: str
    column: str

    @property
    def name(self) -> str:
        return f"{self.table}_words"

    def find(self, session: Session, query: str) -> Hits | None:
        """None where nothing is sought. The table must stand in the statement's FROM."""
        words = search_words(query)
        if not words:
            return None
        if session.get_bind().dialect.name == "sqlite":
            return self._find_sqlite(session, words)
        return self._find_postgresql(session, words)

    def put(self, connection: Connection) -> None:
        """Make the index, and make it anew where a part of it is missing; safe to repeat."""
        if connection.dialect.name != "sqlite":
            connection.exec_driver_sql("CREATE EXTENSION IF NOT EXISTS pg_trgm")
            connection.exec_driver_sql(
                f"CREATE INDEX IF NOT EXISTS {self.name} ON {self.table}"
                f" USING gin ((' ' || {self.column}) gin_trgm_ops)"
            )
            return
        if not self.missing(connection):
            return
        for name, sql in self._sqlite().items():
            kind = "TABLE" if name == self.name else "TRIGGER"
            connection.exec_driver_sql(f"DROP {kind} IF EXISTS {name}")
            connection.exec_driver_sql(sql)
        connection.exec_driver_sql(f"INSERT INTO {self.name} ({self.name}) VALUES ('rebuild')")

    def missing(self, connection: Connection) -> set[str]:
        """The parts of the index that are gone or changed."""
        if connection.dialect.name != "sqlite":
            found = connection.exec_driver_sql("SELECT indexname FROM pg_indexes").scalars()
            return {self.name} - set(found)
        rows = connection.exec_driver_sql("SELECT name, sql FROM sqlite_master")
        there = {row.name: row.sql for row in rows}
        return {name for name, sql in self._sqlite().items() if there.get(name) != sql}

    def _sqlite(self) -> dict[str, str]:
        index, table, rowid, column = self.name, self.table, self.rowid, self.column
        add = f"INSERT INTO {index} (rowid, {column}) VALUES (new.{rowid}, new.{column});"
        drop = (
            f"INSERT INTO {index} ({index}, rowid, {column})"
            f" VALUES ('delete', old.{rowid}, old.{column});"
        )
        moments = {"insert": add, "delete": drop, f"update OF {rowid}, {column}": drop + " " + add}
        triggers = {f"{index}_{moment.split()[0]}": moment for moment in moments}
        return {
            index: f"CREATE VIRTUAL TABLE {index} USING fts5({column}, content='{table}',"
            f" content_rowid='{rowid}', prefix='2 3', tokenize='ascii', columnsize=0)",
            **{
                name: f"CREATE TRIGGER {name} AFTER {moment} ON {table} BEGIN {moments[moment]} END"
                for name, moment in triggers.items()
            },
        }

    def _find_sqlite(self, session: Session, words: list[str]) -> Hits:
        match = f"FROM {self.name} WHERE {self.name} MATCH :words"
        begun = {"words": " ".join(f'"{word}"*' for word in words)}
        some = session.execute(text(f"SELECT rowid {match} LIMIT {LISTED + 1}"), begun)
        numbers = set(some.scalars())
        if len(numbers) > LISTED:
            count = session.scalar(text(f"SELECT count(*) {match}"), begun)
            found = text(f"SELECT rowid {match}").bindparams(**begun).columns(column("rowid"))
            # The plus keeps the planner from looking up every hit to sort them all.
            walked: ColumnElement[int] = literal_column(f"+{self.table}.{self.rowid}")
            return Hits(walked.in_(found), int(count or 0))
        if len(numbers) < FEW:
            numbers |= self._containing(session, words)
        listed = func.json_each(json.dumps(sorted(numbers))).table_valued("value")
        number: ColumnElement[int] = literal_column(f"{self.table}.{self.rowid}")
        return Hits(number.in_(select(listed.c.value)), len(numbers))

    def _containing(self, session: Session, words: list[str]) -> set[int]:
        """By GLOB, as it skips to the first letter: a third faster than instr()."""
        within = " AND ".join(f"{self.column} GLOB :w{place}" for place in range(len(words)))
        wanted = text(f"SELECT {self.rowid} FROM {self.table} WHERE {within} LIMIT {LISTED}")
        values = {f"w{place}": f"*{word}*" for place, word in enumerate(words)}
        return set(session.execute(wanted, values).scalars())

    def _find_postgresql(self, session: Session, words: list[str]) -> Hits:
        written: ColumnElement[str] = literal_column(f"(' ' || {self.table}.{self.column})")
        count = 0
        for pattern in ("% {}%", "%{}%"):
            condition = and_(*(written.like(pattern.format(word)) for word in words))
            counted = select(func.count()).select_from(table(self.table)).where(condition)
            count = session.scalar(counted) or 0
            if count >= FEW:
                break
        return Hits(condition, count)
