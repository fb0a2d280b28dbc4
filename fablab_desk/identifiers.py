"""Numbers and names as people write them: brought to one form and checked, or refused."""

import re
import unicodedata
from collections.abc import Callable
from datetime import date

from fablab_desk.errors import DeskError
from fablab_desk.i18n import mark

LONGEST_NAME = 300
LONGEST_CARD = 64
EARLIEST_BIRTH = date(1900, 1, 1)

_LONGEST_SHOWN = 60
_JOINERS = "\u200c\u200d"  # they hold letters of Persian and parts of an emoji together
# Numbers of these kinds are dialled like French ones, but belong to the region's own plan.
_OVERSEAS = {
    **dict.fromkeys(("590", "690", "691"), "GP"),
    **dict.fromkeys(("594", "694"), "GF"),
    **dict.fromkeys(("596", "696", "697"), "MQ"),
    **dict.fromkeys(("262", "263", "692", "693"), "RE"),
    **dict.fromkeys(("269", "639"), "YT"),
}
_FRENCH_DIALLING = {33, 590, 594, 596, 262}
_STORED_FRENCH = re.compile(r"\+33([1-79])" + r"(\d\d)" * 4)
_DIALLED = re.compile(r"\+?[0-9().\-/]+")
_TRAINING_BODY = re.compile(r"\d{11}")
_RNA = re.compile(r"W[0-9][0-9A-Z][0-9]{7}")
_RIB = re.compile(r"(?:FR|MC)[0-9]{2}([0-9]{5})([0-9]{5})([0-9A-Z]{11})([0-9]{2})")
_RIB_LETTERS = str.maketrans("ABCDEFGHIJKLMNOPQRSTUVWXYZ", "12345678912345678923456789")
_LOWER_PARTICLES = {"de", "von", "van", "der", "den"}


class IdentifierError(DeskError):
    """A value that is not what its field asks for; each kind has its sentence."""

    sentence = ""

    def __init__(self, value: str) -> None:
        short = value if len(value) <= _LONGEST_SHOWN else f"{value[:_LONGEST_SHOWN]}…"
        super().__init__(self.sentence, value=short)


class EmailError(IdentifierError):
    sentence = mark("“{value}” is not an e-mail address. Expected: name@example.org.")


class PhoneError(IdentifierError):
    sentence = mark(
        "“{value}” is not a phone number. Expected: ten digits, or + and the country's code."
    )


class PostalCodeError(IdentifierError):
    sentence = mark("“{value}” is not a French postal code. Expected: five digits.")


class LostZeroError(IdentifierError):
    sentence = mark("The postal code “{value}” has four digits: is it 0{value}, its zero lost?")


class SirenError(IdentifierError):
    sentence = mark("“{value}” is not a SIREN number. Expected: nine digits; check them again.")


class SiretError(IdentifierError):
    sentence = mark("“{value}” is not a SIRET number. Expected: 14 digits; check them again.")


class VatNumberError(IdentifierError):
    sentence = mark(
        "“{value}” is not a VAT number. Expected: two letters of the country and its number, "
        "in France FR, two characters and the SIREN number."
    )


class TrainingBodyError(IdentifierError):
    sentence = mark("“{value}” is not the number of a training body. Expected: 11 figures.")


class RnaError(IdentifierError):
    sentence = mark("“{value}” is not an RNA number. Expected: W and nine digits.")


class IbanError(IdentifierError):
    sentence = mark("“{value}” is not an IBAN: one of its characters is wrong or missing.")


class BicError(IdentifierError):
    sentence = mark("“{value}” is not a BIC. Expected: 8 or 11 letters and digits.")


class CardNumberError(IdentifierError):
    sentence = mark("“{value}” is not a card number. Expected: at most 64 letters and digits.")


class BlankNameError(DeskError):
    def __init__(self) -> None:
        super().__init__(mark("The name is missing."))


class LongNameError(IdentifierError):
    sentence = mark("The name “{value}” is too long: at most 300 characters.")


class FutureBirthError(DeskError):
    def __init__(self, day: date) -> None:
        super().__init__(mark("The birth date {day} is in the future."), day=day)


class AncientBirthError(DeskError):
    def __init__(self, day: date) -> None:
        super().__init__(mark("The birth date {day} is before 1900. Check the year."), day=day)


def normalized(text: str) -> str:
    """Compatibility forms replaced, every space out, no-break and narrow ones included."""
    return "".join(unicodedata.normalize("NFKC", text).split())


def seen(text: str) -> str:
    """Without what nobody sees, which hides twins and turns names round; controls are blanks."""
    return text if text.isprintable() else "".join(map(_seen, text))


def _seen(letter: str) -> str:
    if letter in _JOINERS or letter == "\n":
        return letter
    kind = unicodedata.category(letter)
    return "" if kind == "Cf" else " " if kind in {"Cc", "Cs"} else letter


def check_email(text: str) -> str:
    """The address with its domain in small letters; whether it exists is not asked."""
    from email_validator import EmailNotValidError, validate_email

    try:
        found = validate_email(text.strip(), check_deliverability=False)
    except EmailNotValidError as problem:
        raise EmailError(text) from problem
    return found.normalized


