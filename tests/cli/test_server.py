"""The same commands on a PostgreSQL server."""

import json
from pathlib import Path

import pytest

from builders.sheets import DATA
from cli.conftest import Commands, set_up_at
from fablab_desk.db.database import Database
from pgserver import PgServer


@pytest.fixture
def on_server(commands: Commands, server_database: Database) -> Commands:
    url = server_database.engine.url.render_as_string(hide_password=False)
    set_up_at(url)
    commands.place = url
    return commands


def test_members_go_in_and_out_of_a_server(on_server: Commands, tmp_path: Path) -> None:
    told = on_server("import", "members", DATA / "members-helloasso.csv", "--json")
    assert json.loads(told.out)["new"] == 5, told.err
    out = tmp_path / "out.xlsx"
    assert on_server("export", "members", out).status == 0
    again = json.loads(on_server("import", "members", out, "--json").out)
    assert (again["new"], again["changed"], again["refused"]) == (0, 0, [])
    told = on_server("attest", "membership", 1, "--out", tmp_path / "out.pdf")
    assert told.status == 0, told.err
    assert on_server("verify", tmp_path / "out.pdf").status == 0
    checked = on_server("check")
    assert (checked.status, checked.err) == (0, "")


def test_a_server_that_is_not_there_is_told(commands: Commands, tmp_path: Path) -> None:
    commands.place = f"postgresql://lab@/desk?host={tmp_path}"
    told = commands("check")
    assert (told.status, told.out) == (1, "")
    assert "does not answer" in told.err


def test_a_base_the_server_does_not_have_is_told(commands: Commands, server: PgServer) -> None:
    commands.place = server.url("nowhere")
    told = commands("check")
    assert told.status == 1
    assert "has no such database" in told.err
