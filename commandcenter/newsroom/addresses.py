"""Loopback addresses of the sample newsroom: one per outlet, or one port each where that fails."""

import errno
import socket
from collections.abc import Mapping
from contextlib import ExitStack

from commandcenter.newsroom.outlets import OUTLETS, Outlet

NETWORK = "127.77.0"
SHARED_HOST = "127.0.0.1"
ATTEMPTS = 5


class AddressUnavailable(OSError):
    """The loopback addresses cannot be used; the message says what to do about it."""


def host(outlet: Outlet) -> str:
    """The outlet's own loopback address, `127.77.0.N`."""
    return f"{NETWORK}.{outlet.number}"


def bind(port: int, *, shared: bool = False) -> dict[str, socket.socket]:
    """A listening-ready socket per outlet key.

    Each outlet has its own address on the one port (0: any free one). `shared` puts all on
    127.0.0.1 instead, at `port` + N. Raises AddressUnavailable; then no socket stays open.
    """
    attempts = ATTEMPTS if port == 0 else 1
    for attempt in range(1, attempts + 1):
        try:
            return _bind_all(port, shared)
        except OSError as error:
            # A port free on the first address may be taken on the next one.
            if error.errno != errno.EADDRINUSE or attempt == attempts:
                raise AddressUnavailable(error.errno, _advice(error, port)) from error
    raise AssertionError("unreachable: the last attempt returns or raises")


def bases(sockets: Mapping[str, socket.socket]) -> dict[str, str]:
    """The outlets' web addresses without a closing slash."""
    names = {key: bound.getsockname() for key, bound in sockets.items()}
    return {key: f"http://{name[0]}:{name[1]}" for key, name in names.items()}


def _bind_all(port: int, shared: bool) -> dict[str, socket.socket]:
    sockets: dict[str, socket.socket] = {}
    with ExitStack() as undo:
        for outlet in OUTLETS:
            if shared:
                bound = _bind_one(SHARED_HOST, port and port + outlet.number)
            else:
                bound = _bind_one(host(outlet), port)
                port = port or bound.getsockname()[1]
            undo.callback(bound.close)
            sockets[outlet.key] = bound
        undo.pop_all()
    return sockets


def _bind_one(address: str, port: int) -> socket.socket:
    bound = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    try:
        bound.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        bound.bind((address, port))
    except OSError:
        bound.close()
        raise
    return bound


def _advice(error: OSError, port: int) -> str:
    if error.errno == errno.EADDRINUSE:
        return f"Porta {port} sudah dipakai program lain; pilih porta lain untuk redaksi contoh."
    last = OUTLETS[-1].number
    return (
        f"Alamat {NETWORK}.1 sampai {NETWORK}.{last} tidak dapat dipakai ({error.strerror})."
        f" Di macOS tambahkan dahulu: for n in $(seq 1 {last});"
        f" do sudo ifconfig lo0 alias {NETWORK}.$n up; done"
    )
