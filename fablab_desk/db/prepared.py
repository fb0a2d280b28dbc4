"""A statement compiled once and asked again as plain SQL: what a key waits for.

SQLAlchemy keeps the SQL of a statement too, but finds it only by building and walking it anew.
"""

from collections.abc import Callable, Mapping
from typing import Any

from sqlalchemy import Dialect, Select
from sqlalchemy.orm import Session
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.types import TypeEngine

Turn = Callable[[Any], Any] | None


class Prepared:
    """Parameters that hold no value are given, by their names, at each asking."""

    def __init__(self, statement: Select[*tuple[Any, ...]], dialect: Dialect) -> None:
        compiled = _compiled(statement, dialect)
        asked = {name for name, bind in compiled.binds.items() if bind.required}
        if compiled.literal_execute_params or compiled.post_compile_params:
            # What stands in the SQL itself is written once every parameter has some value.
            compiled = _compiled(statement.params(dict.fromkeys(asked)), dialect, whole=True)
        binds = compiled.binds
        self._sql = str(compiled)
        self._places: list[str] | None = compiled.positiontup
        self._fixed = {
            name: _turned(_into(bind.type, dialect), bind.value)
            for name, bind in binds.items()
            if name not in asked
        }
        self._asked = {
            name: _into(bind.type, dialect) for name, bind in binds.items() if name in asked
        }
        turns = [_out_of(column.type, dialect) for column in statement.selected_columns]
        self._turns = [(place, turn) for place, turn in enumerate(turns) if turn]

    def rows(self, session: Session, given: Mapping[str, Any]) -> list[list[Any]]:
        values = dict(self._fixed)
        for name, turn in self._asked.items():
            values[name] = _turned(turn, given[name])
        placed = values if self._places is None else tuple(values[one] for one in self._places)
        found = [list(row) for row in session.connection().exec_driver_sql(self._sql, placed)]
        for row in found:
            for place, turn in self._turns:
                row[place] = turn(row[place])
        return found


def _compiled(
    statement: Select[*tuple[Any, ...]], dialect: Dialect, *, whole: bool = False
) -> SQLCompiler:
    compiled = statement.compile(dialect=dialect, compile_kwargs={"render_postcompile": whole})
    assert isinstance(compiled, SQLCompiler)
    return compiled


def _turned(turn: Turn, value: Any) -> Any:
    return turn(value) if turn else value


def _into(kind: TypeEngine[Any], dialect: Dialect) -> Turn:
    return kind.dialect_impl(dialect).bind_processor(dialect)


def _out_of(kind: TypeEngine[Any], dialect: Dialect) -> Turn:
    return kind.dialect_impl(dialect).result_processor(dialect, None)