def check_phone(text: str) -> str:
    """The number in E.164 form; without + it is French, or of the overseas region it names."""
    import phonenumbers

    digits = normalized(text).removeprefix("'")
    if not _DIALLED.fullmatch(digits):
        raise PhoneError(text)
    try:
        number = phonenumbers.parse(digits, "FR")
        overseas = _OVERSEAS.get(str(number.national_number)[:3])
        if number.country_code == 33 and overseas:
            number = phonenumbers.parse(f"0{number.national_number}", overseas)
    except phonenumbers.NumberParseException as problem:
        raise PhoneError(text) from problem
    if not phonenumbers.is_valid_number(number):
        raise PhoneError(text)
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)


def display_phone(stored: str) -> str:
    """A stored number as one dials it in France; a foreign one keeps its + and country code."""
    if found := _STORED_FRENCH.fullmatch(stored):  # nearly all: the library takes 0.2 ms for one
        return "0" + " ".join(found.groups())
    import phonenumbers

    try:
        number = phonenumbers.parse(stored)
    except phonenumbers.NumberParseException:
        return stored
    french = number.country_code in _FRENCH_DIALLING
    form = phonenumbers.PhoneNumberFormat
    return phonenumbers.format_number(number, form.NATIONAL if french else form.INTERNATIONAL)


def check_postal_code(text: str) -> str:
    code = normalized(text)
    if re.fullmatch("[0-9]{4}", code):
        raise LostZeroError(code)
    if not re.fullmatch("[0-9]{5}", code) or code.startswith("00"):
        raise PostalCodeError(text)
    return code


def check_siren(text: str) -> str:
    from stdnum.fr import siren

    number = _checked(siren.validate, text, SirenError)
    if not number.strip("0"):
        raise SirenError(text)
    return number


def check_siret(text: str) -> str:
    """Fourteen digits; the establishments of La Poste follow their own rule."""
    from stdnum.fr import siret

    number = _checked(siret.validate, text, SiretError)
    if not number[:9].strip("0"):
        raise SiretError(text)
    return number


def check_vat(text: str) -> str:
    """A VAT number of a member state, with the letters of its country."""
    from stdnum.eu import vat

    number = _checked(vat.validate, text, VatNumberError)
    if number.startswith("FR") and not number[4:].strip("0"):
        raise VatNumberError(text)
    return number


def check_rna(text: str) -> str:
    number = normalized(text).upper()
    if not _RNA.fullmatch(number):
        raise RnaError(text)
    return number


def check_training_body(text: str) -> str:
    """The number of the declaration of activity of a training body: 11 figures, region first."""
    number = normalized(text)
    if not _TRAINING_BODY.fullmatch(number):
        raise TrainingBodyError(text)
    return number


def check_iban(text: str) -> str:
    """An IBAN; in France and Monaco its inner RIB key is checked as well."""
    from stdnum import iban

    number = _checked(iban.validate, text, IbanError)
    rib = _RIB.fullmatch(number)
    if number[:2] in {"FR", "MC"} and not (rib and _rib_key(*rib.groups()[:3]) == int(rib[4])):
        raise IbanError(text)
    return number


def check_bic(text: str) -> str:
    from stdnum import bic

    return _checked(bic.validate, text, BicError)


def _rib_key(bank: str, branch: str, account: str) -> int:
    figures = int(account.translate(_RIB_LETTERS))
    return 97 - (89 * int(bank) + 15 * int(branch) + 3 * figures) % 97


def _checked(validate: Callable[[str], str], text: str, refusal: type[IdentifierError]) -> str:
    from stdnum.exceptions import ValidationError

    try:
        return validate(normalized(text))
    except ValidationError as problem:
        raise refusal(text) from problem


def check_card(text: str) -> str:
    """The number as a reader types it, without spaces."""
    number = normalized(text)
    if not number or len(number) > LONGEST_CARD or not number.isprintable():
        raise CardNumberError(text)
    return number


def check_name(text: str) -> str:
    """The name in composed letters and single spaces, without what nobody sees."""
    name = " ".join(unicodedata.normalize("NFC", seen(text)).split())
    if not name.strip(_JOINERS):
        raise BlankNameError
    if len(name) > LONGEST_NAME:
        raise LongNameError(name)
    return name


def repair_case(name: str) -> str:
    """A name in capitals as people write it; any other one is left as it is."""
    if not name.isupper():
        return name
    return " ".join(_repaired_word(word) for word in name.split(" "))


def _repaired_word(word: str) -> str:
    small = word.lower()
    if small in _LOWER_PARTICLES:
        return small
    pieces = re.split(r"(['’-])", small)
    whole = "".join(piece[:1].upper() + piece[1:] for piece in pieces)
    return whole[0].lower() + whole[1:] if re.match("D['’].", whole) else whole


def check_birth_date(day: date, today: date) -> date:
    if day > today:
        raise FutureBirthError(day)
    if day < EARLIEST_BIRTH:
        raise AncientBirthError(day)
    return day


TAG_BEGINS, TAG_DIGITS = "90", 19


def is_tag(typed: str) -> bool:
    """Whether a reader read the label of a machine: no card of a person begins so."""
    return len(typed) == TAG_DIGITS and typed.isdecimal() and typed.startswith(TAG_BEGINS)
