"""What can be done with accounts."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import partial
from typing import Any
from uuid import UUID

from sqlalchemy import select

from fablab_desk.errors import DeskError, Problems
from fablab_desk.staff.act import Act, needs
from fablab_desk.staff.attempts import note_attempt, still_waits
from fablab_desk.staff.errors import (
    SHORTEST_PASSWORD,
    BuiltInAccountError,
    LastAdministratorError,
    LoginTakenError,
    LoginTextError,
    NamelessAccountError,
    NoRoleError,
    NotYourPasswordError,
    OwnSignatureError,
    PasswordsDifferError,
    SamePasswordError,
    ShortPasswordError,
)
from fablab_desk.staff.models import Account, SelfAct
from fablab_desk.staff.passwords import hash_password, is_right
from fablab_desk.staff.queries import stale
from fablab_desk.staff.rights import Right, Role

LOGIN = re.compile(r"[a-z0-9][a-z0-9.-]{1,39}")


@dataclass(frozen=True, slots=True, kw_only=True)
class AccountDraft:
    """`password` empty: the one there is stays. `repeated`: as typed again, if it was."""

    login: str
    name: str
    roles: Sequence[Role]
    password: str = field(default="", repr=False)
    repeated: str | None = field(default=None, repr=False)
    person_id: UUID | None = None

    @property
    def tidy_login(self) -> str:
        return self.login.strip().casefold()

    def problems(self, *, new: bool) -> list[tuple[str, DeskError]]:
        """What can be told without the base; a `new` account needs a password."""
        found: list[tuple[str, DeskError]] = []
        if not self.name.strip():
            found.append(("name", NamelessAccountError()))
        if not LOGIN.fullmatch(self.tidy_login):
            found.append(("login", LoginTextError()))
        if not self.roles:
            found.append(("roles", NoRoleError()))
        if new or self.password or self.repeated:
            wrong = _refused_password(self.password, self.repeated)
            found += [("password", problem) for problem in wrong]
        return found


@needs(Right.EDIT_STAFF, inverse="staff.close_account")
def add_account(act: Act, account_id: UUID, draft: AccountDraft) -> None:
    if act.session.get(Account, account_id):
        return
    login = _checked(act, account_id, draft, new=True)
    act.session.add(
        Account(
            id=account_id,
            login=login,
            name=draft.name.strip(),
            roles=sorted(draft.roles),
            password_hash=hash_password(draft.password),
            person_id=draft.person_id,
        )
    )


@needs(Right.EDIT_STAFF)
def correct_account(act: Act, account_id: UUID, draft: AccountDraft, seen: int) -> None:
    account = _own_or_other(act, account_id)
    login = _checked(act, account_id, draft, new=False)
    roles: list[str] = sorted(draft.roles)
    said = (login, draft.name.strip(), roles, draft.person_id)
    known = (account.login, account.name, account.roles, account.person_id)
    renewed = draft.password and not is_right(account.password_hash, draft.password)
    if said == known and not renewed:
        return
    if account.version != seen:
        raise stale(act.session, account.name, account_id)
    if Role.ADMINISTRATOR not in roles:
        _refuse_last_administrator(act, account)
    account.login, account.name, account.roles, account.person_id = said
    if renewed:
        account.password_hash = hash_password(draft.password)


@needs(Right.EDIT_STAFF, inverse="staff.reopen_account")
def close_account(act: Act, account_id: UUID) -> None:
    """The account keeps its acts and can no longer open."""
    account = _own_or_other(act, account_id)
    if account.closed_on:
        return
    _refuse_last_administrator(act, account)
    account.closed_on = act.day


@needs(Right.EDIT_STAFF, inverse="staff.close_account")
def reopen_account(act: Act, account_id: UUID) -> None:
    _own_or_other(act, account_id).closed_on = None


@needs(Right.USE_DESK)
def change_own_password(act: Act, old: str, new: str, repeated: str | None = None) -> None:
    """Only with the present one: who finds a desk open does not take the account over."""
    account = act.actor
    if account.built_in:
        raise BuiltInAccountError
    refusal = _refused_proof(act, old)
    found = [("old", refusal)] if refusal else []
    if refusal is None and new == old:  # said only to whoever knows it
        found.append(("new", SamePasswordError()))
    found += [("new", problem) for problem in _refused_password(new, repeated)]
    if found:
        raise Problems(found)
    note_attempt(act, account.id, right=True)
    account.password_hash = hash_password(new)


@needs(Right.USE_DESK)
def prefer(act: Act, name: str, value: Any) -> None:
    """Remember a choice of the account wherever it works: language, theme, size of texts."""
    if act.actor.preferences.get(name) != value:
        act.actor.preferences = {**act.actor.preferences, name: value}


@needs(Right.SIGN_SELF_ACT)
def sign_self_act(act: Act, self_act_id: UUID) -> None:
    """Another than who did it has seen it; somebody with two accounts is still one person."""
    done = act.session.get_one(SelfAct, self_act_id)
    did = act.session.get_one(Account, done.account_id)
    if did.id == act.actor.id or (act.person_id and did.person_id == act.person_id):
        raise OwnSignatureError
    if done.signed_by is None:
        done.signed_by, done.signed_at = act.actor.id, act.now


def _refused_proof(act: Act, password: str) -> DeskError | None:
    """Why this does not prove who sits there; a wrong guess is counted, refused as it is."""
    account = act.actor
    if wait := still_waits(account.wait_until, act.now):
        return wait
    if password and is_right(account.password_hash, password):
        return None
    if password:
        act.keep_if_refused(partial(_note_wrong, account_id=account.id))
    return NotYourPasswordError()


def _note_wrong(act: Act, account_id: UUID) -> None:
    act.service = "staff.wrong_password"
    note_attempt(act, account_id, right=False)


def _refused_password(password: str, repeated: str | None) -> Iterator[DeskError]:
    if repeated is not None and repeated != password:
        yield PasswordsDifferError()
    if len(password) < SHORTEST_PASSWORD:
        yield ShortPasswordError()


def _own_or_other(act: Act, account_id: UUID) -> Account:
    account = act.session.get_one(Account, account_id)
    if account.built_in:
        raise BuiltInAccountError
    return account


def _checked(act: Act, account_id: UUID, draft: AccountDraft, *, new: bool) -> str:
    login, found = draft.tidy_login, draft.problems(new=new)
    taken = select(Account.id).where(Account.login == login, Account.id != account_id)
    if act.session.scalars(taken).first():
        found.append(("login", LoginTakenError(login)))
    if found:
        raise Problems(found)
    return login


def _refuse_last_administrator(act: Act, account: Account) -> None:
    if Role.ADMINISTRATOR not in account.roles:
        return
    others = select(Account.roles).where(
        Account.id != account.id, Account.closed_on.is_(None), ~Account.built_in
    )
    if not any(Role.ADMINISTRATOR in roles for roles in act.session.scalars(others)):
        raise LastAdministratorError
