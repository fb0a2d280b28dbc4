"""Whose name stands at the top of papers."""

from sqlalchemy.orm import Session

from fablab_desk.documents.page import Letterhead
from fablab_desk.lab.models import Carrier
from fablab_desk.lab.queries import find_settings


def letterhead_of(session: Session, carrier: Carrier) -> Letterhead:
    """The carrier's identity as it stands now; the lab's own name is said where it differs."""
    lab = find_settings(session).name
    return Letterhead(
        name=carrier.name,
        legal_lines=_filled(
            lab if lab != carrier.name else "",
            carrier.legal_form,
            f"SIRET {_spaced(carrier.siret)}" if carrier.siret else "",
            f"RNA {carrier.rna}" if carrier.rna else "",
            f"TVA {carrier.vat_number}" if carrier.vat_number else "",
        ),
        address_lines=_filled(
            *carrier.address.splitlines(), f"{carrier.postal_code} {carrier.city}".strip()
        ),
        contact_lines=_filled(_phone(carrier.phone), carrier.email, carrier.website),
        logo=carrier.logo,
    )


def _filled(*lines: str) -> tuple[str, ...]:
    return tuple(line for line in lines if line)


def _spaced(siret: str) -> str:
    return f"{siret[:3]} {siret[3:6]} {siret[6:9]} {siret[9:]}"


def _phone(stored: str) -> str:
    if not stored:
        return ""
    from fablab_desk.identifiers import display_phone

    return display_phone(stored)
