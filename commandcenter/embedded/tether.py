"""Stands between a keeper and a program for a moment, so that the program dies with its keeper.

Run as a file: ``python -I -S tether.py PARENT SIGNAL UID GID PROGRAM ARGUMENT...``. It gives up
root when a UID is named, asks the kernel for SIGNAL at the parent's death, and becomes PROGRAM.
A change of user clears that request, hence this order, and hence not ``Popen(user=...)``; doing it
in ``preexec_fn`` could deadlock, as the keeper has threads.
"""

import ctypes
import os
import signal
import sys

PR_SET_PDEATHSIG = 1


def main(parent: int, farewell: int, account: tuple[str, str], command: list[str]) -> None:
    """Become ``command``; never returns."""
    if account[0] != "-":
        become(int(account[0]), int(account[1]))
    tie(parent, farewell)
    # Python ignores these two, and a program would inherit that.
    for name in (signal.SIGPIPE, signal.SIGXFSZ):
        signal.signal(name, signal.SIG_DFL)
    os.execvp(command[0], command)


def become(uid: int, gid: int) -> None:
    """Give up root for good."""
    os.setgroups([])
    os.setgid(gid)
    os.setuid(uid)


def tie(parent: int, farewell: int) -> None:
    """Ask for a signal at the parent's death; elsewhere than on Linux the next start cleans up."""
    if sys.platform != "linux":
        return
    ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, farewell, 0, 0, 0)
    if os.getppid() != parent:
        sys.exit("the parent ended before its child began")


if __name__ == "__main__":
    main(int(sys.argv[1]), int(sys.argv[2]), (sys.argv[3], sys.argv[4]), sys.argv[5:])
