"""An attestation of presence by the command line."""

from pathlib import Path

from builders.sheets import DATA
from cli.conftest import Commands


def test_the_days_of_a_person_are_attested_or_it_is_said_why_not(
    commands: Commands, tmp_path: Path
) -> None:
    commands("import", "members", DATA / "members-helloasso.csv")
    file = tmp_path / "presence.pdf"
    never = commands("attest", "presence", 1, "--out", file)
    assert (never.status, file.exists()) == (1, False)
    assert "counted on no day" in never.err
    commands("checkin", 1)
    told = commands("attest", "presence", 1, "--out", file)
    assert told.status == 0, told.err
    assert commands("verify", file).status == 0
    backwards = commands(
        *("attest", "presence", 1, "--from", "02/01/2020", "--to", "01/01/2020", "--out", file)
    )
    assert "comes before the first" in backwards.err
