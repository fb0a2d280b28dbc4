"""Who sits down at the desk: with a password, or as the lab's own account where none is asked."""

from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from uuid import UUID

from sqlalchemy import select

from fablab_desk.db.database import Database
from fablab_desk.keys import new_key
from fablab_desk.lab.queries import find_settings
from fablab_desk.staff.act import Act
from fablab_desk.staff.attempts import note_attempt, still_waits
from fablab_desk.staff.errors import LoginNeededError, WrongPasswordError
from fablab_desk.staff.models import BUILT_IN, Account
from fablab_desk.staff.passwords import is_right
from fablab_desk.staff.rights import Role
from fablab_desk.staff.unit import Seat, perform

Now = Callable[[], datetime]


def built_in_seat(database: Database, workstation: str, keys: Path | None) -> Seat:
    """The seat of a lab that asks for no login; LoginNeededError where it does."""
    with database.reading() as session:
        if find_settings(session).asks_login:
            raise LoginNeededError
    return Seat(_built_in(database), workstation, keys)


def own_seat(database: Database, like: Seat) -> Seat:
    """The desk's own account at the same workstation: for what nobody else there could do."""
    return Seat(_built_in(database), like.workstation, like.keys)


def log_in(
    database: Database, login: str, password: str, now: Now, workstation: str, keys: Path | None
) -> Seat:
    """WrongPasswordError, or SlowDownError after several: every wrong one is written down."""
    with database.reading() as session:
        known = session.execute(
            select(Account.id, Account.password_hash, Account.wait_until, Account.wrong_passwords)
            .where(Account.login == login.strip().casefold(), Account.closed_on.is_(None))
            .where(~Account.built_in)
        ).one_or_none()
    if known is None:
        is_right(None, password)
        raise WrongPasswordError
    if wait := still_waits(known.wait_until, now()):
        raise wait
    right = is_right(known.password_hash, password)
    seat = Seat(known.id, workstation, keys)
    if not right or known.wrong_passwords:
        own = Seat(_built_in(database), workstation, keys)
        perform(database, own, now, lambda act: _note(act, known.id, right))
    if not right:
        raise WrongPasswordError
    return seat


def _note(act: Act, account_id: UUID, right: bool) -> None:
    act.service = "staff.log_in"
    note_attempt(act, account_id, right=right)


def _built_in(database: Database) -> UUID:
    wanted = select(Account.id).where(Account.built_in)
    with database.reading() as session:
        known = session.scalars(wanted).first()
    if known:
        return known
    key = new_key()
    with database.writing() as session:
        if known := session.scalars(wanted).first():  # another desk was quicker
            return known
        account = Account(
            id=key, login=BUILT_IN, name="fablab_desk", roles=[Role.ADMINISTRATOR], built_in=True
        )
        session.add(account)
    return key
