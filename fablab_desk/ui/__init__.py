"""Every screen. Only here is Qt known."""

from importlib import import_module

import PySide6  # noqa: F401  (brings the module below along)


def _spare_sources() -> None:
    """Qt's binding reads the whole source of each module loaded after it, and keeps it.

    It looks for a use of `__feature__`, of which there is none here; reading them all takes long.
    """
    features = vars(import_module("shibokensupport.feature"))
    if "_mod_uses_pyside" in features:
        features["_mod_uses_pyside"] = lambda _module: False


_spare_sources()
