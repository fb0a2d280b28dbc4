"""The settings of papers that hold from a day on: their texts, and the VAT regime."""

from datetime import date
from typing import TypeVar
from uuid import UUID

from sqlalchemy import ColumnElement, select

from fablab_desk.errors import Problems
from fablab_desk.i18n import mark
from fablab_desk.lab.drafts import Found
from fablab_desk.lab.errors import AncientSettingError, UnknownCarrierError, UnknownTextError
from fablab_desk.lab.kinds import FIRST_DAY, VatRegime
from fablab_desk.lab.models import Carrier, CarrierVat, DocumentText
from fablab_desk.lab.texts import find_seed_text, text_keys
from fablab_desk.staff.act import Act, needs
from fablab_desk.staff.errors import StaleError
from fablab_desk.staff.queries import stale
from fablab_desk.staff.rights import Right

D = TypeVar("D", DocumentText, CarrierVat)


@needs(Right.EDIT_LAB, inverse="lab.set_text")
def set_text(
    act: Act,
    text_id: UUID,
    key: str,
    valid_from: date,
    text: str,
    source: str = "",
    shown: tuple[str, str] | None = None,
) -> None:
    """What papers issued from that day on say; the same day again replaces that day's text.

    `shown` is what they said, with its source, where this was decided: by now something else, and
    it is refused.
    """
    found: Found = [] if key in text_keys() else [("key", UnknownTextError(key))]
    _stop(found, valid_from)
    wanted = (text.strip(), source.strip())
    held = _held(act, DocumentText, DocumentText.key == key, valid_from)
    before = held or find_seed_text(key, valid_from)
    said = (before.text, before.source) if before else ("", "")
    same_day = held if held and held.valid_from == valid_from else None
    if same_day and said == wanted:
        return
    if shown not in (None, said):
        raise _stale(act, mark("Texts of papers"), held)
    if same_day:
        same_day.text, same_day.source = wanted
        return
    text, source = wanted
    act.session.add(
        DocumentText(id=text_id, key=key, valid_from=valid_from, text=text, source=source)
    )


@needs(Right.EDIT_LAB, inverse="lab.set_vat_regime")
def set_vat_regime(
    act: Act,
    row_id: UUID,
    carrier_id: UUID,
    valid_from: date,
    regime: VatRegime,
    shown: VatRegime | None = None,
) -> None:
    """Under which regime the carrier stands from that day on; articles keep their own nature.

    `shown` as for `set_text`.
    """
    if act.session.get(Carrier, carrier_id) is None:
        raise UnknownCarrierError
    _stop([], valid_from)
    act.about(carrier_id)
    held = _held(act, CarrierVat, CarrierVat.carrier_id == carrier_id, valid_from)
    same_day = held if held and held.valid_from == valid_from else None
    if same_day and same_day.regime is regime:
        return
    if shown not in (None, held.regime if held else None):
        raise _stale(act, mark("VAT regime"), held)
    if same_day:
        same_day.regime = regime
        return
    act.session.add(
        CarrierVat(id=row_id, carrier_id=carrier_id, valid_from=valid_from, regime=regime)
    )


def _held(act: Act, dated: type[D], meant: ColumnElement[bool], day: date) -> D | None:
    """What holds that day."""
    wanted = select(dated).where(meant, dated.valid_from <= day)
    return act.session.scalars(wanted.order_by(dated.valid_from.desc()).limit(1)).first()


def _stale(act: Act, name: str, held: DocumentText | CarrierVat | None) -> StaleError:
    return stale(act.session, name, held.id) if held else StaleError(name, "", None, ())


def _stop(found: Found, valid_from: date) -> None:
    if valid_from < FIRST_DAY:
        found = [*found, ("valid_from", AncientSettingError(valid_from))]
    if found:
        raise Problems(found)
