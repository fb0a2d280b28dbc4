"""The lab that everything is measured in: made once by the demo, copied for whoever writes."""

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from hashlib import sha256
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter

ROOT = Path(__file__).parents[2]
MIGRATIONS = ROOT / "fablab_desk" / "db" / "migrations" / "versions"
UNLIKE_A_USER = {"PYTHONDONTWRITEBYTECODE", "PYTHONUNBUFFERED"}


def home_in(folder: Path) -> Mapping[str, str]:
    """The environment of a user who has nothing but what lies in that folder.

    The compiled code lies beside it too, as it does where the program is installed.
    """
    inherited = {key: value for key, value in os.environ.items() if key not in UNLIKE_A_USER}
    return {
        **inherited,
        "PYTHONPYCACHEPREFIX": str(folder.parent / "compiled"),
        "XDG_DATA_HOME": str(folder / "data"),
        "XDG_STATE_HOME": str(folder / "state"),
        "QT_QPA_PLATFORM": "offscreen",
        "PYTHONPATH": str(ROOT),
    }


def made_lab(cache: Path, people: int, uses: int) -> tuple[Path, float]:
    """A folder with `desk.sqlite` and the key it was signed with; the seconds it took, or 0."""
    digest = sha256(b"".join(file.read_bytes() for file in sorted(MIGRATIONS.glob("r*.*"))))
    folder = cache / f"{people}-{uses}-{digest.hexdigest()[:8]}"  # of another schema: another lab
    base = folder / "desk.sqlite"
    if base.exists():
        return folder, 0.0
    folder.mkdir(parents=True, exist_ok=True)
    began = perf_counter()
    subprocess.run(
        [
            *(sys.executable, "-m", "fablab_desk", "demo", str(base)),
            *("--people", str(people), "--uses", str(uses)),
        ],
        env=home_in(folder),
        cwd=ROOT,
        check=True,
    )
    return folder, perf_counter() - began


@contextmanager
def copied(folder: Path) -> Iterator[Path]:
    """The lab as it was made, in a folder that may be written to."""
    with TemporaryDirectory(prefix="bench-") as temporary:
        shutil.copytree(folder, temporary, dirs_exist_ok=True)
        yield Path(temporary)
