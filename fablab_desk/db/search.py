"""Finding a record by the beginnings of its words, whatever their order, case or accents."""

import json
import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from typing import NamedTuple

from sqlalchemy import (
    ColumnElement,
    Connection,
    Select,
    String,
    and_,
    bindparam,
    column,
    func,
    literal_column,
    select,
    table,
    text,
)
from sqlalchemy.orm import Session

FEW = 10  # below this many hits, words that only contain what is sought are offered too
PART = 3  # letters: fewer are not looked for within words
MOST_PARTS = 400
DENSE = 5000  # above this many hits the order is walked, up to it they are looked up and sorted
CROWD = 20_000  # above this one, most rows that are walked hold the words: each is asked itself
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
    """The condition that a query turned out to be, and how many records of the table meet it.

    The condition is one of a few, each the same object every time; `given` is what it asks for.
    Where it is known which of them a list shows, `numbers` are these, in no order, and counted.
    """

    condition: ColumnElement[bool]
    count: int
    given: Mapping[str, str]
    numbers: Sequence[int] | None = None
    found: str = ""  # on SQLite the `rowid` of each as JSON, in no order; nothing of very many

    def among(self, numbers: Sequence[int]) -> "Hits":
        return replace(self, count=len(numbers), numbers=numbers)


@dataclass(frozen=True, kw_only=True)
class SearchIndex:
    """An index over a column written by `search_text`; `rowid` is a unique integer column."""

    table: str
    rowid: str
    column: str

    @property
    def name(self) -> str:
        """Of the beginnings of words, and on a server of their parts too."""
        return f"{self.table}_words"

    @property
    def parts(self) -> str:
        """Of every three letters in a row, on SQLite."""
        return f"{self.table}_parts"

    def find(self, session: Session, query: str) -> Hits | None:
        """None where nothing is sought. The table must stand in the statement's FROM."""
        words = search_words(query)
        if not words:
            return None
        if session.get_bind().dialect.name == "sqlite":
            return self._find_sqlite(session, words)
        return self._find_postgresql(session, words)

    def numbers(self, session: Session, hits: Hits) -> list[int]:
        """What the hits are in `rowid`, in no order; on SQLite."""
        listed = hits.found or hits.given.get("listed")
        if not listed:
            asked = _asked(self).gathered, (hits.given["words"],)
            listed = session.connection().exec_driver_sql(*asked).scalar_one()
        numbers: list[int] = json.loads(listed)
        return numbers

    def finds_all(self, session: Session, hits: Hits) -> bool:
        """As a letter does that begins every number: then nothing is sought."""
        if hits.count <= CROWD:
            return False
        return hits.count == session.scalar(select(func.count()).select_from(table(self.table)))

    def highest(self, session: Session) -> int:
        """The last `rowid` there is, or 0."""
        number: ColumnElement[int] = literal_column(self.rowid)
        return session.scalar(select(func.max(number)).select_from(table(self.table))) or 0

    def listed(self, numbers: Sequence[int]) -> Hits:
        """Those records and no others; on SQLite."""
        listed = json.dumps(numbers)
        return Hits(_asked(self).listed, len(numbers), {"listed": listed})

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
            kind = "TABLE" if sql.startswith("CREATE VIRTUAL") else "TRIGGER"
            connection.exec_driver_sql(f"DROP {kind} IF EXISTS {name}")
            connection.exec_driver_sql(sql)
        for name in (self.name, self.parts):
            connection.exec_driver_sql(f"INSERT INTO {name} ({name}) VALUES ('rebuild')")

    def missing(self, connection: Connection) -> set[str]:
        """The parts of the index that are gone or changed."""
        if connection.dialect.name != "sqlite":
            found = connection.exec_driver_sql("SELECT indexname FROM pg_indexes").scalars()
            return {self.name} - set(found)
        rows = connection.exec_driver_sql("SELECT name, sql FROM sqlite_master")
        there = {row.name: row.sql for row in rows}
        return {name for name, sql in self._sqlite().items() if there.get(name) != sql}

    def _sqlite(self) -> dict[str, str]:
        table, rowid, column = self.table, self.rowid, self.column
        both = (self.name, self.parts)
        add = "".join(
            f" INSERT INTO {index} (rowid, {column}) VALUES (new.{rowid}, new.{column});"
            for index in both
        )
        drop = "".join(
            f" INSERT INTO {index} ({index}, rowid, {column})"
            f" VALUES ('delete', old.{rowid}, old.{column});"
            for index in both
        )
        moments = {"insert": add, "delete": drop, f"update OF {rowid}, {column}": drop + add}
        triggers = {f"{self.name}_{moment.split()[0]}": moment for moment in moments}
        made = f"fts5({column}, content='{table}', content_rowid='{rowid}', columnsize=0"
        begun = "prefix='1 2 3', tokenize='ascii')"
        within = "detail='none', tokenize='trigram case_sensitive 1')"
        return {
            self.name: f"CREATE VIRTUAL TABLE {self.name} USING {made}, {begun}",
            self.parts: f"CREATE VIRTUAL TABLE {self.parts} USING {made}, {within}",
            **{
                name: f"CREATE TRIGGER {name} AFTER {moment} ON {table} BEGIN{moments[moment]} END"
                for name, moment in triggers.items()
            },
        }

    def _find_sqlite(self, session: Session, words: list[str]) -> Hits:
        asked, connection = _asked(self), session.connection()
        begun = " ".join(f'"{word}"*' for word in words)
        count, found = connection.exec_driver_sql(asked.not_many, (begun,)).one()
        if count > DENSE:
            count = int(connection.exec_driver_sql(asked.how_many, (begun,)).scalar_one())
        if count > CROWD:
            condition = _held(self, len(words))
            held = {f"word_{n}": f"* {w}*" for n, w in enumerate(words)}
            return Hits(condition, count, {"words": begun, **held})
        if count > DENSE:
            # Walked, the planner does not look up every hit to sort them all.
            return Hits(asked.walked, count, {"words": begun})
        if count >= FEW:
            return Hits(asked.looked_up, count, {"words": begun}, found=found)
        numbers = {*json.loads(found), *self._containing(session, words)}
        return self.listed(sorted(numbers))

    def _containing(self, session: Session, words: list[str]) -> set[int]:
        """The parts say which texts may hold the words; the text itself says whether it does."""
        runs = {word[at : at + PART] for word in words for at in range(len(word) - PART + 1)}
        if not _says_enough(words):
            return set()
        held = [f"{self.column} GLOB :w{place}" for place in range(len(words))]
        values = {f"w{place}": f"*{word}*" for place, word in enumerate(words)}
        if runs:
            match = f"SELECT rowid FROM {self.parts} WHERE {self.parts} MATCH :runs"
            held.append(f"{self.rowid} IN ({match})")
            values["runs"] = " AND ".join(f'"{run}"' for run in sorted(runs))
        within = " AND ".join(held)
        wanted = f"SELECT {self.rowid} FROM {self.table} WHERE {within} LIMIT {MOST_PARTS}"
        return set(session.scalars(text(wanted), values))

    def _find_postgresql(self, session: Session, words: list[str]) -> Hits:
        condition, counted = _liked(self, len(words))
        for pattern in ("% {}%", "%{}%") if _says_enough(words) else ("% {}%",):
            given = {f"word_{place}": pattern.format(word) for place, word in enumerate(words)}
            count = session.scalar(counted, given) or 0
            if count >= FEW:
                break
        return Hits(condition, count, given)


