"""What the card says of the pieces somebody hands in; of a minor, what is missing comes first."""

from functools import partial

from fablab_desk.clock import format_day
from fablab_desk.i18n import current, mark, translate
from fablab_desk.overview.card import PartyCard
from fablab_desk.people.answers import lacks_other
from fablab_desk.people.kinds import ConsentKind, LinkRole
from fablab_desk.people.media import PICTURES_ONLY, only_shown
from fablab_desk.people.piece_standing import PieceStanding
from fablab_desk.people.pieces import FOR_EVER, PieceForm, PieceState
from fablab_desk.ui.cards import Item
from fablab_desk.ui.colours import Tone
from fablab_desk.ui.people.acted_line import ActedLine, Acts
from fablab_desk.ui.people.piece_acts import PieceActs
from fablab_desk.ui.record import RecordCard

SEPARATOR = " · "
OTHER_PARENT = mark(
    "The other parent is not recorded: name them, or say who holds parental authority alone."
)


def warn_of_minor(into: RecordCard, card: PartyCard) -> None:
    """Before anything else: what is missing, and that no picture may be taken."""
    if not card.record.is_minor:
        return
    said = []
    if owed := [one.label for one in card.pieces if one.is_owed]:
        missing = translate(mark("Under 18, missing: {pieces}"))
        said.append(missing.format(pieces=", ".join(owed)))
    image = card.record.agreement(ConsentKind.IMAGE)
    if image.is_partial:
        said.append(only_shown(image.media, saying=PICTURES_ONLY))
    if not image.given:
        said.append(translate(mark("No photo")))
        if lacks_other(card.record.related(LinkRole.GUARDIAN)):
            said.append(translate(OTHER_PARENT))
    if said:
        into.alert("\n".join(said))


def may_fetch(card: PartyCard) -> str:
    """Who may fetch a minor; nobody known is said too."""
    guardians = card.record.related(LinkRole.GUARDIAN)
    names = [one.name for one in guardians if one.may_fetch]
    return ", ".join(names) or translate(mark("Nobody is named"))


def show_pieces(into: RecordCard, card: PartyCard, acts: PieceActs) -> None:
    if not card.pieces:
        return
    into.section(mark("Pieces"))
    for one in sorted(card.pieces, key=lambda one: not one.is_owed):
        icon, tone = _look(one)
        into.add(ActedLine(Item(one.label, "", icon, tone), _detail(one), _acts(one, acts)))


def _look(one: PieceStanding) -> tuple[str, Tone]:
    if one.is_missing:
        return "warn", Tone.WARN if one.required else Tone.GREY
    return ("bad", Tone.GREY) if one.state is PieceState.REFUSED else ("ok", Tone.OK)


def _detail(one: PieceStanding) -> str:
    if one.on is None:
        return translate(mark("Missing") if one.required else mark("Not handed in"))
    on = translate(mark("Refused on {day}")) if one.state is PieceState.REFUSED else ""
    if one.form is PieceForm.IMAGE and not on:
        on = translate(mark("Agreed on {day}"))
    said = [(on or translate(mark("Received on {day}"))).format(day=_day(one))]
    if one.is_missing:
        said.append(translate(mark("held until {day}")).format(day=_until(one)))
    elif one.until != FOR_EVER:
        said.append(translate(mark("until {day}")).format(day=_until(one)))
    if one.noted_by:
        said.append(translate(mark("noted by {name}")).format(name=one.noted_by))
    if one.media:
        said.append(only_shown(one.media))
    return SEPARATOR.join([*said, *(part for part in (one.wording, one.note) if part)])


def _acts(one: PieceStanding, acts: PieceActs) -> Acts:
    if one.form is PieceForm.IMAGE:
        return ((mark("Note the &answers…"), acts.answer),)
    offered = [
        (mark("&Note this piece…"), partial(acts.note, one.kind_id)),
        (mark("&Print the form"), partial(acts.print_one, one.kind_id)),
    ]
    if one.piece_id:
        offered.append((mark("&Withdraw this piece"), partial(acts.withdraw, one)))
    return offered


def _day(one: PieceStanding) -> str:
    return format_day(one.on, current(), short=True) if one.on else ""


def _until(one: PieceStanding) -> str:
    return format_day(one.until, current(), short=True)
