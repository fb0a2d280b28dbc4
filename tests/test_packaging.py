import os
import re
import shutil
import subprocess
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
PACKAGING = ROOT / "packaging"
SCRIPTS = sorted(path.name for path in PACKAGING.glob("*.sh"))
PAPERS = [*ROOT.glob("*.md"), *(ROOT / "docs").glob("*.md")]
PINNED = ["requirements.txt", "requirements-dev.txt", "requirements-uv.txt"]
INSTALLED = "for p in $PACKAGES; do printf 'installed=%s ' $p; done"


def pins(name: str) -> dict[str, str]:
    text = (PACKAGING / name).read_text(encoding="utf-8")
    return dict(re.findall(r"^([\w.-]+)(?:\[[\w,]+\])?==(\S+)", text, re.MULTILINE))


def program(folder: Path, name: str, body: str) -> None:
    path = folder / name
    path.write_text(f"#!/bin/bash\n{body}\n", encoding="utf-8")
    path.chmod(0o755)


@pytest.mark.parametrize("paper", PAPERS, ids=lambda path: path.name)
def test_what_the_papers_point_to_exists(paper: Path) -> None:
    links = re.findall(r"\]\(([^)#:]+)(?:#[^)]*)?\)", paper.read_text(encoding="utf-8"))
    assert [link for link in links if not (paper.parent / link).exists()] == []


class BareTree:
    """A copy of the project whose system tools are stand-ins, with nothing installed yet."""

    def __init__(self, folder: Path) -> None:
        self.root, self.tools = folder / "a desk", folder / "tools"
        shutil.copytree(PACKAGING, self.root / "packaging")
        shutil.copy(ROOT / "pyproject.toml", self.root)
        self.tools.mkdir()
        program(self.tools, "dpkg-query", INSTALLED)
        program(self.tools, "apt-get", "echo 'Temporary failure resolving'; exit 100")
        program(self.tools, "sudo", "exit 1")
        self.packages = self.bash('echo "${app_packages[@]}"').stdout.split()

    def bash(self, command: str, **environment: str) -> subprocess.CompletedProcess[str]:
        kept = {"PATH": f"{self.tools}:{os.environ['PATH']}", "HOME": str(self.root)}
        return subprocess.run(
            ["bash", "-c", f". packaging/setup.sh; {command}"],
            cwd=self.root,
            env=kept | {"PACKAGES": " ".join(getattr(self, "packages", []))} | environment,
            capture_output=True,
            text=True,
            timeout=60,
            check=False,
        )

    def install(self) -> None:
        binaries = self.root / ".venv" / "bin"
        binaries.mkdir(parents=True)
        program(binaries, "python", "exit 0")
        program(binaries, "fablab-desk", 'echo "opened: $*"')
        self.bash('stamp run "$(state_of packaging/requirements.txt)"')

    def run(self, arguments: str = "", **environment: str) -> subprocess.CompletedProcess[str]:
        return self.bash(f"exec packaging/run.sh {arguments}", **environment)


@pytest.fixture
def bare(tmp_path: Path) -> BareTree:
    return BareTree(tmp_path)


@pytest.mark.parametrize("script", SCRIPTS)
def test_a_script_is_well_formed(script: str) -> None:
    subprocess.run(["bash", "-n", PACKAGING / script], check=True)


@pytest.mark.parametrize("name", PINNED)
def test_every_package_is_pinned_with_its_hashes_and_no_address(name: str) -> None:
    text = (PACKAGING / name).read_text(encoding="utf-8")
    for requirement in re.split(r"\n(?=\S)", text.strip()):
        assert re.match(r"[\w.-]+(\[[\w,]+\])?==\S+ .*\\\n +--hash=sha256:", requirement)
    assert "://" not in text


def test_the_program_and_its_tests_run_on_the_same_versions() -> None:
    program, tests = pins("requirements.txt"), pins("requirements-dev.txt")
    assert program.items() <= tests.items()


def test_what_the_project_asks_for_is_pinned() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    groups = project["dependency-groups"]
    wanted = [*project["project"]["dependencies"], *groups["build"], *groups["dev"]]
    names = {re.split(r"[\[<>=;~ ]", line)[0].lower() for line in wanted}
    assert names <= set(pins("requirements-dev.txt"))


@pytest.mark.parametrize(
    ("arguments", "opened"),
    [
        ("", "opened: \n"),
        ("--demo", "opened: --demo\n"),
        ("'my lab.sqlite'", "opened: --database my lab.sqlite\n"),
        ("--demo lab.sqlite", "opened: --demo --database lab.sqlite\n"),
    ],
)
def test_what_is_installed_is_opened_without_any_network(
    bare: BareTree, arguments: str, opened: str
) -> None:
    bare.install()
    done = bare.run(arguments, DISPLAY=":0")
    assert (done.stdout, done.stderr, done.returncode) == (opened, "", 0)


def test_an_unknown_option_is_refused(bare: BareTree) -> None:
    assert "Option inconnue" in bare.run("--dmeo").stderr


def test_without_a_screen_it_says_so_and_names_the_tour(bare: BareTree) -> None:
    bare.install()
    done = bare.run()
    assert done.returncode == 1
    assert "pas d’écran" in done.stderr
    assert "fablab-desk tour" in done.stderr


def test_a_screen_that_does_not_answer_is_named(bare: BareTree) -> None:
    bare.install()
    program(bare.root / ".venv" / "bin", "fablab-desk", "kill -ABRT $$")
    assert "l’écran « :41 » ne répond pas" in bare.run(DISPLAY=":41").stderr


def test_the_desk_ends_with_its_own_code(bare: BareTree) -> None:
    bare.install()
    program(bare.root / ".venv" / "bin", "fablab-desk", "exit 7")
    assert bare.run(DISPLAY=":0").returncode == 7


def test_a_screen_kept_in_memory_is_a_screen(bare: BareTree) -> None:
    bare.install()
    assert bare.run(QT_QPA_PLATFORM="offscreen").stdout == "opened: \n"


@pytest.mark.parametrize("changed", ["pyproject.toml", "packaging/requirements.txt"])
def test_a_changed_requirement_is_seen(bare: BareTree, changed: str) -> None:
    bare.install()
    program(bare.tools, "flock", "echo 'would install' >&2; kill $PPID")
    with (bare.root / changed).open("a", encoding="utf-8") as file:
        file.write("\n")
    assert "would install" in bare.run(DISPLAY=":0").stderr


def test_a_library_under_its_newer_name_is_not_missing(bare: BareTree) -> None:
    renamed = " ".join(bare.packages).replace("libglib2.0-0", "libglib2.0-0t64")
    assert bare.bash('missing_packages "${app_packages[@]}"', PACKAGES=renamed).stdout == ""


def test_a_missing_library_is_named(bare: BareTree) -> None:
    few = " ".join(name for name in bare.packages if name != "libegl1")
    assert bare.bash('missing_packages "${app_packages[@]}"', PACKAGES=few).stdout == "libegl1\n"


def test_without_the_network_or_the_right_the_desk_is_told_what_to_do(bare: BareTree) -> None:
    done = bare.run(PACKAGES="")
    reason = "Le réseau ne répond pas" if os.geteuid() == 0 else "apt-get install libgl1"
    assert done.returncode == 1
    assert reason in done.stderr


def test_a_full_disk_is_told_as_such(bare: BareTree) -> None:
    program(bare.tools, "apt-get", "echo 'write failed (No space left on device)'; exit 100")
    program(bare.tools, "sudo", 'exec "$@"')
    assert "Le disque est plein" in bare.run(PACKAGES="").stderr
