"""Reading a form that is only half right, to tell all its problems at once."""

from collections.abc import Mapping
from typing import Any

from fablab_desk.errors import DeskError
from fablab_desk.ui.fields import Field


def read_or(field: Field, harmless: Any) -> Any:
    """What the field holds; where it is blank or unreadable, something that causes no problem.

    What cannot be read is told beside its field by the form itself.
    """
    try:
        value = field.value()
    except DeskError:
        return harmless
    return harmless if value is None else value


def read_all(fields: Mapping[str, Field], harmless: Mapping[str, Any]) -> dict[str, Any]:
    return {name: read_or(field, harmless.get(name)) for name, field in fields.items()}
