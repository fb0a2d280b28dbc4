"""How the whole program is dressed: Fusion, one palette, one stylesheet, Inter."""

from enum import StrEnum
from functools import cache
from string import Template

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QFont, QFontDatabase, QPalette
from PySide6.QtWidgets import QApplication

from fablab_desk.i18n import mark
from fablab_desk.paths import resources_folder
from fablab_desk.ui.colours import DARK, LIGHT, Colours, Tone, other_scheme

FAMILY = "Inter"
BODY = 13
MARGIN = 24


class Scheme(StrEnum):
    SYSTEM = "system"
    LIGHT = "light"
    DARK = "dark"

    @property
    def label(self) -> str:
        return _SCHEME_LABELS[self]


_SCHEME_LABELS = {
    Scheme.SYSTEM: mark("As the system"),
    Scheme.LIGHT: mark("Light"),
    Scheme.DARK: mark("Dark"),
}


class _Worn:
    colours: Colours = LIGHT
    scheme: Scheme = Scheme.SYSTEM
    scale: float = 1.0


def dress(app: QApplication, scheme: Scheme = Scheme.SYSTEM, scale: float = 1.0) -> None:
    """Dress the program; `scale` enlarges every text, 2.0 being twice the size."""
    _Worn.scheme, _Worn.scale = scheme, scale
    _Worn.colours = _chosen(app, scheme)
    app.setStyle("Fusion")
    load_fonts()
    app.setFont(font())
    app.setPalette(make_palette(_Worn.colours))
    app.setStyleSheet(stylesheet(_Worn.colours, scale))


def follow_system(app: QApplication) -> None:
    """Change with the system's light or dark setting, unless one was chosen here."""

    def follow() -> None:
        if _Worn.scheme is Scheme.SYSTEM:
            dress(app, Scheme.SYSTEM, _Worn.scale)

    app.styleHints().colorSchemeChanged.connect(follow)


def colours() -> Colours:
    return _Worn.colours


def toast_colours() -> Colours:
    """Toasts wear the other scheme."""
    return other_scheme(_Worn.colours)


def scheme() -> Scheme:
    return _Worn.scheme


def px(size: float) -> int:
    """A length in pixels, grown with the texts."""
    return round(size * _Worn.scale)


def font(size: int = BODY, weight: int = 400, *, tabular: bool = False) -> QFont:
    return _font(px(size), weight, tabular)


@cache
def _font(pixels: int, weight: int, tabular: bool) -> QFont:
    made = QFont([FAMILY, "Liberation Sans", "Segoe UI"])
    made.setPixelSize(pixels)
    made.setWeight(QFont.Weight(weight))
    made.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
    if tabular:
        made.setFeature(QFont.Tag("tnum"), 1)
    return made


@cache
def load_fonts() -> None:
    for file in sorted((resources_folder() / "fonts" / "inter").glob("*.ttf")):
        QFontDatabase.addApplicationFont(str(file))


def make_palette(colours: Colours) -> QPalette:
    role = QPalette.ColorRole
    palette = QPalette()
    named = {
        role.Window: colours.bg,
        role.Base: colours.surface,
        role.AlternateBase: colours.hover,
        role.Button: colours.surface,
        role.WindowText: colours.text,
        role.Text: colours.text,
        role.ButtonText: colours.text,
        role.BrightText: colours.on_accent,
        role.ToolTipBase: colours.surface,
        role.ToolTipText: colours.text,
        role.PlaceholderText: colours.muted,
        role.Highlight: colours.accent,
        role.HighlightedText: colours.on_accent,
        role.Accent: colours.accent,
        role.Link: colours.accent_text,
        role.LinkVisited: colours.accent_text,
        role.Light: colours.hover,
        role.Midlight: colours.hover,
        role.Mid: colours.border,
        role.Dark: colours.muted,
        role.Shadow: colours.border,
    }
    for name, value in named.items():
        palette.setColor(name, QColor(value))
    for name in (role.WindowText, role.Text, role.ButtonText):
        palette.setColor(QPalette.ColorGroup.Disabled, name, QColor(colours.muted))
    return palette


def stylesheet(colours: Colours, scale: float = 1.0) -> str:
    template = (resources_folder() / "styles" / "desk.qss").read_text(encoding="utf-8")
    icons = (resources_folder() / "icons").as_posix()
    values: dict[str, object] = {
        name: value for name, value in vars(colours).items() if isinstance(value, str)
    }
    for tone in Tone:
        tint = colours.tint(tone)
        values |= {tone.value: tint.text, f"{tone.value}_ground": tint.ground}
    other = other_scheme(colours)
    values |= {
        "toast_ground": other.surface,
        "toast_text": other.text,
        "toast_accent": other.accent_text,
        "arrow": f"{icons}/arrow-{'dark' if colours.dark else 'light'}.svg",
        "tick": f"{icons}/tick-{'dark' if colours.dark else 'light'}.svg",
    }
    values |= {f"s{size}": round(size * scale) for size in (11, 12, 16, 20)}
    values |= {f"h{size}": round(size * scale) for size in (5, 16, 24, 28, 34)}
    values |= _with_borders(scale)
    return Template(template).substitute(values)


def _with_borders(scale: float) -> dict[str, int]:
    """Lengths that leave room for borders of 1 and 2 px; Qt squares a radius above half a side."""
    box, pill, ring = round(16 * scale) + 2, round(28 * scale) + 2, round(5 * scale)
    inside = {f"h{size - 2}": round(size * scale) - 2 for size in (16, 28, 34)}
    return {**inside, "pill": pill // 2, "round": box // 2, "dot": box - 2 * ring}


def _chosen(app: QApplication, scheme: Scheme) -> Colours:
    if scheme is Scheme.SYSTEM:
        dark = app.styleHints().colorScheme() == Qt.ColorScheme.Dark
    else:
        dark = scheme is Scheme.DARK
    return DARK if dark else LIGHT
