"""Invoicing what somebody owes, by the command line."""

from contextlib import closing
from functools import partial
from pathlib import Path

from pikepdf.pdfa import validate_written
from sqlalchemy import select

from builders.money import a_line
from cli.conftest import Commands
from fablab_desk.charges.service import charge_by_hand
from fablab_desk.clock import utc_now
from fablab_desk.db.database import Database
from fablab_desk.db.opening import url_of
from fablab_desk.documents.factur_x import find_xml
from fablab_desk.keys import new_key
from fablab_desk.lab.models import Carrier
from fablab_desk.paths import keys_folder
from fablab_desk.people.drafts import PersonDraft
from fablab_desk.people.models import Party
from fablab_desk.people.service import admit_person
from fablab_desk.staff.act import Act
from fablab_desk.staff.login import built_in_seat
from fablab_desk.staff.unit import perform

FINDINGS = 9  # of the validator, of any schema of one's own


def owing(commands: Commands, *, fit: bool = True) -> None:
    """Somebody who owes two things, in a lab that may invoice them."""
    with closing(Database(url_of(commands.place))) as database:
        seat = built_in_seat(database, "", keys_folder())
        key = new_key()

        def admit(act: Act) -> None:
            draft = PersonDraft(
                first_name="Ada",
                last_name="Exemple",
                address="5 impasse des Essais",
                postal_code="42000",
                city="Ville",
            )
            admit_person(act, key, draft)

        perform(database, seat, utc_now, admit)
        for label, price in (("Laser", "12"), ("Fil", "3.50")):
            line = a_line(label, price)
            owe = partial(charge_by_hand, fact_id=new_key(), payer_id=key, line=line)
            perform(database, seat, utc_now, owe)
        if fit:
            with database.writing() as session:
                carrier = session.scalars(select(Carrier).where(Carrier.is_main)).one()
                carrier.siret, carrier.address = "73282932000074", "12 rue du Prototype"
                carrier.postal_code, carrier.city = "42000", "Saint-Étienne"


def number_of(commands: Commands) -> int:
    with closing(Database(url_of(commands.place))) as database, database.reading() as session:
        return session.scalars(select(Party.number)).one()


def test_all_that_somebody_owes_is_invoiced_once(commands: Commands, tmp_path: Path) -> None:
    owing(commands)
    file, xml = tmp_path / "facture.pdf", tmp_path / "facture.xml"
    told = commands("invoice", number_of(commands), "--out", file, "--xml", xml)
    assert told.status == 0, told.err
    assert "invoice F" in told.out
    assert find_xml(file.read_bytes()) == xml.read_bytes()
    assert b">15.50<" in xml.read_bytes()
    assert len(validate_written(file, "3b").findings) <= FINDINGS
    again = commands("invoice", number_of(commands), "--out", tmp_path / "again.pdf")
    assert (again.status, "owes nothing" in again.err) == (1, True)
    assert commands("check").status == 0
    assert commands("verify", file).status == 0


def test_what_is_missing_is_told_and_nothing_is_numbered(
    commands: Commands, tmp_path: Path
) -> None:
    owing(commands, fit=False)
    file = tmp_path / "facture.pdf"
    told = commands("invoice", number_of(commands), "--out", file)
    assert told.status == 1
    assert "SIRET" in told.err
    assert not file.exists()
