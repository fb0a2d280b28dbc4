"""Members in and out of a file."""

import json
from argparse import Namespace
from collections.abc import Callable, Collection
from pathlib import Path

from sqlalchemy.orm import Session

from fablab_desk.care.intake import Intake, plan_intake
from fablab_desk.care.plan_memory import find_plans
from fablab_desk.care.service_intake import import_members
from fablab_desk.cli.filtering import find_listing
from fablab_desk.cli.output import about, show_progress, tell, warn
from fablab_desk.cli.refused import keep_refused
from fablab_desk.cli.station import Station
from fablab_desk.clock import local_day, utc_now
from fablab_desk.i18n import mark, say, translate, translate_many
from fablab_desk.keys import new_key
from fablab_desk.lab.queries import find_settings
from fablab_desk.overview.categories import with_categories
from fablab_desk.overview.covered import with_covers
from fablab_desk.overview.leaving import take_out
from fablab_desk.overview.taking_in_words import (
    no_plan_told,
    payers_told,
    plans_of,
    rest_told,
    undecided_told,
)
from fablab_desk.people.exchange.columns import Matching, match_columns
from fablab_desk.people.exchange.leaving import write_export
from fablab_desk.people.exchange.making import open_file, preview_members
from fablab_desk.people.exchange.preview import Preview, Verdict
from fablab_desk.people.service_export import export_people
from fablab_desk.people.service_import import remember_columns
from fablab_desk.sheets.sheet import Sheet
from fablab_desk.staff.act import Act
from fablab_desk.staff.queries import refuse_without
from fablab_desk.staff.rights import Right


def take_in(arguments: Namespace, station: Station) -> int:
    """What the file says is written at once, or only told with --dry-run."""
    reader = station.seat.account_id
    # Even a trial shows who is known here.
    station.asks(lambda session: refuse_without(session, reader, Right.IMPORT_PEOPLE))
    file = Path(arguments.file).expanduser()
    sheet, source = open_file(file)

    def read(session: Session) -> tuple[Matching, Preview, Intake]:
        settings = find_settings(session)
        day = local_day(utc_now(), settings.zone, settings.day_ends_at)
        matching = match_columns(session, sheet)
        columns = matching.columns
        preview = preview_members(session, sheet, source, columns, day, progress=show_progress)
        return (
            matching,
            preview,
            plan_intake(session, preview, find_plans(session, sheet)),
        )

    matching, preview, intake = station.asks(read)
    kept = keep_refused(arguments, file, sheet, preview.refused)
    if not arguments.dry_run and (preview.writes or intake.memberships):
        station.does(lambda act: _write(act, sheet, matching, preview, intake))
    show_progress(0, 0)
    if arguments.json:
        tell(json.dumps(preview.as_json(), ensure_ascii=False))
        _tell_besides(preview, intake, warn)
    else:
        _tell(sheet, {*matching.columns, *matching.own}, preview, intake, dry=arguments.dry_run)
    if kept:
        (warn if arguments.json else tell)(kept)
    return 0


def _write(act: Act, sheet: Sheet, matching: Matching, preview: Preview, intake: Intake) -> None:
    import_members(act, preview, intake, show_progress)
    remember_columns(act, sheet, matching.columns)


def export(arguments: Namespace, station: Station) -> int:
    name = arguments.filter
    if name is None:
        table = station.does(
            lambda act: with_categories(
                act.session,
                with_covers(act.session, export_people(act, new_key()), act.day),
            )
        )
    else:
        listing = station.asks(lambda session: find_listing(session, station, name))
        table = station.does(lambda act: take_out(act, new_key(), listing))
    file = Path(arguments.file).expanduser()
    write_export(file, table)
    tell(about(file, translate_many("{n} record", "{n} records", len(table) - 1)))
    return 0


def _tell(
    sheet: Sheet, columns: Collection[str], preview: Preview, intake: Intake, *, dry: bool
) -> None:
    new, changed, same = (
        preview.count(verdict) for verdict in (Verdict.NEW, Verdict.CHANGED, Verdict.UNCHANGED)
    )
    said = ", ".join(
        (
            translate_many("{n} new record", "{n} new records", new),
            translate_many("{n} changed record", "{n} changed records", changed),
            translate_many("{n} unchanged record", "{n} unchanged records", same),
            translate_many("{n} refused line", "{n} refused lines", len(preview.refused)),
        )
    )
    tell(about(preview.source.name, f"{said}."))
    if left := [title for title in sheet.header if title not in columns]:
        tell(about(translate(mark("Columns not taken")), f"{', '.join(left)}."))
    for name, plans in plans_of(intake):
        tell(about(name, ", ".join(plans)))
    for said in rest_told(intake):
        tell(said)
    _tell_besides(preview, intake, tell)
    for refusal in preview.refused:
        line = translate(mark("Line {line}")).format(line=refusal.line)
        warn(about(line, " ".join(say(reason) for reason in refusal.reasons)))
    if dry:
        tell(translate(mark("Nothing was written.")))


def _tell_besides(preview: Preview, intake: Intake, out: Callable[[str], None]) -> None:
    """What the counts of lines do not say: payers enrolled too, memberships not taken over."""
    for said in (payers_told(preview), no_plan_told(intake) or undecided_told(intake)):
        if said:
            out(said)
