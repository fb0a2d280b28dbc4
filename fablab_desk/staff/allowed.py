"""What an account may do: asked before somebody fills in a form for nothing."""

from uuid import UUID

from sqlalchemy.orm import Session

from fablab_desk.staff.models import Account
from fablab_desk.staff.rights import Right


def rights_of(session: Session, account_id: UUID) -> frozenset[Right]:
    account = session.get(Account, account_id)
    return frozenset(right for right in Right if account and account.may(right))
