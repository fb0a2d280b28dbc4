"""Taking over what people owed before the lab came here."""

from decimal import Decimal
from uuid import UUID

from fablab_desk.care.listed import Listing
from fablab_desk.care.listed_balances import BalanceDraft
from fablab_desk.catalogue.kinds import VatNature
from fablab_desk.charges.kinds import FactKind
from fablab_desk.charges.ledger import ChargeDraft, write_charge
from fablab_desk.charges.models import Charge
from fablab_desk.errors import DeskError
from fablab_desk.i18n import LANGUAGES, mark, say
from fablab_desk.people.exchange.making import STEP, say_nothing
from fablab_desk.people.exchange.preview import Progress, Source
from fablab_desk.people.models import ImportBatch
from fablab_desk.staff.act import Act, needs
from fablab_desk.staff.rights import Right, RightError

EXPLAINED = mark("Taken over with the file {file}")
KEPT_IN = LANGUAGES[0]  # what is frozen on a record is said in the lab's language


@needs(Right.IMPORT_PEOPLE, inverse="care.withdraw_import")
def take_balances_over(
    act: Act,
    import_id: UUID,
    source: Source,
    listing: Listing[BalanceDraft],
    progress: Progress = say_nothing,
) -> None:
    """One debt on the slate for each line, all or none. A repeat writes nothing more."""
    if not act.actor.may(Right.CHARGE_PERSON):
        raise RightError(Right.CHARGE_PERSON)
    if act.session.get(ImportBatch, import_id) is not None:
        return
    batch = ImportBatch(
        id=import_id,
        at=act.now,
        file_name=source.name,
        sha256=source.sha256,
        created=0,
        changed=0,
    )
    act.session.add(batch)
    act.session.flush()
    explained = say(DeskError(EXPLAINED, file=source.name), KEPT_IN)
    for done, one in enumerate(listing.taken):
        if done % STEP == 0:
            progress(done, len(listing.taken))
            act.session.flush()
        _charge(act, one.key, one.draft, explained).import_id = import_id


def _charge(act: Act, fact_id: UUID, draft: BalanceDraft, explained: str) -> Charge:
    act.about(draft.party_id)
    return write_charge(
        act,
        fact_id,
        FactKind.TAKEN_OVER,
        ChargeDraft(
            label=draft.label,
            quantity=Decimal(1),
            unit_price=draft.amount,
            amount=draft.amount,
            vat_nature=VatNature.TO_QUALIFY,
            explanation=[explained],
            on_slate=True,
        ),
        payer_id=draft.party_id,
        beneficiary_id=draft.party_id,
        owed_on=draft.owed_on,
    )
