"""Draw the icons of the window once more, from the outline font that qtawesome carries.

Run with the development environment after adding a name: `python packaging/icons.py`.
"""

import json
import os
import sys
from importlib.util import find_spec
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QPointF
from PySide6.QtGui import QGuiApplication, QPainterPath, QRawFont, QTransform

RESOURCES = Path(__file__).parent.parent / "resources"
SIDE = 24.0
KINDS = {
    QPainterPath.ElementType.MoveToElement: "M",
    QPainterPath.ElementType.LineToElement: "L",
    QPainterPath.ElementType.CurveToElement: "C",
}


def carried_fonts() -> Path:
    found = find_spec("qtawesome")
    if found is None or found.origin is None:
        sys.exit("qtawesome is not installed")
    return Path(found.origin).parent / "fonts"


def path_data(path: QPainterPath) -> str:
    parts = []
    for place in range(path.elementCount()):
        element = path.elementAt(place)
        parts.append(f"{KINDS.get(element.type, ' ')}{element.x:.2f} {element.y:.2f}")
    return "".join(parts) + "Z"


def drawing(font: QRawFont, glyph: int) -> str:
    """The glyph as one path in a square of 24 units, as Material icons are drawn."""
    path = font.pathForGlyph(glyph)
    fitted = QTransform.fromTranslate(0, font.ascent()).map(path)
    box = fitted.boundingRect()
    centre = QPointF(SIDE / 2 - font.advancesForGlyphIndexes([glyph])[0].x() / 2, 0)
    overshoot = min(0.0, box.top()) + max(0.0, box.bottom() - SIDE)
    fitted.translate(centre.x(), -overshoot)
    return (
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 24 24">'
        f'<path fill="#000000" d="{path_data(fitted)}"/></svg>\n'
    )


def main() -> None:
    _application = QGuiApplication([])
    fonts = carried_fonts()
    (file,) = fonts.glob("materialdesignicons6-webfont-[0-9]*.ttf")
    (charmap,) = fonts.glob("materialdesignicons6-webfont-charmap-*.json")
    points = json.loads(charmap.read_text(encoding="utf-8"))
    wanted = json.loads((RESOURCES / "icons" / "names.json").read_text(encoding="utf-8"))
    font = QRawFont(str(file), SIDE)
    for name, mdi in wanted.items():
        (glyph,) = font.glyphIndexesForString(chr(int(points[mdi], 16)))
        (RESOURCES / "icons" / f"{name}.svg").write_text(drawing(font, glyph), encoding="utf-8")


if __name__ == "__main__":
    main()
