"""Moving one thing up or down in a list."""

from collections.abc import Sequence
from uuid import UUID


def moved(keys: Sequence[UUID], key: UUID, by: int) -> list[UUID]:
    """The same keys with one of them so many places further down, or up when negative."""
    place = keys.index(key)
    rest = [other for other in keys if other != key]
    rest.insert(max(0, min(len(rest), place + by)), key)
    return rest
