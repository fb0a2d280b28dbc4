"""The machines that most fablabs have: what they are, what they ask, how they are kept up."""

from collections.abc import Mapping
from dataclasses import dataclass

from fablab_desk.i18n import mark
from fablab_desk.machines.kinds import NeedKind


@dataclass(frozen=True, slots=True)
class UsualPlan:
    """Days and hours of use, whichever first; sentences to check. Msgids all."""

    label: str
    days: int | None
    hours: int | None
    checks: tuple[str, ...]
    stops: bool = False


@dataclass(frozen=True, slots=True)
class UsualMachine:
    """Of a category and a risk family of the usual lists, by their msgids."""

    code: str
    name: str
    category: str
    family: str
    plans: tuple[UsualPlan, ...] = ()
    questions: tuple[str, ...] = ()
    guide: str | None = None
    min_age: int | None = None
    may_run_alone: bool = False
    needs: Mapping[str, NeedKind] | None = None


_PRINTER_PLANS = (
    UsualPlan(
        mark("Clean the bed and the nozzle"),
        14,
        60,
        (
            mark("The bed is clean and flat"),
            mark("The nozzle is clean outside"),
            mark("No filament is left on the fans"),
        ),
    ),
    UsualPlan(
        mark("Grease the axes, tighten the belts"),
        180,
        400,
        (
            mark("The axes move without a hard point"),
            mark("The belts sound when plucked"),
            mark("The screws of the frame are tight"),
            mark("The fans turn without noise"),
        ),
        stops=True,
    ),
)
_PRINTER_GUIDE = mark(
    "# Use\n\n- Wipe the bed.\n- Load the filament, and check the first layer.\n"
    "- Never put a hand inside while it moves.\n\n# When it is over\n\n"
    "- Let the bed cool before taking the print off.\n- Put the filament back in its box.\n"
)
PRINTERS, LASERS = mark("3D printers"), mark("Laser cutters")
HEAT, BEAM = mark("Heat and melted plastic"), mark("Laser beam and fumes")
ROTATING, BLADES, LOW = (
    mark("Rotating tools"),
    mark("Blades and needles"),
    mark("Low risk"),
)
PARK: tuple[UsualMachine, ...] = (
    UsualMachine(
        "EXTRACT",
        mark("Fume extractor"),
        mark("Extraction, air and water"),
        LOW,
        (
            UsualPlan(
                mark("Change the filters"),
                180,
                None,
                (mark("The prefilter is new"), mark("The main filter is new or clean")),
                stops=True,
            ),
        ),
    ),
    UsualMachine(
        "LASER1",
        mark("Laser cutter"),
        LASERS,
        BEAM,
        (
            UsualPlan(
                mark("Clean the lens and the mirrors"),
                7,
                20,
                (
                    mark("The lens is clean, without a crack"),
                    mark("The mirrors are clean"),
                    mark("The nozzle is free"),
                ),
                stops=True,
            ),
            UsualPlan(
                mark("Check the cooling and the safety switches"),
                30,
                None,
                (
                    mark("The water is clear, below 25 °C"),
                    mark("Opening the lid stops the beam"),
                    mark("The emergency stop stops the machine"),
                    mark("The extinguisher is in its place"),
                ),
            ),
        ),
        (
            mark("Is the extraction running?"),
            mark("Is the material allowed (no PVC, no vinyl)?"),
        ),
        mark(
            "# Use\n\n- Switch the extraction on first.\n- Never leave it alone while it cuts.\n"
            "- PVC, vinyl and leather tanned with chrome are forbidden.\n\n# When it is over\n\n"
            "- Wait a minute before opening.\n- Empty the tray of offcuts.\n"
        ),
        min_age=14,
        needs={"EXTRACT": NeedKind.FULL},
    ),
    UsualMachine(
        "PRINT1",
        mark("3D printer 1"),
        PRINTERS,
        HEAT,
        _PRINTER_PLANS,
        guide=_PRINTER_GUIDE,
        may_run_alone=True,
    ),
    UsualMachine(
        "PRINT2",
        mark("3D printer 2"),
        PRINTERS,
        HEAT,
        _PRINTER_PLANS,
        guide=_PRINTER_GUIDE,
        may_run_alone=True,
    ),
    UsualMachine(
        "CNC1",
        mark("CNC mill"),
        mark("Milling machines"),
        ROTATING,
        (
            UsualPlan(
                mark("Clean and oil the axes"),
                30,
                40,
                (
                    mark("No chips are left on the rails"),
                    mark("The rails are oiled"),
                    mark("The emergency stop stops the machine"),
                ),
                stops=True,
            ),
        ),
        (mark("Glasses on, hair tied, nothing that hangs?"),),
        min_age=16,
    ),
    UsualMachine(
        "VINYL1",
        mark("Vinyl cutter"),
        mark("Vinyl cutters"),
        BLADES,
        (
            UsualPlan(
                mark("Change the blade and the strip"),
                None,
                50,
                (mark("The blade cuts cleanly"), mark("The strip is not cut through")),
            ),
        ),
    ),
    UsualMachine(
        "THERMO1",
        mark("Vacuum former"),
        mark("Forming"),
        HEAT,
        (
            UsualPlan(
                mark("Check the seals and the heater"),
                90,
                None,
                (mark("The seals hold the vacuum"), mark("All heating elements glow")),
            ),
        ),
        min_age=14,
    ),
    UsualMachine(
        "EMBRO1",
        mark("Embroidery machine"),
        mark("Textile"),
        BLADES,
        (
            UsualPlan(
                mark("Oil it and remove the lint"),
                30,
                20,
                (
                    mark("No lint under the plate"),
                    mark("The hook is oiled"),
                    mark("The needle is new"),
                ),
            ),
        ),
    ),
    UsualMachine(
        "SEW1",
        mark("Sewing machine"),
        mark("Textile"),
        BLADES,
        (
            UsualPlan(
                mark("Oil it and remove the lint"),
                60,
                30,
                (mark("No lint under the plate"), mark("The needle is new")),
            ),
        ),
    ),
    UsualMachine(
        "ELEC1",
        mark("Electronics bench"),
        mark("Electronics"),
        HEAT,
        (
            UsualPlan(
                mark("Check the irons and the leads"),
                90,
                None,
                (mark("The tips are tinned"), mark("No lead is burnt")),
            ),
        ),
    ),
    UsualMachine(
        "DRILL1",
        mark("Drill press"),
        mark("Hand tools"),
        ROTATING,
        (
            UsualPlan(
                mark("Check the guard and the chuck"),
                90,
                None,
                (mark("The guard closes"), mark("The chuck runs true")),
            ),
        ),
        (mark("Glasses on, hair tied, nothing that hangs?"),),
        min_age=14,
    ),
    UsualMachine(
        "TOOLS",
        mark("Hand tools"),
        mark("Hand tools"),
        LOW,
        (
            UsualPlan(
                mark("Count and sharpen the tools"),
                180,
                None,
                (mark("Nothing is missing from the board"), mark("The blades are sharp")),
            ),
        ),
    ),
)
