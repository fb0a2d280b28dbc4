"""An index of some rows only, on both engines."""

from typing import Any

from sqlalchemy import ColumnElement, Index
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.schema import CreateIndex


def partial_index(
    name: str, *columns: Any, where: ColumnElement[bool], unique: bool = False
) -> Index:
    """`postgresql_where` would load that whole dialect, 5 MB, into every desk with a file."""
    return Index(name, *columns, sqlite_where=where, unique=unique, info={"where": where})


@compiles(CreateIndex, "postgresql")
def _create(create: CreateIndex, compiler: Any, **options: Any) -> str:
    index = create.element
    if "where" in index.info:
        index.dialect_options["postgresql"]["where"] = index.info["where"]
    text: str = compiler.visit_create_index(create, **options)
    return text
