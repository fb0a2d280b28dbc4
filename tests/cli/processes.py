"""The command line as a process of its own: closed pipes, signals, rights and room that lack."""

import subprocess
import sys
from typing import IO, Any

# What is done in the new process before it becomes the program.
AS_NOBODY_SPECIAL = """
import ctypes
for capability in (1, 2):  # CAP_DAC_OVERRIDE, CAP_DAC_READ_SEARCH: root opens whatever is closed
    ctypes.CDLL(None).prctl(24, capability, 0, 0, 0)  # PR_CAPBSET_DROP
"""
WITH_NO_ROOM = """
import resource, signal
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
resource.setrlimit(resource.RLIMIT_FSIZE, (16384, 16384))  # four pages
"""
CLOSING = "import os; os.close({descriptor})"
THEN = """
import os, sys
os.execv(sys.executable, [sys.executable, "-m", "fablab_desk", "--language", "en", *sys.argv[1:]])
"""


def started(
    *words: object,
    before: str = "",
    stdin: int | None = None,
    stdout: int | IO[Any] = subprocess.PIPE,
) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-c", before + "\n" + THEN, *map(str, words)],
        text=True,
        stdin=stdin,
        stdout=stdout,
        stderr=subprocess.PIPE,
        start_new_session=True,  # no terminal
    )


def run(
    *words: object,
    before: str = "",
    stdin: int | None = None,
    stdout: int | IO[Any] = subprocess.PIPE,
) -> tuple[int, str, str]:
    """The exit status, and what was told on both outputs."""
    with started(*words, before=before, stdin=stdin, stdout=stdout) as process:
        out, err = process.communicate()
    assert "Traceback" not in err
    return process.returncode, out or "", err
