"""The one table of colours, light and dark, and every pair in which text stands on a ground."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum


class Tone(StrEnum):
    """What a chip, an avatar or a message says by its colour, always beside a word or an icon."""

    OK = "ok"
    WARN = "warn"
    BAD = "bad"
    INFO = "info"
    GREY = "grey"


@dataclass(frozen=True)
class Tint:
    ground: str
    text: str


@dataclass(frozen=True)
class Colours:
    dark: bool
    bg: str
    surface: str
    border: str
    text: str
    muted: str
    accent: str
    accent_text: str  # the accent where it is written, legible on every ground
    on_accent: str
    accent_hover: str
    selection: str
    hover: str
    edge: str  # the frame of what takes typing
    grip: str  # of a scroll bar
    ring: str  # around what is filled with the accent, while it has the focus
    tones: dict[Tone, Tint]

    def tint(self, tone: Tone) -> Tint:
        return self.tones[tone]


LIGHT = Colours(
    dark=False,
    bg="#f6f7f9",
    surface="#ffffff",
    border="#e4e7ec",
    text="#101828",
    muted="#5f6980",
    accent="#3b5bdb",
    accent_text="#3b5bdb",
    on_accent="#ffffff",
    accent_hover="#3350c6",
    selection="#eef2ff",
    hover="#f5f7fb",
    edge="#848d9f",
    grip="#c6ccd6",
    ring="#101828",
    tones={
        Tone.OK: Tint("#ecfdf3", "#067647"),
        Tone.WARN: Tint("#fffaeb", "#b54708"),
        Tone.BAD: Tint("#fef3f2", "#b42318"),
        Tone.INFO: Tint("#eff4ff", "#3538cd"),
        Tone.GREY: Tint("#f2f4f7", "#475467"),
    },
)
DARK = Colours(
    dark=True,
    bg="#16181d",
    surface="#1e2128",
    border="#2c313a",
    text="#e6e8ec",
    muted="#98a2b3",
    accent="#6b8afd",
    accent_text="#8da5ff",
    on_accent="#101828",
    accent_hover="#7f9afe",
    selection="#273055",
    hover="#252932",
    edge="#666e7d",
    grip="#434a57",
    ring="#ffffff",
    tones={
        Tone.OK: Tint("#12352a", "#6ce9a6"),
        Tone.WARN: Tint("#3a2c12", "#fec84b"),
        Tone.BAD: Tint("#3d1d1c", "#fda29b"),
        Tone.INFO: Tint("#1f2a4d", "#a4bcfd"),
        Tone.GREY: Tint("#2b303a", "#c3c9d4"),
    },
)


def other_scheme(colours: Colours) -> Colours:
    return LIGHT if colours.dark else DARK


def text_pairs(colours: Colours) -> Iterator[tuple[str, str, str]]:
    """What is written on what: a name, the text's colour and the ground's."""
    for ground in ("bg", "surface", "selection", "hover"):
        for text in ("text", "muted", "accent_text"):
            yield f"{text} on {ground}", getattr(colours, text), getattr(colours, ground)
    yield "on_accent on accent", colours.on_accent, colours.accent
    yield "on_accent on accent_hover", colours.on_accent, colours.accent_hover
    for tone, tint in colours.tones.items():
        yield f"{tone} chip", tint.text, tint.ground
        # A problem or a due line is also written without its tint.
        for ground in ("bg", "surface", "selection", "hover"):
            yield f"{tone} on {ground}", tint.text, getattr(colours, ground)


def drawn_pairs(colours: Colours) -> Iterator[tuple[str, str, str]]:
    """What is drawn on what and means something: focus rings, bars, boxes, the edge of a fault."""
    for ground in ("bg", "surface", "selection", "hover"):
        yield f"focus ring on {ground}", colours.accent, getattr(colours, ground)
        yield f"box on {ground}", colours.muted, getattr(colours, ground)
        yield f"wrong field on {ground}", colours.tint(Tone.BAD).text, getattr(colours, ground)
    for ground in ("bg", "surface"):
        yield f"frame of a field on {ground}", colours.edge, getattr(colours, ground)
    for ground in ("accent", "bg", "surface"):
        yield f"ring of the primary button on {ground}", colours.ring, getattr(colours, ground)
    yield "what is done of a work", colours.accent, colours.border


def contrast(one: str, other: str) -> float:
    """The ratio of WCAG 2 between two colours written as #rrggbb, from 1 to 21."""
    low, high = sorted((_luminance(one), _luminance(other)))
    return (high + 0.05) / (low + 0.05)


def _luminance(colour: str) -> float:
    parts = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    red, green, blue = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
