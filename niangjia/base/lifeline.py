"""Children that never outlive their parent.

The kernel's parent-death signal (``PR_SET_PDEATHSIG``) rather than a watchdog pipe: it needs no code running in the child, so it also
works for PostgreSQL, which is not ours. It is set after the child has changed its user (a change of user clears it) and survives exec.
"""

from __future__ import annotations

import ctypes
import os
import signal
from collections.abc import Callable

PR_SET_PDEATHSIG = 1
_libc = ctypes.CDLL(None, use_errno=True)


def end_with_parent(sign: signal.Signals = signal.SIGTERM) -> None:
    """Ask the kernel to send ``sign`` to this process when its parent dies."""
    _libc.prctl(PR_SET_PDEATHSIG, int(sign), 0, 0, 0)


def lifeline(sign: signal.Signals = signal.SIGTERM) -> Callable[[], None]:
    """A ``preexec_fn``: as ``end_with_parent``, and end at once when the parent has died in between."""
    parent = os.getpid()

    def tie() -> None:
        end_with_parent(sign)
        if os.getppid() != parent:
            os._exit(1)

    return tie
