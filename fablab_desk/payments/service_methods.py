"""The lab's own ways of paying, and its tills."""

from collections.abc import Sequence
from dataclasses import asdict
from typing import Any
from uuid import UUID

from sqlalchemy import func, select

from fablab_desk.db.references import find_unused
from fablab_desk.errors import DeskError, Problems
from fablab_desk.i18n import translate
from fablab_desk.lab.models import DocumentText
from fablab_desk.lab.texts import list_seed_texts
from fablab_desk.payments.drafts import MethodDraft
from fablab_desk.payments.errors import (
    NamelessMethodError,
    NameTakenError,
    OpenTillError,
    UsedMethodError,
)
from fablab_desk.payments.models import Payment, PaymentMethod, Till, TillSession
from fablab_desk.payments.seeds import MENTIONS, METHODS, TILL
from fablab_desk.staff.act import Act, needs
from fablab_desk.staff.edits import correct, put_in_order
from fablab_desk.staff.models import Account
from fablab_desk.staff.rights import Right


@needs(Right.EDIT_LAB)
def add_usual_methods(act: Act, language: str) -> None:
    """What most labs begin with: methods, one till and the VAT mentions of receipts."""
    if act.session.scalars(select(PaymentMethod.id).limit(1)).first():
        return
    for position, usual in enumerate(METHODS):
        method = PaymentMethod(
            label=translate(usual.label, language),
            kind=usual.kind,
            account=usual.account,
            asks_reference=usual.asks_reference,
            position=position,
        )
        act.session.add(method)
    act.session.add(Till(label=translate(TILL, language)))
    there = set(act.session.scalars(select(DocumentText.key)))
    act.session.add_all(
        DocumentText(key=seed.key, valid_from=seed.valid_from, text=seed.text, source=seed.source)
        for seed in list_seed_texts()
        if seed.key in MENTIONS - there
    )


@needs(Right.EDIT_LAB, inverse="payments.remove_method")
def add_method(act: Act, method_id: UUID, draft: MethodDraft) -> None:
    """A new way of paying, at the end of the list."""
    if act.session.get(PaymentMethod, method_id) is not None:
        return
    _checked_name(act, PaymentMethod, method_id, draft.label)
    last = act.session.scalar(select(func.max(PaymentMethod.position)))
    act.session.add(
        PaymentMethod(id=method_id, position=0 if last is None else last + 1, **_columns(draft))
    )


@needs(Right.EDIT_LAB, inverse="payments.correct_method")
def correct_method(act: Act, method_id: UUID, draft: MethodDraft, seen: int | MethodDraft) -> None:
    """`seen` is the version the form was filled from; the kind of a used method stays."""
    method = act.session.get_one(PaymentMethod, method_id)
    _checked_name(act, PaymentMethod, method_id, draft.label)
    used = select(Payment.id).where(Payment.method_id == method_id).limit(1)
    if draft.kind is not method.kind and act.session.scalars(used).first():
        raise Problems([("kind", UsedMethodError(method.label))])
    known = seen if isinstance(seen, int) else _columns(seen)
    correct(act, method, method.label, _columns(draft), known)


@needs(Right.EDIT_LAB, inverse="payments.restore_method")
def archive_method(act: Act, method_id: UUID) -> None:
    """No longer offered; what was paid by it stays."""
    method = act.session.get_one(PaymentMethod, method_id)
    method.archived_on = method.archived_on or act.day


@needs(Right.EDIT_LAB, inverse="payments.archive_method")
def restore_method(act: Act, method_id: UUID) -> None:
    act.session.get_one(PaymentMethod, method_id).archived_on = None


@needs(Right.EDIT_LAB)
def remove_method(act: Act, method_id: UUID) -> None:
    """One added by mistake: nobody ever paid by it."""
    if method := find_unused(act.session, PaymentMethod, method_id):
        act.session.delete(method)


@needs(Right.EDIT_LAB, inverse="payments.order_methods")
def order_methods(act: Act, method_ids: Sequence[UUID], seen: Sequence[UUID] | None = None) -> None:
    """In which order they are offered; what is not named comes after."""
    wanted = select(PaymentMethod).order_by(PaymentMethod.position, PaymentMethod.label)
    put_in_order(act.session.scalars(wanted), method_ids, seen)


@needs(Right.EDIT_LAB, inverse="payments.remove_till")
def add_till(act: Act, till_id: UUID, label: str) -> None:
    if act.session.get(Till, till_id) is None:
        act.session.add(Till(id=till_id, label=_checked_name(act, Till, till_id, label)))


@needs(Right.EDIT_LAB, inverse="payments.rename_till")
def rename_till(act: Act, till_id: UUID, label: str, seen: int | str) -> None:
    """`seen` is the version the form was filled from, or the name that is taken back."""
    till = act.session.get_one(Till, till_id)
    said = {"label": _checked_name(act, Till, till_id, label)}
    known = seen if isinstance(seen, int) else {"label": _tidy(seen)}
    correct(act, till, till.label, said, known)


@needs(Right.EDIT_LAB, inverse="payments.restore_till")
def archive_till(act: Act, till_id: UUID) -> None:
    """A till that is open is closed first."""
    till = act.session.get_one(Till, till_id, with_for_update=True)
    wanted = (
        select(Account.name, TillSession.opened_at)
        .join(Account, Account.id == TillSession.opened_by)
        .where(TillSession.open_till_id == till_id)
    )
    found = act.session.execute(wanted).one_or_none()
    if found is not None:
        raise OpenTillError(till.label, found.name, found.opened_at.astimezone(act.zone))
    till.archived_on = till.archived_on or act.day


@needs(Right.EDIT_LAB, inverse="payments.archive_till")
def restore_till(act: Act, till_id: UUID) -> None:
    act.session.get_one(Till, till_id).archived_on = None


@needs(Right.EDIT_LAB)
def remove_till(act: Act, till_id: UUID) -> None:
    """One added by mistake: it was never opened."""
    if till := find_unused(act.session, Till, till_id):
        act.session.delete(till)


def _columns(draft: MethodDraft) -> dict[str, Any]:
    return {**asdict(draft), "label": _tidy(draft.label), "account": draft.account.strip()}


def _tidy(label: str) -> str:
    return " ".join(label.split())


def _checked_name(
    act: Act, table: type[PaymentMethod] | type[Till], record_id: UUID, label: str
) -> str:
    label = _tidy(label)
    taken = select(table.id).where(func.lower(table.label) == label.lower(), table.id != record_id)
    wrong: DeskError | None = None if label else NamelessMethodError()
    if label and act.session.scalars(taken).first():
        wrong = NameTakenError(label)
    if wrong:
        raise Problems([("label", wrong)])
    return label
