"""The forms of the lab's identity and of its desk."""

from collections.abc import Callable
from datetime import time
from functools import cache, partial
from typing import Any

from PySide6.QtWidgets import QWidget

from fablab_desk.db.database import Query
from fablab_desk.errors import Problems
from fablab_desk.i18n import current, mark, translate
from fablab_desk.lab.drafts import CarrierDraft, LabDraft
from fablab_desk.lab.queries import Settings, find_settings
from fablab_desk.lab.service import correct_carrier, correct_lab
from fablab_desk.overview.settings import Identity, find_identity
from fablab_desk.staff.act import Act
from fablab_desk.ui.desk import Desk
from fablab_desk.ui.fields import (
    AmountField,
    CheckField,
    ChoiceField,
    CountField,
    LineField,
    PhoneField,
    TextField,
)
from fablab_desk.ui.forms import FormDialog
from fablab_desk.ui.readable import read_all
from fablab_desk.ui.settings.logo import LogoField
from fablab_desk.ui.undo import Undo

NIGHT_HOURS = range(13)


def month_names() -> dict[int, str]:
    """The months in the language shown, by number."""
    return _month_names(current())


@cache
def _month_names(language: str) -> dict[int, str]:
    from babel.dates import get_month_names

    return dict(get_month_names("wide", "stand-alone", language))


class IdentityForm(FormDialog):
    """Left blank, a line is not printed; the name alone is needed."""

    def ask_name(self) -> None:
        self.add_field("name", mark("Name on papers"), LineField(), required=True)

    def ask(self) -> None:
        """Add the other fields of an identity."""
        hint = mark("association under the law of 1901")
        self.add_field("legal_form", mark("Legal form"), LineField(hint))
        self.add_field("address", mark("Address"), TextField(2))
        self.add_row(
            mark("Town"),
            [
                ("postal_code", mark("Postal code"), LineField(mark("Postal code"))),
                ("city", mark("Town"), LineField(mark("Town"))),
            ],
        )
        self.add_field("email", mark("E-mail"), LineField())
        self.add_field("phone", mark("Phone"), PhoneField())
        self.add_field("website", mark("Website"), LineField())
        self.add_section(mark("For papers"))
        self.add_field("siret", mark("SIRET"), LineField())
        self.add_field("rna", mark("RNA"), LineField("W…"))
        hint = mark("11 figures, if it is one")
        self.add_field("training_body", mark("Declared as a training body"), LineField(hint))
        self.add_field("vat_number", mark("VAT number"), LineField())
        self.add_field("iban", mark("IBAN"), LineField())
        self.add_field("bic", mark("BIC"), LineField())
        self.add_field("account_holder", mark("Account holder, if another"), LineField())
        self.add_field("logo", mark("Logo"), LogoField())

    def draft(self) -> CarrierDraft:
        return CarrierDraft(**{name: self.fields[name].value() for name in CarrierDraft.__slots__})

    def check(self) -> None:
        _, found = self.draft().checked()
        if found:
            raise Problems(found)


class IdentityDialog(IdentityForm):
    """That of the lab on papers, or of one of the structures that carry it."""

    def __init__(
        self,
        desk: Desk,
        parent: QWidget,
        identity: Identity,
        title: str = mark("Identity of the lab"),
    ) -> None:
        super().__init__(desk, parent, title)
        self.ask_name()
        self.ask()
        self.fill(identity)

    def reread(self) -> Query[Identity | None]:
        key = self._identity.carrier_id
        assert key is not None
        return partial(find_identity, carrier_id=key)

    def fill(self, known: Identity) -> None:
        self._identity = known
        for name, field in self.fields.items():
            field.set_value(getattr(known.carrier, name))

    def act(self) -> Callable[[Act], object]:
        key, seen, draft = self._identity.carrier_id, self._identity.version, self.draft()
        assert key is not None
        return lambda act: correct_carrier(act, key, draft, seen)

    def undo(self, result: object) -> Undo:
        key, before, after = self._identity.carrier_id, self._identity.carrier, self.draft()
        assert key is not None
        return Undo(self.said(result), lambda act: correct_carrier(act, key, before, after))

    def said(self, result: object) -> str:
        return translate(mark("The identity is corrected: papers say it from now on."))


class HoursDialog(FormDialog):
    """What holds at the desk: name, day, fiscal year, login."""

    def __init__(self, desk: Desk, parent: QWidget, settings: Settings) -> None:
        super().__init__(desk, parent, mark("The desk"))
        self.add_field("name", mark("Name of the lab"), LineField(), required=True)
        self.add_field("asks_login", mark("Login"), CheckField(mark("Ask for a login")))
        self.add_field("idle_minutes", mark("Lock after (minutes)"), CountField())
        self.add_note(translate(mark("0 minutes: the screen locks with Ctrl+L only.")))
        self.until = self.add_field(
            "day_ends_at", mark("Working day until"), ChoiceField[time](_hours(settings))
        )
        self.add_field("fiscal_month", mark("Fiscal year from"), month_field())
        self.add_field("zone_name", mark("Time zone"), LineField("Europe/Paris"), required=True)
        self.add_field("gift_cap", mark("Material offered, at most"), AmountField())
        for_what = mark("For a failed print; left blank: nothing is offered")
        self.add_help("gift_cap", translate(for_what))
        self.fill(settings)

    def reread(self) -> Query[Settings]:
        return find_settings

    def fill(self, known: Settings) -> None:
        self._seen = known.version
        self.until.set_choices(_hours(known))
        said: dict[str, Any] = {
            name: known.zone.key if name == "zone_name" else getattr(known, name)
            for name in self.fields
        }
        self._before = LabDraft(**said)
        for name, field in self.fields.items():
            field.set_value(said[name])

    def _draft(self) -> LabDraft:
        return LabDraft(**read_all(self.fields, {"idle_minutes": 0}))

    def check(self) -> None:
        _, found = self._draft().checked()
        if found:
            raise Problems(found)

    def act(self) -> Callable[[Act], object]:
        draft, seen = self._draft(), self._seen
        return lambda act: correct_lab(act, draft, seen)

    def undo(self, result: object) -> Undo:
        before, after = self._before, self._draft()
        return Undo(self.said(result), lambda act: correct_lab(act, before, after))

    def said(self, result: object) -> str:
        return translate(mark("The settings of the desk are corrected."))


def _hours(settings: Settings) -> list[tuple[time, str]]:
    """Those of the night, and the one that holds."""
    hours = [(time(hour), f"{hour:02}:00") for hour in NIGHT_HOURS]
    if settings.day_ends_at not in dict(hours):
        hours.append((settings.day_ends_at, f"{settings.day_ends_at:%H:%M}"))
    return hours


def add_season(form: FormDialog) -> tuple[CountField, ChoiceField[int]]:
    """On one line, the day and the month a season begins with."""
    day, month = CountField(), month_field()
    fields = [("season_day", mark("Day"), day), ("season_month", mark("Month"), month)]
    form.add_row(mark("Season from"), fields)
    return day, month


def month_field() -> ChoiceField[int]:
    return ChoiceField(sorted(month_names().items()))
