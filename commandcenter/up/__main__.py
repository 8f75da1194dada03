"""`python -m commandcenter.up`: services, then one preparation, then everything side by side."""

import argparse
import os
import signal
import subprocess
import sys
from functools import partial
from pathlib import Path

from commandcenter.embedded.addresses import bind_error
from commandcenter.embedded.errors import ServicesError
from commandcenter.embedded.keeper import Keeper, Program, tethered
from commandcenter.embedded.log import Log
from commandcenter.embedded.services import Services

from . import plan
from .ready import Announcement
from .supervisor import SIGNALS, Supervisor, Wish, interrupt

LINKS = ("first-login", "display")


class UpError(Exception):
    """Say why nothing was started."""


def main(arguments: list[str]) -> int:
    """Run until a signal; return 0 after an orderly end, 1 with a word when nothing could start."""
    for number in SIGNALS:
        signal.signal(number, interrupt)
    try:
        run(read_order(arguments), Log(sys.stdout))
    except (UpError, ServicesError) as error:
        print(error, file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 128 + signal.SIGINT
    return 0


def run(order: plan.Order, log: Log) -> None:
    """Hold the services open around the preparation and the programs."""
    services, wish = Services(order.data_dir, log), Wish()
    services.claim()
    try:
        check_port(order)
        check_newsroom(order)
        services.start()
        links = prepare(order, services, log)
        wish.listen()
        supervise(order, services, log, wish, links)
    finally:
        services.stop(wish.hurry)


def read_order(arguments: list[str]) -> plan.Order:
    """Read command line and environment; a wrong value is said with the expected form."""
    parser = argparse.ArgumentParser(prog="python -m commandcenter.up")
    parser.add_argument("--demo", action="store_true", help="the fictional sample province")
    parser.add_argument("--pack", help="region pack (default: PACK, else ntb)")
    options = parser.parse_args(arguments)
    demo = options.demo or os.environ.get("DEMO") == "1"
    default_pack = plan.DEMO_PACK if demo else os.environ.get("PACK") or "ntb"
    default_dir = ".data/demo" if demo else ".data"
    return plan.Order(
        data_dir=Path(os.environ.get("DATA_DIR") or plan.ROOT / default_dir).resolve(),
        pack=options.pack or default_pack,
        demo=demo,
        bind=os.environ.get("BIND") or "127.0.0.1",
        port=port_setting("PORT", 8000),
        newsroom_port=port_setting("NEWSROOM_PORT", 8077),
    )


def port_setting(name: str, default: int) -> int:
    """Read a port number from the environment."""
    text = os.environ.get(name) or str(default)
    if not text.isdecimal() or not 1 <= int(text) <= 65535:
        raise UpError(f"{name}={text!r}: expected a port number from 1 to 65535.")
    return int(text)


def check_port(order: plan.Order) -> None:
    """Refuse to start where the web server could not listen."""
    if (error := bind_error(order.port, order.bind)) is not None:
        raise UpError(
            f"Cannot listen on {order.bind} port {order.port}: {error.strerror}.\n"
            "Choose another one, for example: make run PORT=8080"
        )


def check_newsroom(order: plan.Order) -> None:
    """Refuse to start a demo whose newsroom could not listen."""
    if not order.demo:
        return
    if (error := bind_error(order.newsroom_port, plan.NEWSROOM_HOST)) is not None:
        raise UpError(
            f"The sample newsroom cannot listen on {plan.NEWSROOM_HOST} port "
            f"{order.newsroom_port}: {error.strerror}.\n"
            "Choose another one, for example: make demo NEWSROOM_PORT=8177"
        )


def prepare(order: plan.Order, services: Services, log: Log) -> dict[str, str]:
    """Run the preparation and return the links it hands out; they are shown later, not logged."""
    environment = plan.environment(order, os.environ, services.environment())
    process = subprocess.Popen(
        tethered(plan.prepare(order), signal.SIGTERM),
        env=environment,
        cwd=plan.ROOT,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        start_new_session=True,
        text=True,
        errors="replace",
    )
    links: dict[str, str] = {}
    try:
        for line in process.stdout or ():
            name, _, value = line.strip().partition(": ")
            if name in LINKS:
                links[name] = value
            else:
                log.say("prepare", line)
    finally:
        process.terminate()
    if (code := process.wait()) != 0:
        raise UpError(f"The preparation failed (exit code {code}); nothing was started.")
    return links


def supervise(
    order: plan.Order, services: Services, log: Log, wish: Wish, links: dict[str, str]
) -> None:
    """Run the programs; they follow when a service had to move to another port."""

    def program(name: str) -> Program:
        environment = plan.environment(order, os.environ, services.environment())
        return plan.programs(order, environment)[name]

    def beside() -> None:
        if services.tend():
            supervisor.restart()

    names = plan.programs(order, {})
    keepers = [Keeper(name, partial(program, name), log, services.run_dir) for name in names]
    supervisor = Supervisor(keepers, plan.STOP_ORDER, wish, first=plan.FIRST)
    Announcement(order, links, log).start()
    supervisor.run(beside)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
