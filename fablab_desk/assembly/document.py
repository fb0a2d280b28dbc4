"""How the papers of an assembly are laid out: convocation, proxy, sheet to sign, figures."""

from collections import defaultdict
from collections.abc import Sequence

from fablab_desk.assembly.figures import Figures
from fablab_desk.assembly.kinds import ASSEMBLY_TEXTS, AssemblyKind, Presence
from fablab_desk.assembly.meeting import Addressee, Meeting, SheetLine
from fablab_desk.clock import format_day
from fablab_desk.documents.page import (
    Block,
    Column,
    Facts,
    Halves,
    Heading,
    Page,
    PageBreak,
    Paragraph,
    Signature,
    Spacer,
    Table,
    strong,
)
from fablab_desk.i18n import format_count, mark, translate

CALLS = {
    AssemblyKind.ORDINARY: mark("{carrier} convenes you to its ordinary general assembly"),
    AssemblyKind.EXTRAORDINARY: mark(
        "{carrier} convenes you to its extraordinary general assembly"
    ),
}
DOTS = "." * 60


def convocation(meeting: Meeting, to: Addressee, language: str) -> Page:
    """With the proxy on a sheet of its own, filled in but for who carries it."""
    day = format_day(meeting.convened_on, language)
    place = translate("Done at {city}, on {day}", language) if meeting.city else "{day}"
    slip = (PageBreak(), *_proxy(meeting, to, language)) if meeting.most_proxies else ()
    return Page(
        title=translate(mark("Convocation"), language),
        place_and_date=place.format(city=meeting.city, day=day),
        language=language,
        recipient=to.recipient,
        blocks=(
            Paragraph(_opening(meeting, language)),
            Paragraph(_rules(meeting, language)),
            Heading(translate(mark("Agenda of the meeting"), language)),
            _items(meeting),
            Spacer(2),
            *(Paragraph(line) for line in meeting.note.splitlines() if line),
            Spacer(6),
            Halves(left=(), right=(Signature(translate("For the lab", language)),)),
            *slip,
        ),
    )


def mail_text(meeting: Meeting, language: str) -> str:
    """What the e-mail says: the same words as the convocation, which it carries."""
    items = "\n".join(f"{at}. {item}" for at, item in enumerate(meeting.items, 1))
    heading = translate(mark("Agenda of the meeting"), language)
    parts = (
        "".join(_opening(meeting, language)),
        _rules(meeting, language),
        f"{heading}\n{items}",
        meeting.note,
        meeting.carrier,
    )
    return "\n\n".join(part for part in parts if part) + "\n"


def subject(meeting: Meeting, language: str) -> str:
    said = translate(mark("Convocation: {assembly} of {day}"), language)
    return said.format(
        assembly=_lower(translate(ASSEMBLY_TEXTS[meeting.kind], language)),
        day=format_day(meeting.at.date(), language),
    )


def sheet(meeting: Meeting, lines: Sequence[SheetLine], language: str) -> Page:
    """To sign; who is represented already stands there with who carries the proxy."""
    titles = (
        (mark("Member"), 2.2),
        (mark("Represented by"), 1.8),
        (mark("Signature"), 2.0),
    )
    rows = tuple(
        (f"{_named(line, language)}\n{line.number}", line.holder or "", "") for line in lines
    )
    came = translate(mark("Present: ________\nRepresented: ________"), language)
    in_all = translate(mark("In all: ________\nof {voters} voters"), language)
    return _page(
        mark("Attendance sheet"),
        meeting,
        (
            _proxies_allowed(meeting, language),
            Table(tuple(Column(translate(title, language), share=s) for title, s in titles), rows),
            Spacer(4),
            _signatures(language, came, in_all.format(voters=format_count(len(lines), language))),
        ),
        language,
    )


def minutes(meeting: Meeting, lines: Sequence[SheetLine], language: str) -> Page:
    """The figures that the minutes take over, on one page; who carried which proxy follows."""
    figures = meeting.figures
    provisional = translate(mark("Provisional: the assembly is not closed."), language)
    return _page(
        mark("Figures for the minutes"),
        meeting,
        (
            *(() if meeting.is_closed else (Paragraph(provisional, quiet=True),)),
            _counted(figures, meeting, language),
            Paragraph(figures.said_quorum(language)),
            *_waiting(figures, language),
            Heading(translate(mark("Agenda of the meeting"), language)),
            _items(meeting),
            Spacer(4),
            _signatures(language),
            *_carried(lines, language),
        ),
        language,
    )


def _page(title: str, meeting: Meeting, blocks: Sequence[Block], language: str) -> Page:
    """One that is about the meeting, for nobody in particular; `title` is a msgid."""
    return Page(
        title=translate(title, language),
        place_and_date=_when(meeting, language),
        language=language,
        blocks=(Paragraph(_headed(meeting, language)), *blocks),
    )


def _opening(meeting: Meeting, language: str) -> tuple[str, ...]:
    where = translate(mark(", on {day} at {hour}, {place}."), language)
    return (
        *strong(translate(CALLS[meeting.kind], language), carrier=meeting.carrier),
        *strong(
            where,
            day=format_day(meeting.at.date(), language),
            hour=_hour(meeting, language),
            place=meeting.place,
        ),
    )


