"""What a screen reader hears of the program: for the system's own Python, which knows AT-SPI.

Asked on standard input, a line each: `focus` is the name of the control that has the keys,
`moves` how often it changed, `says TEXT` whether some text that shows holds it, `offers TEXT`
whether it is a control's that can be used.
"""

import sys
from collections.abc import Iterator
from importlib import import_module
from typing import Any

import_module("gi").require_version("Atspi", "2.0")
Atspi: Any = import_module("gi.repository.Atspi")
GLib: Any = import_module("gi.repository.GLib")
DEEPEST = 40
SENSITIVE = Atspi.StateType.SENSITIVE


class Reader:
    def __init__(self) -> None:
        self._focus = ""
        self._moves = 0
        self._listener = Atspi.EventListener.new(self._hear)
        self._listener.register("object:state-changed:focused")

    def answer(self, *_told: object) -> bool:
        """In the loop's own thread: AT-SPI knows no other. False once nobody asks any more."""
        line = sys.stdin.readline()
        asked, _, text = line.rstrip("\n").partition(" ")
        match asked:
            case "focus":
                found = self._focus
            case "moves":
                found = str(self._moves)
            case _:
                found = str(self._shows(text, usable=asked == "offers"))
        sys.stdout.write(f"{found}\n".replace("\xa0", " "))
        sys.stdout.flush()
        if not line:
            Atspi.event_quit()
        return bool(line)

    def _hear(self, event: Any) -> None:
        if event.detail1:
            self._focus = _name(event.source)
            self._moves += 1

    def _shows(self, text: str, *, usable: bool) -> bool:
        """Nothing is remembered of the last time: much has changed, and not all of it is told."""
        desktop = Atspi.get_desktop(0)
        programs = [desktop.get_child_at_index(at) for at in range(desktop.get_child_count())]
        for program in programs:
            program.set_cache_mask(Atspi.Cache.NONE)
        shown = (one for program in programs for one in _shown(program, 0))
        return any(
            text in name.replace("\xa0", " ") and (states.contains(SENSITIVE) or not usable)
            for name, states in shown
        )


def _name(control: Any) -> str:
    return (control.get_name() or "").replace("\n", " ").replace("&", "")


def _shown(control: Any, depth: int) -> Iterator[tuple[str, Any]]:
    """The name and states of whatever shows: tables are left out, which may be long."""
    try:
        if not control or depth > DEEPEST or control.get_role() == Atspi.Role.TABLE:
            return
        yield _name(control), control.get_state_set()
        for place in range(control.get_child_count()):
            child = control.get_child_at_index(place)
            if child and child.get_state_set().contains(Atspi.StateType.VISIBLE):
                yield from _shown(child, depth + 1)
    except Exception as gone:  # GLib.Error: it was destroyed meanwhile
        sys.stderr.write(f"{gone}\n")


if __name__ == "__main__":
    Atspi.init()
    reader = Reader()
    GLib.io_add_watch(sys.stdin, GLib.IO_IN | GLib.IO_HUP, reader.answer)
    Atspi.event_main()
