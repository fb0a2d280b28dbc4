"""One cell read as its field asks."""

import re
from collections.abc import Callable
from datetime import date

from fablab_desk import identifiers
from fablab_desk.clock import add_months
from fablab_desk.db.search import normalise
from fablab_desk.i18n import LANGUAGES, translate
from fablab_desk.money import parse_amount
from fablab_desk.people.chorus import check_services
from fablab_desk.people.drafts import tidy, tidy_lines
from fablab_desk.people.errors import FutureVisitError
from fablab_desk.people.exchange.fields import ImportField
from fablab_desk.people.kinds import CHORUS_TEXTS, GENDER_TEXTS, Gender
from fablab_desk.typed import parse_import_day

FULL_YEAR = re.compile(r"\d{4}")
LOST_ZERO = re.compile(r"[1-9]\d{8}")
ENDS_WITH_TOWN = re.compile(r"(?s)(.+?)[\s,;–-]+(\d{5})\s+([^\d,]+)")
GENDERS = {
    **dict.fromkeys(("f", "femme", "mme", "mlle", "madame", "female", "w", "woman"), Gender.FEMALE),
    **dict.fromkeys(("h", "m", "homme", "mr", "monsieur", "male", "man"), Gender.MALE),
    **dict.fromkeys(("autre", "other", "x", "nb", "non binaire"), Gender.OTHER),
    **{
        normalise(translate(text, language)): gender
        for gender, text in GENDER_TEXTS.items()
        for language in LANGUAGES
    },
}
CHORUS = {
    normalise(translate(text, language)): asks
    for asks, text in CHORUS_TEXTS.items()
    for language in LANGUAGES
}
YES = frozenset(("1", "oui", "yes", "true", "vrai", "x", "o", "y"))
NO = frozenset(("0", "non", "no", "false", "faux", "n"))
UNDONE = frozenset(
    (
        *("rembourse", "remboursee", "refunded", "refund", "annule", "annulee", "cancelled"),
        *("canceled", "refuse", "refusee", "refused", "abandonne", "abandonnee", "conteste"),
        *("contestee", "echoue", "failed", "rejete", "rejetee", "rejected", "en attente"),
        *("pending", "impaye", "unpaid", "deleted", "supprime", "supprimee"),
    )
)


def read_birth_date(written: str, today: date) -> date:
    """A year of two digits is the last one that has been."""
    day = parse_import_day(written, today)
    if day > today and not FULL_YEAR.search(written):
        day = add_months(day, -100 * 12)
    return identifiers.check_birth_date(day, today)


def read_past_day(written: str, today: date) -> date:
    day = parse_import_day(written, today)
    if day > today:
        raise FutureVisitError(day)
    return day


def read_name(written: str) -> str:
    """Names in capitals or in small letters only take the case people write them in."""
    name = identifiers.check_name(written)
    return identifiers.repair_case(name.upper() if name.islower() else name)


def is_no_number(written: str) -> bool:
    """Words instead of a phone number: “pas de téléphone”."""
    return not any(letter.isdigit() for letter in written)


def split_full_name(written: str) -> tuple[str, str]:
    """First and last name: what is in capitals is the last one, or else all but the first word."""
    words = written.split()
    capitals = [word for word in words if len(word) > 1 and word.isupper()]
    if capitals and len(capitals) < len(words):
        first = " ".join(word for word in words if word not in capitals)
        return first, identifiers.repair_case(" ".join(capitals))
    first, last = (words[0], " ".join(words[1:])) if len(words) > 1 else ("", written)
    return identifiers.repair_case(first), identifiers.repair_case(last)


CHECKS: dict[ImportField, Callable[[str], object]] = {
    ImportField.LAST_NAME: read_name,
    ImportField.FIRST_NAME: read_name,
    ImportField.FULL_NAME: identifiers.check_name,
    ImportField.ORGANISATION: identifiers.check_name,
    ImportField.EMAIL: identifiers.check_email,
    ImportField.ADDRESS: tidy_lines,
    ImportField.CITY: tidy,
    ImportField.DISTRICT: tidy,
    ImportField.PROFESSION: tidy,
    ImportField.CARD: identifiers.check_card,
    ImportField.EMERGENCY_CONTACT: tidy_lines,
    ImportField.SIRET: identifiers.check_siret,
    ImportField.VAT_NUMBER: identifiers.check_vat,
    ImportField.CHORUS_SERVICES: check_services,
    ImportField.OUTSIDE_NUMBER: tidy,
    ImportField.PAYER_LAST_NAME: read_name,
    ImportField.PAYER_FIRST_NAME: read_name,
    ImportField.PAYER_EMAIL: identifiers.check_email,
    ImportField.MEMBERSHIP_LABEL: tidy,
    ImportField.AMOUNT: parse_amount,
    ImportField.DISCOUNT: parse_amount,
    ImportField.PAID_BY: tidy,
}
DAYS: dict[ImportField, Callable[[str, date], date]] = {
    ImportField.BIRTH_DATE: read_birth_date,
    ImportField.FIRST_VISIT_ON: read_past_day,
    ImportField.MEMBERSHIP_STARTS_ON: parse_import_day,
    ImportField.MEMBERSHIP_ENDS_ON: parse_import_day,
}
