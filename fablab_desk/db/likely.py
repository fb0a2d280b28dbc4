"""Conditions that most rows meet, said to SQLite.

It would take them for rare, and sort half the table rather than walk the index of the order.
"""

from typing import Any

from sqlalchemy import ColumnElement
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.functions import FunctionElement


class _Likely(FunctionElement[bool]):
    # Without a type: for a boolean “= 1” would be written after it, and hide it from the planner.
    inherit_cache = True


@compiles(_Likely)
def _plain(element: _Likely, compiler: Any, **options: Any) -> str:
    """A server keeps figures of its own about what its columns hold."""
    return f"({compiler.process(element.clauses, **options)})"  # it may hold an OR


@compiles(_Likely, "sqlite")
def _hinted(element: _Likely, compiler: Any, **options: Any) -> str:
    return f"likely{_plain(element, compiler, **options)}"


def likely(*conditions: ColumnElement[bool]) -> tuple[ColumnElement[bool], ...]:
    """The same conditions, each one met by a large share of the rows."""
    return tuple(_Likely(condition) for condition in conditions)
