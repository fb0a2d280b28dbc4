"""The one thread that reads, and how a question that nobody waits for any more is broken off."""

import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Lock
from typing import Any, TypeAlias, TypeVar

from fablab_desk.db.database import Database, Query

T = TypeVar("T")
Fresh: TypeAlias = Callable[[], bool]
AGAIN = 0.005  # seconds: an interrupt that comes before the statement begins is lost


class Reader:
    def __init__(self, database: Database) -> None:
        self._database = database
        self.thread = ThreadPoolExecutor(1, "desk-reader")
        self._lock = Lock()
        self._closed = False
        self._running: tuple[Fresh, Any] | None = None

    def read(self, query: Query[T], fresh: Fresh) -> list[T]:
        """The answer, or nothing when a newer question made it stale meanwhile."""
        if not fresh() or self._closed:
            return []
        with self._database.reading() as session:
            driver = session.connection().connection.driver_connection
            with self._lock:
                self._running = (fresh, driver)
            try:
                return [] if self._closed else [query(session)]
            except Exception:
                if not fresh() or self._closed:  # broken off on purpose
                    return []
                raise
            finally:
                with self._lock:
                    self._running = None

    def break_off_stale(self) -> None:
        """Interrupt what is being read if nobody waits for it any more."""
        with self._lock:
            if self._running and (self._closed or not self._running[0]()):
                driver = self._running[1]
                stop = driver.interrupt if hasattr(driver, "interrupt") else driver.cancel
                stop()

    def close(self) -> None:
        self._closed = True
        self.thread.shutdown(wait=False, cancel_futures=True)
        while self._running:
            self.break_off_stale()
            time.sleep(AGAIN)
        self.thread.shutdown()
