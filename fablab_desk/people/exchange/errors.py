"""Why a line or a file of people is not taken, and what is told beside one that is."""

from collections.abc import Sequence

from fablab_desk.errors import DeskError
from fablab_desk.i18n import mark
from fablab_desk.people.exchange.fields import FIELD_TEXTS, ImportField

MOST_TITLES, LONGEST_TITLE = 6, 40  # of a file whose columns are not known


class FieldError(DeskError):
    """A problem with the field it belongs to, as a line has no labels beside its cells."""

    def __init__(self, field: ImportField, problem: DeskError) -> None:
        super().__init__(mark("{field}: {problem}"), field=FIELD_TEXTS[field], problem=problem)
        self.field = field


class OwnFieldError(DeskError):
    """The same of one of the lab's own fields."""

    def __init__(self, label: str, problem: DeskError) -> None:
        super().__init__(mark("{field}: {problem}"), field=label, problem=problem)


class NobodyNamedError(DeskError):
    def __init__(self) -> None:
        super().__init__(mark("This line names neither a person nor an organisation."))


class NoNameColumnError(DeskError):
    def __init__(self, titles: Sequence[str]) -> None:
        shown = [title[:LONGEST_TITLE] for title in titles[:MOST_TITLES]]
        super().__init__(
            mark(
                "No column is matched with a name, among {titles}."
                " Choose which one holds it, or title it “{name}” in the file."
            ),
            titles=[*shown, "…"] if len(titles) > MOST_TITLES else shown,
            name=FIELD_TEXTS[ImportField.LAST_NAME],
        )


class UndoneOrderError(DeskError):
    def __init__(self, status: str) -> None:
        super().__init__(mark("The order was not kept: its state is “{status}”."), status=status)


class SameLineError(DeskError):
    def __init__(self, name: str, line: int) -> None:
        super().__init__(
            mark("{name} already stands in line {line} of this file."), name=name, line=line
        )


class TwinLineError(DeskError):
    def __init__(self, name: str, line: int) -> None:
        super().__init__(
            mark("This looks like {name} of line {line}. Confirm if it is somebody else."),
            name=name,
            line=line,
        )


class TwinRecordError(DeskError):
    def __init__(self, name: str, number: str) -> None:
        super().__init__(
            mark("This looks like {name} ({number}). Complete that record, or confirm a new one."),
            name=name,
            number=number,
        )


class UnknownNumberError(DeskError):
    def __init__(self, number: str) -> None:
        super().__init__(mark("Nobody here has the number {number}."), number=number)


class OtherKindError(DeskError):
    def __init__(self, name: str, number: str) -> None:
        super().__init__(
            mark("{number} is {name}, and a person is not an organisation."),
            name=name,
            number=number,
        )


class CardInFileError(DeskError):
    def __init__(self, card: str, line: int) -> None:
        super().__init__(
            mark("Card {card} is already given in line {line} of this file."), card=card, line=line
        )


class StalePreviewError(DeskError):
    def __init__(self) -> None:
        super().__init__(
            mark("Records of this file were changed since the preview. Look at a new one.")
        )


class BlankPhoneError(DeskError):
    """Told beside a line that is taken, as those below."""

    def __init__(self, written: str) -> None:
        super().__init__(mark("“{written}” is no number: the phone stays blank."), written=written)


class MendedPhoneError(DeskError):
    def __init__(self, written: str, phone: str) -> None:
        super().__init__(mark("“{written}” was read as {phone}."), written=written, phone=phone)


class OtherPhoneError(DeskError):
    def __init__(self, phone: str) -> None:
        super().__init__(mark("{phone} is left out: one phone number is kept."), phone=phone)


class UnlistedAudienceError(DeskError):
    def __init__(self, label: str) -> None:
        super().__init__(mark("“{label}” is no audience of the lab: left out."), label=label)


class UnknownWordError(DeskError):
    def __init__(self, field: ImportField, written: str) -> None:
        super().__init__(
            mark("{field}: “{written}” is not understood and left out."),
            field=FIELD_TEXTS[field],
            written=written,
        )


class OrganisationBesideError(DeskError):
    def __init__(self, organisation: str) -> None:
        super().__init__(
            mark("“{organisation}” stands beside this person: link them by hand."),
            organisation=organisation,
        )


class ContactBesideError(DeskError):
    def __init__(self, name: str) -> None:
        super().__init__(mark("{name} paid for it and stands in the note."), name=name)


class PayerError(DeskError):
    def __init__(self, payer: str) -> None:
        super().__init__(mark("{payer} will pay for this person."), payer=payer)


class PayerLeftOutError(DeskError):
    def __init__(self, payer: str) -> None:
        super().__init__(
            mark("{payer} could not be made the payer: choose who pays by hand."), payer=payer
        )


class GuardianWantedError(DeskError):
    def __init__(self) -> None:
        super().__init__(mark("Under 18: a guardian is still to be named."))


class NamesakeError(DeskError):
    def __init__(self, name: str, number: str) -> None:
        super().__init__(
            mark("Bears the same name as {name} ({number}), with other details."),
            name=name,
            number=number,
        )
