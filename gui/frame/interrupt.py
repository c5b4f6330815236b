"""Ctrl+C in the terminal closes the window as its own button does: what is typed is saved, the backup made.

Python hears a signal only while it runs Python code, and a window that rests runs none. So the system's handler writes
a byte into a pipe; a thread that waits at its other end wakes the window. No timer, and no socket, which is what Qt
itself could watch on Windows.
"""

from __future__ import annotations

import os
import signal
import sys
from threading import Thread

from PySide6.QtCore import QObject, Qt, Signal, Slot
from PySide6.QtWidgets import QApplication

SIGNALS = (signal.SIGINT, signal.SIGTERM)
_STOP = b"\0"


class Interrupt(QObject):
    """Hears the signals, on the main thread, until `stop`; then they are heard as before."""

    _heard = Signal()

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._heard.connect(self._close, Qt.ConnectionType.QueuedConnection)
        self._near, self._far = os.pipe()
        if sys.platform != "win32":
            # What writes into it is the system's handler, which must never wait; Windows knows no such pipe.
            os.set_blocking(self._far, False)
        self._before = {number: signal.signal(number, lambda *_: None) for number in SIGNALS}
        self._woken = signal.set_wakeup_fd(self._far, warn_on_full_buffer=False)
        self._thread = Thread(target=self._wait, name="interrupt", daemon=True)
        self._thread.start()

    def stop(self) -> None:
        """Hear no signal any more."""
        signal.set_wakeup_fd(self._woken)
        for number, handler in self._before.items():
            signal.signal(number, handler)
        os.write(self._far, _STOP)
        self._thread.join()
        for end in (self._near, self._far):
            os.close(end)

    def _wait(self) -> None:
        while (number := os.read(self._near, 1)) != _STOP:
            # Other signals have handlers of their own and write here too.
            if ord(number) in SIGNALS:
                self._heard.emit()

    @Slot()
    def _close(self) -> None:
        QApplication.closeAllWindows()