def _says_enough(words: list[str]) -> bool:
    """Two letters are in too many words, unless they are a whole Chinese name."""
    return any(len(word) >= PART or not word.isascii() for word in words)


class _Asked(NamedTuple):
    not_many: str
    how_many: str
    gathered: str
    walked: ColumnElement[bool]
    looked_up: ColumnElement[bool]
    listed: ColumnElement[bool]


@cache
def _asked(index: SearchIndex) -> _Asked:
    """What every search on SQLite asks."""
    match = f"FROM {index.name} WHERE {index.name} MATCH"
    rowid: ColumnElement[int] = literal_column(f"{index.table}.{index.rowid}")
    plus: ColumnElement[int] = literal_column(f"+{index.table}.{index.rowid}")
    found = text(f"SELECT rowid {match} :words").columns(column("rowid"))
    listed = func.json_each(bindparam("listed", type_=String)).table_valued("value")
    return _Asked(
        # Both at once: most of what a key finds is sorted here, by its numbers.
        f"SELECT count(*), json_group_array(rowid) FROM (SELECT rowid {match} ? LIMIT {DENSE + 1})",
        f"SELECT count(*) {match} ?",
        f"SELECT json_group_array(rowid) {match} ?",
        plus.in_(found),
        rowid.in_(found),
        rowid.in_(select(listed.c.value)),
    )


@cache
def _held(index: SearchIndex, words: int) -> ColumnElement[bool]:
    """That the text itself has words that begin so."""
    written: ColumnElement[str] = literal_column(f"(' ' || {index.table}.{index.column})")
    names = (f"word_{place}" for place in range(words))
    return and_(*(written.op("GLOB")(bindparam(name, type_=String)) for name in names))


@cache
def _liked(index: SearchIndex, words: int) -> tuple[ColumnElement[bool], Select[int]]:
    """What a search of so many words asks on a server, and how many meet it."""
    written: ColumnElement[str] = literal_column(f"(' ' || {index.table}.{index.column})")
    names = (f"word_{place}" for place in range(words))
    condition = and_(*(written.like(bindparam(name, type_=String)) for name in names))
    return condition, select(func.count()).select_from(table(index.table)).where(condition)
