from collections.abc import Sequence
from uuid import UUID

from builders import PASSWORD, Worker
from fablab_desk.keys import new_key
from fablab_desk.staff.rights import Role
from fablab_desk.staff.service import AccountDraft, add_account

__all__ = ["PASSWORD", "an_account", "an_account_draft"]


def an_account_draft(
    login: str = "camille",
    name: str = "Camille Essai",
    roles: Sequence[Role] = (Role.RECEPTION,),
    password: str = PASSWORD,
) -> AccountDraft:
    return AccountDraft(login=login, name=name, roles=roles, password=password)


def an_account(worker: Worker, draft: AccountDraft | None = None) -> UUID:
    key = new_key()
    chosen = draft or an_account_draft()
    worker.does(lambda act: add_account(act, key, chosen))
    return key
