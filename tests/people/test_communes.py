"""Communes by postal code, and what of them is kept with an address."""

from dataclasses import replace
from uuid import UUID

import pytest
from sqlalchemy import select

from builders import Worker
from builders.people import admitted
from builders.sheets import taken_in
from fablab_desk.people.communes import communes_at, located, official_town
from fablab_desk.people.drafts import PersonDraft
from fablab_desk.people.models import Party
from fablab_desk.people.service import correct_person

ROANNE = {"commune": "42187", "intercommunality": "CA Roannais Agglomération"}
NOWHERE = {"commune": "", "intercommunality": ""}


def place_of(worker: Worker, key: UUID) -> dict[str, str]:
    with worker.database.reading() as session:
        found = session.execute(
            select(Party.commune, Party.intercommunality).where(Party.id == key)
        ).one()
    return {"commune": found.commune, "intercommunality": found.intercommunality}


@pytest.mark.parametrize(
    ("code", "names"),
    [
        ("42300", ["Mably", "Roanne", "Villerest"]),
        ("42000", ["Saint-Étienne"]),
        ("97400", ["Saint-Denis"]),
        ("01000", ["Bourg-en-Bresse", "Saint-Denis-lès-Bourg"]),
        ("98799", ["Île de Clipperton"]),
        ("00000", []),
        ("99999", []),
        ("4200", []),
        ("42000\t", []),
        ("", []),
    ],
)
def test_a_postal_code_names_its_communes(code: str, names: list[str]) -> None:
    assert [commune.name for commune in communes_at(code)] == names


@pytest.mark.parametrize(
    ("code", "town", "insee"),
    [
        ("42000", "ST ETIENNE", "42218"),
        ("42100", "Saint-Étienne Cedex 2", "42218"),
        ("42000", "Rochetaillée", "42218"),
        ("75011", "Paris 11e arrondissement", "75056"),
        ("69003", "Lyon 3", "69123"),
        ("42000", "Lyon", ""),
        ("42000", "", ""),
    ],
)
def test_a_town_is_known_however_it_is_written(code: str, town: str, insee: str) -> None:
    assert located("FR", code, town)["commune"] == insee


@pytest.mark.parametrize(
    ("country", "code", "town", "written"),
    [
        ("FR", "42000", "", "Saint-Étienne"),
        ("FR", "42300", "", ""),
        ("FR", "42000", "SAINT ETIENNE", "Saint-Étienne"),
        ("FR", "42000", "Sainté", "Sainté"),
        ("BE", "42000", "", ""),
    ],
)
def test_a_town_is_written_for_somebody_only_where_it_is_certain(
    country: str, code: str, town: str, written: str
) -> None:
    assert official_town(country, code, town) == written


@pytest.mark.parametrize(
    ("country", "place"), [("FR", ROANNE), ("BE", NOWHERE)], ids=["here", "abroad"]
)
def test_an_address_in_france_keeps_its_commune_and_intercommunality(
    country: str, place: dict[str, str], administrator: Worker
) -> None:
    draft = PersonDraft(last_name="Exemple", postal_code="42300", city="Roanne", country=country)
    assert place_of(administrator, admitted(administrator, draft)) == place


def test_the_commune_follows_a_correction_of_the_address(administrator: Worker) -> None:
    here = PersonDraft(last_name="Exemple", postal_code="42300", city="Roanne")
    key, gone = admitted(administrator, here), replace(here, city="Ailleurs")
    administrator.does(lambda act: correct_person(act, key, gone, 1))
    assert place_of(administrator, key) == NOWHERE


def test_an_import_finds_the_commune_of_new_and_of_changed_records(administrator: Worker) -> None:
    header = "Nom;Prénom;Code postal;Ville"
    taken_in(administrator, header, "Dupré;Éloïse;42300;ROANNE", "Exemple;Zoé;42000;")
    with administrator.database.reading() as session:
        towns = session.execute(select(Party.city, Party.commune).order_by(Party.number)).all()
    assert [tuple(row) for row in towns] == [("Roanne", "42187"), ("Saint-Étienne", "42218")]
    taken_in(administrator, f"Numéro;{header}", "M-00001;Dupré;Éloïse;42300;MABLY")
    with administrator.database.reading() as session:
        assert session.scalar(select(Party.commune).where(Party.city == "Mably")) == "42127"
