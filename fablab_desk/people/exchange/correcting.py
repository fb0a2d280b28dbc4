"""Corrects many known records at once: what a file says of them, or what they were before it."""

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import bindparam, update

from fablab_desk.db.chunks import chunks
from fablab_desk.people.communes import located
from fablab_desk.people.exchange.known import FACTS
from fablab_desk.people.kinds import PartyKind
from fablab_desk.people.models import Organisation, Party, Person
from fablab_desk.people.naming import full_name, name_key, search_words_of
from fablab_desk.staff.act import Act

PARTIES = Party.__table__
CHANGEABLE = (
    *("name", "sort_name", "search", "email", "phone", "address", "postal_code", "city"),
    *("country", "district", "audience_id", "card", "outside_number", "first_visit_on"),
    *("commune", "intercommunality"),
)
CHANGEABLE_PERSON = (
    *("first_name", "last_name", "gender", "birth_date", "profession", "emergency_contact"),
)
CHANGEABLE_ORGANISATION = ("siret", "vat_number", "chorus_asks", "chorus_services")


def correct_parties(act: Act, said: Mapping[UUID, Mapping[str, Any]]) -> None:
    """`said` holds by record the columns that change; those that follow from them follow."""
    for chunk in chunks(said):
        merged = []
        for row in act.session.execute(FACTS.where(PARTIES.c.id.in_(chunk))).mappings():
            becomes = {name: new for name, new in said[row["id"]].items() if name in row}
            whole = {**row, **becomes}
            merged.append({**whole, **named_columns(_is_organisation(whole), whole)})
        people = [row for row in merged if not _is_organisation(row)]
        organisations = [row for row in merged if _is_organisation(row)]
        _update(act, Party, CHANGEABLE, merged, version=PARTIES.c.version + 1)
        _update(act, Person, CHANGEABLE_PERSON, people)
        _update(act, Organisation, CHANGEABLE_ORGANISATION, organisations)


def named_columns(is_organisation: bool, said: Mapping[str, Any]) -> dict[str, str]:
    """The columns that follow from the others, as the models write them."""
    name = (
        said["name"]
        if is_organisation
        else full_name(said.get("first_name", ""), said.get("last_name", ""))
    )
    search = search_words_of(
        said["number"],
        name,
        email=said["email"],
        phone=said["phone"],
        card=said["card"],
        outside_number=said["outside_number"],
        former=said["former"],
    )
    place = located(said["country"], said["postal_code"], said["city"])
    return {"name": name, "sort_name": sort_key(is_organisation, said), "search": search, **place}


def sort_key(is_organisation: bool, said: Mapping[str, Any]) -> str:
    if is_organisation:
        return name_key("", said["name"])
    return name_key(said.get("first_name", ""), said.get("last_name", ""))


def _is_organisation(row: Mapping[str, Any]) -> bool:
    return row["kind"] is PartyKind.ORGANISATION


def _update(
    act: Act,
    model: type[Party],
    columns: Sequence[str],
    rows: Sequence[Mapping[str, Any]],
    **counted: Any,
) -> None:
    if not rows:
        return
    table: Any = model.__table__
    values: dict[str, Any] = {column: bindparam(f"new_{column}") for column in columns}
    by_key = update(table).where(table.c.id == bindparam("key")).values(**values, **counted)
    ready = [
        {"key": row["id"], **{f"new_{column}": row[column] for column in columns}} for row in rows
    ]
    act.session.connection().execute(by_key, ready)
    act.touch(model)
