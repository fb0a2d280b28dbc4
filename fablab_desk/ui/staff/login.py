"""The login that a name suggests."""

from fablab_desk.db.search import normalise
from fablab_desk.ui.fields import LineField


def propose_login(name: LineField, login: LineField) -> None:
    """The first name as login, until another one is typed."""
    proposed = ""

    def follow() -> None:
        nonlocal proposed
        if login.value() == proposed:
            words = normalise(name.value()).split()
            proposed = words[0] if words else ""
            login.set_value(proposed)

    name.changed.connect(follow)
