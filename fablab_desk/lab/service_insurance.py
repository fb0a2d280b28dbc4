"""The liability insurance of the lab, and the contract kept with it."""

from dataclasses import asdict
from typing import Any
from uuid import UUID

from fablab_desk.errors import Problems
from fablab_desk.files import Attachments
from fablab_desk.lab.errors import UnknownCarrierError
from fablab_desk.lab.models import Carrier
from fablab_desk.lab.premises_drafts import InsuranceDraft
from fablab_desk.lab.premises_errors import (
    ContractKindError,
    ContractSizeError,
    GoneEntryError,
)
from fablab_desk.lab.premises_models import Insurance
from fablab_desk.staff.act import Act, needs
from fablab_desk.staff.edits import correct
from fablab_desk.staff.queries import stale
from fablab_desk.staff.rights import Right

MOST_MEGABYTES = 10
MAGIC = (b"%PDF-", b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff")
NAME_LENGTH = 200
Contract = tuple[str, str]  # its digest and the name of its file; nothing in both: none


@needs(Right.EDIT_LAB, inverse="lab.remove_insurance")
def add_insurance(act: Act, insurance_id: UUID, draft: InsuranceDraft) -> None:
    if act.session.get(Insurance, insurance_id) is None:
        act.session.add(Insurance(id=insurance_id, **_checked(act, draft)))


@needs(Right.EDIT_LAB, inverse="lab.correct_insurance")
def correct_insurance(
    act: Act, insurance_id: UUID, draft: InsuranceDraft, seen: int | InsuranceDraft
) -> None:
    insurance = _load(act, insurance_id)
    known = seen if isinstance(seen, int) else asdict(seen.checked()[0])
    correct(act, insurance, insurance.insurer, _checked(act, draft), known)


@needs(Right.EDIT_LAB, inverse="lab.bring_insurance_back")
def remove_insurance(
    act: Act, attachments: Attachments, insurance_id: UUID
) -> tuple[InsuranceDraft, Contract] | None:
    """What it said, to be brought back; the file of its contract stays for a while."""
    insurance = act.session.get(Insurance, insurance_id)
    if insurance is None:
        return None
    if insurance.contract:
        attachments.spare(insurance.contract)
    act.session.delete(insurance)
    draft = InsuranceDraft(
        insurer=insurance.insurer,
        starts_on=insurance.starts_on,
        ends_on=insurance.ends_on,
        carrier_id=insurance.carrier_id,
        policy_number=insurance.policy_number,
        warn_days=insurance.warn_days,
    )
    return draft, (insurance.contract, insurance.contract_name)


@needs(Right.EDIT_LAB, inverse="lab.remove_insurance")
def bring_insurance_back(
    act: Act,
    attachments: Attachments,
    insurance_id: UUID,
    draft: InsuranceDraft,
    contract: Contract,
) -> None:
    """One removed by mistake, with its contract where the file is still there."""
    if act.session.get(Insurance, insurance_id) is not None:
        return
    insurance = Insurance(id=insurance_id, **_checked(act, draft))
    insurance.contract, insurance.contract_name = _kept_again(attachments, contract)
    act.session.add(insurance)


@needs(Right.EDIT_LAB, inverse="lab.put_contract_back")
def attach_contract(
    act: Act, attachments: Attachments, insurance_id: UUID, name: str, content: bytes
) -> Contract:
    """Keep the file with the lab's others, in place of the one before; it is read as it is."""
    insurance = _load(act, insurance_id)
    if not content.startswith(MAGIC):
        raise ContractKindError
    if len(content) > MOST_MEGABYTES * 1_000_000:
        raise ContractSizeError(MOST_MEGABYTES)
    after = (attachments.keep(content), " ".join(name.split())[-NAME_LENGTH:])
    _show(insurance, after, attachments)
    return after


@needs(Right.EDIT_LAB, inverse="lab.put_contract_back")
def put_contract_back(
    act: Act, attachments: Attachments, insurance_id: UUID, before: Contract, after: Contract
) -> None:
    """The contract of `before` again, or none; refused where it is no longer that of `after`."""
    insurance = _load(act, insurance_id)
    now = (insurance.contract, insurance.contract_name)
    if now == before:
        return
    if now != after:
        raise stale(act.session, insurance.insurer, insurance_id)
    _show(insurance, _kept_again(attachments, before), attachments)


def _kept_again(attachments: Attachments, contract: Contract) -> Contract:
    if contract[0]:
        attachments.keep(attachments.read(contract[0]))
    return contract


def _show(insurance: Insurance, contract: Contract, attachments: Attachments) -> None:
    if insurance.contract and insurance.contract != contract[0]:
        attachments.spare(insurance.contract)
    insurance.contract, insurance.contract_name = contract


def _load(act: Act, insurance_id: UUID) -> Insurance:
    insurance = act.session.get(Insurance, insurance_id)
    if insurance is None:
        raise GoneEntryError
    return insurance


def _checked(act: Act, draft: InsuranceDraft) -> dict[str, Any]:
    tidy, found = draft.checked()
    if tidy.carrier_id and act.session.get(Carrier, tidy.carrier_id) is None:
        found.append(("carrier_id", UnknownCarrierError()))
    if found:
        raise Problems(found)
    return asdict(tidy)
