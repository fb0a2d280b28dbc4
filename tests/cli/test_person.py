from pathlib import Path
from zipfile import ZipFile

from cli.conftest import Commands

MEMBERS = "Nom;Prénom;Email\nDupré;Léa;lea@exemple.fr\n"


def test_all_that_is_kept_of_somebody_is_written_for_them(
    commands: Commands, tmp_path: Path
) -> None:
    members = tmp_path / "members.csv"
    members.write_text(MEMBERS, "utf-8")
    commands("import", "members", members)
    file = tmp_path / "lea.zip"
    told = commands("person", "1", file)
    assert (told.status, told.err) == (0, "")
    with ZipFile(file) as archive:
        assert any(b"lea@exemple.fr" in archive.read(name) for name in archive.namelist())


def test_a_number_that_nobody_has_writes_nothing(commands: Commands, tmp_path: Path) -> None:
    members = tmp_path / "members.csv"
    members.write_text(MEMBERS, "utf-8")
    commands("import", "members", members)
    told = commands("person", "77", tmp_path / "nobody.zip")
    assert (told.status, told.out) == (1, "")
    assert "77" in told.err
    assert not (tmp_path / "nobody.zip").exists()
