import os
import random
import subprocess
import sys
import time
from pathlib import Path

from sqlalchemy import func, select, text

from fablab_desk.db.counters import Counter
from fablab_desk.db.database import Database

KILLS = int(os.environ.get("FABLAB_DESK_KILLS", "4"))  # 200 before a release
WRITER = Path(__file__).with_name("writer.py")


def write_until_killed(place: str, chance: random.Random) -> int:
    """The last unit that was acknowledged before the writer was killed."""
    command = [sys.executable, str(WRITER), place]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as writer:
        assert writer.stdout is not None
        first = int(writer.stdout.readline())
        time.sleep(chance.uniform(0, 0.2))
        writer.kill()
        return int((writer.stdout.read().split() or [str(first)])[-1])


def test_nothing_acknowledged_is_lost_when_the_program_is_killed(database: Database) -> None:
    chance = random.Random(7)
    for _kill in range(KILLS):
        acknowledged = write_until_killed(database.place, chance)
        with database.reading() as session:
            kept = session.get_one(Counter, "visits").last
            assert acknowledged <= kept <= acknowledged + 1
            assert session.scalar(select(func.count()).select_from(Counter)) == kept + 1
            assert session.scalar(text("PRAGMA integrity_check")) == "ok"
