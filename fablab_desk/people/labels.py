"""What the columns of people are called on screen, in refusals and in files."""

from collections.abc import Iterable

from fablab_desk.i18n import mark

COLUMN_TEXTS = {
    "last_name": mark("Last name"),
    "first_name": mark("First name"),
    "name": mark("Name"),
    "gender": mark("Gender"),
    "birth_date": mark("Birth date"),
    "email": mark("E-mail"),
    "phone": mark("Phone"),
    "address": mark("Address"),
    "postal_code": mark("Postal code"),
    "city": mark("Town"),
    "country": mark("Country"),
    "district": mark("Priority district"),
    "audience_id": mark("Audience"),
    "profession": mark("Profession"),
    "card": mark("Card number"),
    "photo": mark("Photo"),
    "emergency_contact": mark("Emergency contact"),
    "may_leave_alone": mark("May leave alone"),
    "alert": mark("Pinned alert"),
    "note": mark("Note of the team"),
    "first_visit_on": mark("First visit on"),
    "outside_number": mark("Number in the other program"),
    "siret": mark("SIRET"),
    "vat_number": mark("VAT number"),
    "organisation_kind": mark("Kind of organisation"),
    "billing_address": mark("Billing address"),
    "chorus_asks": mark("Asked by Chorus Pro"),
    "chorus_services": mark("Services (Chorus Pro)"),
    "archived_on": mark("Archived"),
    "member_until": mark("Membership until"),
    "label": mark("Name of the household"),
    "payer_id": mark("Payer"),
}


def labels_of(columns: Iterable[str]) -> list[str]:
    """The shown ones among changed columns; those kept for sorting and searching stay unsaid."""
    shown = [column for column in columns if column in COLUMN_TEXTS]
    if {"first_name", "last_name"} & set(shown):
        shown = [column for column in shown if column != "name"]
    return [COLUMN_TEXTS[column] for column in shown]
