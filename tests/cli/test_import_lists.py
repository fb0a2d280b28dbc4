"""First visits, arrivals and figures of earlier years, from a file."""

from pathlib import Path

import pytest
from sqlalchemy import func, select

from cli.bases import rows_of
from cli.conftest import Commands
from fablab_desk.agenda.models import Arrival
from fablab_desk.db.database import Database
from fablab_desk.lab.models import EarlierFigure
from fablab_desk.people.models import Party

PEOPLE = (
    "Nom;Prénom;E-mail;Première visite",
    "Exemple;Ada;ada@exemple.fr;",
    "Neuve;Zoé;;03/02/2025",
)


@pytest.fixture
def lab(commands: Commands, tmp_path: Path) -> Commands:
    """With Ada (1), and Zoé (2) who first came on 3 February 2025."""
    assert commands("import", "members", a_file(tmp_path, *PEOPLE)).status == 0
    return commands


def a_file(folder: Path, *lines: str) -> Path:
    file = folder / "list.csv"
    file.write_text("\n".join(lines), "utf-8")
    return file


def column(commands: Commands, wanted: object) -> list[object]:
    database = Database(f"sqlite:///{commands.place}")
    with database.reading() as session:
        found = list(session.scalars(wanted))  # type: ignore[call-overload]
    database.close()
    return found


FIRST_VISITS = (
    "Nom;Prénom;E-mail;Profession;Première visite",
    "Exemple;Ada;ada@exemple.fr;Menuisière;12/05/2019",
    "Neuve;Zoé;;;01/01/2026",
    "Inconnue;Iris;;;01/01/2020",
    "Exemple;Ada;;;32/01/2020",
)
ARRIVALS = (
    "Date;Numéro;Nom;Prénom;Comptage",
    "04/03/2026;;Exemple;Ada;",
    "04/03/2026;M-00002;;;",
    "04/03/2026;;Exemple;Ada;",
    "05/03/2026;;;;+3",
    "05/03/2026;;Personne;Paul;",
    "05/03/2099;M-00001;;;",
    "05/03/2026;;;;",
)
FIGURES = (
    "Année;Chiffre;Nombre;Source",
    "2019;Members;212;Rapport 2019",
    "2019;machine_hours;1 480,5;",
    "2019;Adhérents;300;",
    "2019;Licornes;3;",
    "1802;Arrivées;3;",
)


def test_a_first_visit_is_noted_where_it_is_earlier_and_nobody_is_enrolled(
    lab: Commands, tmp_path: Path
) -> None:
    told = lab("import", "first-visits", a_file(tmp_path, *FIRST_VISITS))
    assert told.status == 0
    assert told.out == "list.csv: 1 first visit noted, 1 known already, 2 refused lines.\n"
    assert "Line 4: Iris Inconnue is not on file here" in told.err
    days = column(lab, select(Party.first_visit_on).order_by(Party.number))
    assert [str(day) for day in days] == ["2019-05-12", "2025-02-03"]


def test_a_list_of_arrivals_is_noted_line_by_line_and_the_wrong_ones_are_told(
    lab: Commands, tmp_path: Path
) -> None:
    told = lab("import", "arrivals", a_file(tmp_path, *ARRIVALS))
    assert told.out == ("list.csv: 3 lines of arrivals noted, 1 known already, 3 refused lines.\n")
    lines = told.err.splitlines()
    assert lines[0] == "Line 6: Nobody here is “Paul Personne”."
    assert lines[1].startswith("Line 7: ")
    assert lines[2] == "Line 8: This line names nobody, and counts nobody."
    assert column(lab, select(func.sum(Arrival.heads))) == [5]
    again = lab("import", "arrivals", a_file(tmp_path, *ARRIVALS[:4]))
    assert again.out.startswith("list.csv: 0 lines of arrivals noted, 3 known already")


def test_a_list_without_days_is_of_the_day_that_is_given(lab: Commands, tmp_path: Path) -> None:
    file = a_file(tmp_path, "Nom;Prénom", "Exemple;Ada")
    assert lab("import", "arrivals", file).err == ("No column is titled “date”, “jour”, “day”.\n")
    lab("import", "arrivals", file, "--day", "04/03/2026")
    assert [str(day) for day in column(lab, select(Arrival.day))] == ["2026-03-04"]


def test_figures_of_earlier_years_are_taken_over_once(lab: Commands, tmp_path: Path) -> None:
    told = lab("import", "figures", a_file(tmp_path, *FIGURES))
    assert told.out == "list.csv: 2 figures taken over, 0 known already, 3 refused lines.\n"
    assert "Line 4: This figure of that year stands in line 2 too." in told.err
    assert "Line 5: “Licornes” is no figure of the report." in told.err
    assert column(lab, select(func.count()).select_from(EarlierFigure)) == [2]
    again = lab("import", "figures", a_file(tmp_path, *FIGURES[:3], "2019;Members;213;"))
    assert again.out.startswith("list.csv: 0 figures taken over, 2 known already, 1 refused")
    other = lab("import", "figures", a_file(tmp_path, FIGURES[0], "2019;Members;213;"))
    assert "This figure of 2019 is known already: correct it instead." in other.err


@pytest.mark.parametrize(
    ("kind", "lines"),
    [("first-visits", FIRST_VISITS), ("arrivals", ARRIVALS), ("figures", FIGURES)],
)
def test_a_trial_tells_the_same_and_writes_nothing(
    lab: Commands, tmp_path: Path, kind: str, lines: tuple[str, ...]
) -> None:
    file = a_file(tmp_path, *lines)
    before = rows_of(lab.place)
    tried = lab("import", kind, file, "--dry-run")
    assert rows_of(lab.place) == before
    done = lab("import", kind, file)
    assert done.out.strip() in tried.out
    assert tried.err == done.err


def test_a_kind_that_does_not_exist_is_refused_with_those_that_do(
    lab: Commands, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit):
        lab("import", "unicorns", "x.csv")
    said = capsys.readouterr().err
    for kind in ("members", "first-visits", "arrivals", "figures"):
        assert kind in said
