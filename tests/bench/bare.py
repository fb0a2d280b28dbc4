"""The limits: what the machine itself allows, measured in the same run as the desk."""

import os
import subprocess
import sys
from statistics import median

_PAINTS = """
import os, sys, time
{before}
from PySide6.QtWidgets import QApplication, QMainWindow
class Window(QMainWindow):
    def paintEvent(self, event):
        super().paintEvent(event)
        stat = open("/proc/self/stat").read().rsplit(")", 1)[1].split()
        began = int(stat[19]) / os.sysconf("SC_CLK_TCK")
        sys.stdout.write(f"{{time.clock_gettime(time.CLOCK_BOOTTIME) - began:.4f}}\\n")
        status = open("/proc/self/status").read()
        sys.stdout.write(status.split("VmRSS:")[1].split()[0] + "\\n")
        sys.stdout.flush()
        os._exit(0)
app = QApplication([])
window = Window()
window.resize(1320, 820)
window.show()
app.exec()
"""


def first_paint(runs: int = 7) -> float:
    """c: seconds from the process’s start to the first paint of an empty window, the median."""
    return median(_run("")[0] for _ in range(runs))


def empty_memory() -> float:
    """MiB of an empty window with SQLAlchemy loaded."""
    return median(_run("import sqlalchemy.orm")[1] for _ in range(3)) / 1024


def _run(before: str) -> tuple[float, float]:
    out = subprocess.run(
        [sys.executable, "-c", _PAINTS.format(before=before)],
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen"},
        capture_output=True,
        text=True,
        check=True,
    ).stdout.split()
    return float(out[0]), float(out[1])
