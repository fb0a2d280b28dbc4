"""Wrong passwords are counted wherever one is asked: after a few, each makes the next wait."""

from datetime import datetime
from math import ceil
from uuid import UUID

from fablab_desk.staff.act import Act
from fablab_desk.staff.errors import SlowDownError
from fablab_desk.staff.models import Account
from fablab_desk.staff.passwords import wait_after


def still_waits(wait_until: datetime | None, now: datetime) -> SlowDownError | None:
    """The refusal of any password, right or wrong, until the wait is over."""
    if wait_until is None or wait_until <= now:
        return None
    return SlowDownError(ceil((wait_until - now).total_seconds()))


def note_attempt(act: Act, account_id: UUID, *, right: bool) -> None:
    """A right password forgets the wrong ones before it."""
    account = act.session.get_one(Account, account_id)
    account.wrong_passwords = 0 if right else account.wrong_passwords + 1
    wait = wait_after(account.wrong_passwords)
    account.wait_until = act.now + wait if wait else None
