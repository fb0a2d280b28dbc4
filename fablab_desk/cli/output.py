"""What a command tells: answers on the standard output, the rest on the other."""

import sys


def tell(text: str) -> None:
    sys.stdout.write(f"{text}\n")


def warn(text: str) -> None:
    sys.stderr.write(f"{text}\n")
