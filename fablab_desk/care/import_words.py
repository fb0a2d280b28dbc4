"""What an import brought, and what undoing it does, in sentences."""

from collections.abc import Iterator

from fablab_desk.care.import_trace import PastImport
from fablab_desk.care.withdrawal import Withdrawal
from fablab_desk.i18n import translate_many

LISTED = " · "


def brought_told(one: PastImport) -> str:
    return LISTED.join(_brought(one))


def withdrawal_told(found: Withdrawal) -> str:
    back = found.put_back and translate_many(
        "{n} record is again what it was", "{n} records are again what they were", found.put_back
    )
    removed = found.removed and translate_many(
        "{n} record is taken away", "{n} records are taken away", found.removed
    )
    memberships = found.memberships and translate_many(
        "{n} membership is taken away", "{n} memberships are taken away", found.memberships
    )
    balances = found.balances and translate_many(
        "{n} debt is no longer owed", "{n} debts are no longer owed", found.balances
    )
    return LISTED.join(part for part in (removed, memberships, balances, back) if part)


def _brought(one: PastImport) -> Iterator[str]:
    if one.created:
        yield translate_many("{n} record added", "{n} records added", one.created)
    if one.changed:
        yield translate_many("{n} record changed", "{n} records changed", one.changed)
    if one.memberships:
        yield translate_many(
            "{n} membership taken over", "{n} memberships taken over", one.memberships
        )
    if one.balances:
        yield translate_many("{n} balance taken over", "{n} balances taken over", one.balances)
