"""`fablab-desk`: the window, or one command."""

import sys
from collections.abc import Sequence


def main(arguments: Sequence[str] | None = None) -> int:
    given = sys.argv[1:] if arguments is None else list(arguments)
    try:
        return _main(given)
    except KeyboardInterrupt:  # while the program was still loaded
        return 130


def _main(given: list[str]) -> int:
    # What usually opens the window is known without the parser, which would keep it waiting.
    match given:
        case []:
            return _open_window()
        case ["--demo"]:
            return _open_window(demo=True)
        case ["--database", place] if place and not place.startswith("-"):
            return _open_window(place)
    from fablab_desk.cli.parser import parse

    wanted = parse(given)
    if wanted.command is None:
        return _open_window(wanted.database, demo=wanted.demo, language=wanted.language)
    if wanted.command == "tour":
        from fablab_desk.cli.run import told
        from fablab_desk.ui.tour import tour

        return told(lambda: tour(wanted.folder, wanted.database))
    from fablab_desk.cli.run import run

    return run(wanted)


def _open_window(
    database: str | None = None, *, demo: bool = False, language: str | None = None
) -> int:
    from fablab_desk.ui.start import start

    return start(database, demo=demo, language=language)


if __name__ == "__main__":
    sys.exit(main())
