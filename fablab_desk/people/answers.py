"""What the answers of guardians and of the person come to."""

from collections.abc import Mapping, Sequence
from uuid import UUID


def agreed(
    answers: Mapping[UUID | None, bool], guardians: Sequence[tuple[UUID, bool]], *, is_minor: bool
) -> bool | None:
    """None while the question is open. `answers` by guardian, None: the person's own.

    Of a minor, every guardian must say yes, or whoever holds the authority alone (`True` beside
    the key), and the child may refuse; whoever is of age answers alone.
    """
    if not is_minor:
        return answers.get(None)
    if False in answers.values():
        return False
    asked = [key for key, is_sole in guardians if is_sole] or [key for key, _ in guardians]
    return True if asked and all(answers.get(key) for key in asked) else None