def _rules(meeting: Meeting, language: str) -> str:
    said = [
        translate(mark("Whoever is a member with a vote on {day} votes."), language).format(
            day=format_day(meeting.record_on, language)
        )
    ]
    if meeting.least_age:
        said.append(
            translate(mark("One votes from the age of {age}."), language).format(
                age=meeting.least_age
            )
        )
    if meeting.is_second_call:
        said.append(
            translate(
                mark("This is the second call: the first meeting lacked its quorum."), language
            )
        )
    if meeting.figures.quorum:
        said.append(
            translate(
                mark("{quorum} % of the voters have to be present or represented."), language
            ).format(quorum=meeting.figures.quorum)
        )
    return " ".join(said)


def _items(meeting: Meeting) -> Paragraph:
    return Paragraph("\n".join(f"{at}. {item}" for at, item in enumerate(meeting.items, 1)))


def _proxy(meeting: Meeting, to: Addressee, language: str) -> tuple[Block, ...]:
    said = translate(
        mark(
            "I, {name} ({number}), give power to {holder} to represent me and to vote in my name"
            " at the {assembly} of {day} at {hour}, {place}."
        ),
        language,
    )
    name = f"{to.name}, {to.speaker}" if to.speaker else to.name
    sign = translate(mark("Date and signature, after the words “Good for proxy”"), language)
    return (
        Heading(translate(mark("Proxy"), language)),
        Paragraph(
            strong(
                said,
                name=name,
                number=to.shown_number,
                holder=DOTS,
                assembly=_lower(translate(ASSEMBLY_TEXTS[meeting.kind], language)),
                day=format_day(meeting.at.date(), language),
                hour=_hour(meeting, language),
                place=meeting.place,
            )
        ),
        _proxies_allowed(meeting, language),
        Spacer(6),
        Halves(left=(), right=(Signature(sign),)),
    )


def _proxies_allowed(meeting: Meeting, language: str) -> Paragraph:
    if not meeting.most_proxies:
        return Paragraph(translate(mark("No proxies are allowed."), language), quiet=True)
    said = translate(
        mark("Only a voter carries a proxy. Proxies for one person: {most} at most."), language
    )
    return Paragraph(said.format(most=meeting.most_proxies), quiet=True)


def _counted(figures: Figures, meeting: Meeting, language: str) -> Facts:
    pairs = (
        (mark("Voters"), figures.voters),
        (mark("In person"), figures.present),
        (mark("By proxy"), figures.represented),
        (mark("Present or represented"), figures.votes),
        *(((mark("Quorum (votes)"), figures.needed),) if figures.quorum else ()),
    )
    on = (translate(mark("Members of the day"), language), format_day(meeting.record_on, language))
    return Facts(
        (on, *((translate(title, language), format_count(n, language)) for title, n in pairs))
    )


def _waiting(figures: Figures, language: str) -> tuple[Block, ...]:
    if not figures.waiting:
        return ()
    said = translate(
        mark("Proxies that do not count, as who carries them is absent: {n}."), language
    )
    return (Paragraph(said.format(n=format_count(figures.waiting, language)), quiet=True),)


def _carried(lines: Sequence[SheetLine], language: str) -> tuple[Block, ...]:
    carried: dict[str, list[str]] = defaultdict(list)
    for line in lines:
        if line.presence is Presence.REPRESENTED and line.holder:
            carried[line.holder].append(line.name)
    if not carried:
        return ()
    titles = ((mark("Carries"), 1.0), (mark("The proxies of"), 2.0))
    return (
        Heading(translate(mark("Proxies"), language)),
        Table(
            tuple(Column(translate(title, language), share=share) for title, share in titles),
            tuple((holder, ", ".join(names)) for holder, names in sorted(carried.items())),
        ),
    )


def _named(line: SheetLine, language: str) -> str:
    if not line.speaker:
        return line.name
    by = translate(mark("{organisation}, by {speaker}"), language)
    return by.format(organisation=line.name, speaker=line.speaker)


def _headed(meeting: Meeting, language: str) -> tuple[str, ...]:
    return strong(
        translate(mark("{carrier}: {assembly}, {place}."), language),
        carrier=meeting.carrier,
        assembly=_lower(translate(ASSEMBLY_TEXTS[meeting.kind], language)),
        place=meeting.place,
    )


def _when(meeting: Meeting, language: str) -> str:
    said = translate(mark("{day} at {hour}"), language)
    return said.format(day=format_day(meeting.at.date(), language), hour=_hour(meeting, language))


def _hour(meeting: Meeting, language: str) -> str:
    said = translate(mark("{hour}:{minute}"), language)
    return said.format(hour=meeting.at.hour, minute=f"{meeting.at.minute:02}")


def _signatures(language: str, *above: str) -> Halves:
    """What stands `above`, in as many lines on either side, never parts from them."""

    def half(label: str, texts: Sequence[str]) -> tuple[Block, ...]:
        return (*map(Paragraph, texts), Signature(translate(label, language)))

    return Halves(
        left=half(mark("In the chair"), above[:1]), right=half(mark("Secretary"), above[1:])
    )


def _lower(text: str) -> str:
    return f"{text[:1].lower()}{text[1:]}"
