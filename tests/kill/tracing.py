"""Kills a forked child before one of its system calls, whichever of its threads makes it: Linux and its ptrace.

Between two system calls nothing on the disk changes, so a child killed before each of them in turn has left everything
that a crash of the process can leave. The kernel stops the child at each call; a SIGKILL there keeps the call from
being made. Threads that wait for each other (futex) do so more or less often from run to run; that is not counted.
"""

from __future__ import annotations

import ctypes
import os
import platform
import signal
import sys
from collections.abc import Callable
from contextlib import suppress

TRACEME, SYSCALL, SETOPTIONS, GET_SYSCALL_INFO = 0, 24, 0x4200, 0x420E
# Stops at calls are told from other traps; threads of the child are traced as well; it ends with its tracer.
OPTIONS = 0x1 | 0x8 | 0x100000
AT_CALL, OF_THREADS, IS_BEGUN = 0x85, 0x40000000, 1
FUTEX = 202 if platform.machine() == "x86_64" else 98


class CallInfo(ctypes.Structure):
    """What the kernel tells of a stop: the beginning of its `struct ptrace_syscall_info`."""

    _fields_ = (
        ("op", ctypes.c_uint8), ("arch", ctypes.c_uint32), ("place", ctypes.c_uint64), ("stack", ctypes.c_uint64),
        ("number", ctypes.c_uint64),
    )


def run(work: Callable[[], object], killed_at: int = 0) -> int:
    """Fork a child that works until it is killed before its n-th system call; returns how many it came to.

    That is less than `killed_at` where it got through before. Raises AssertionError where it ended badly by itself.
    """
    child = os.fork()
    if child == 0:
        _work_traced(work)
    os.waitpid(child, 0)
    _ptrace(SETOPTIONS, child, 0, OPTIONS)
    _ptrace(SYSCALL, child)
    return _followed(child, killed_at)


def may_trace() -> bool:
    """Return whether this system lets a process trace its own child."""
    if not sys.platform.startswith("linux"):
        return False
    try:
        return run(lambda: None) > 0
    except OSError:
        return False


def _work_traced(work: Callable[[], object]) -> None:
    try:
        _ptrace(TRACEME)
        os.kill(os.getpid(), signal.SIGSTOP)
        work()
        os._exit(0)
    finally:
        os._exit(1)


def _followed(child: int, killed_at: int) -> int:
    calls = 0
    while True:
        thread, status = os.waitpid(-1, OF_THREADS)
        if os.WIFSTOPPED(status):
            stopped = os.WSTOPSIG(status)
            calls += stopped == AT_CALL and _counts(thread)
            if calls == killed_at > 0:
                os.kill(child, signal.SIGKILL)
            # A thread that was just made stops once by itself.
            passed_on = 0 if stopped in (AT_CALL, signal.SIGTRAP, signal.SIGSTOP) else stopped
            with suppress(ProcessLookupError):
                _ptrace(SYSCALL, thread, 0, passed_on)
        elif thread == child:
            assert status == 0 or 0 < killed_at <= calls, f"ended by itself: {status}"
            return calls


def _counts(thread: int) -> bool:
    info = CallInfo()
    with suppress(ProcessLookupError):
        _ptrace(GET_SYSCALL_INFO, thread, ctypes.sizeof(info), ctypes.addressof(info))
    return info.op == IS_BEGUN and info.number != FUTEX


def _ptrace(request: int, process: int = 0, address: int = 0, data: int = 0) -> None:
    call = ctypes.CDLL(None, use_errno=True).ptrace
    call.argtypes = (ctypes.c_long, ctypes.c_long, ctypes.c_void_p, ctypes.c_void_p)
    call.restype = ctypes.c_long
    if call(request, process, address, data) == -1:
        raise OSError(ctypes.get_errno(), "ptrace")
