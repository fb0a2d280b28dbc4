"""`fablab-desk`: the window, or one command."""

import sys
from collections.abc import Sequence


def main(arguments: Sequence[str] | None = None) -> int:
    from fablab_desk.cli.parser import parse

    wanted = parse(sys.argv[1:] if arguments is None else arguments)
    if wanted.language:
        from fablab_desk.i18n import use

        use(wanted.language)
    if wanted.command is None:
        from fablab_desk.ui.app import start

        return start(wanted.database, demo=wanted.demo, language=wanted.language)
    if wanted.command == "tour":
        from fablab_desk.cli.run import told
        from fablab_desk.ui.tour import tour

        return told(lambda: tour(wanted.folder, wanted.database))
    from fablab_desk.cli.run import run

    return run(wanted)


if __name__ == "__main__":
    sys.exit(main())
