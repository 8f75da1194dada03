"""`python -m commandcenter.embedded exec`: the bundled services for the time of one command.

`make test` and `make bench` run through it.
"""

import argparse
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

from .errors import ServicesError
from .keeper import tethered
from .log import Log
from .services import Services


def main(arguments: list[str]) -> int:
    """Run the command and return its exit code, or 1 with a word when the services do not run."""
    options = parse(arguments)
    log_file = options.data / "log" / "services.log"
    log_file.parent.mkdir(parents=True, exist_ok=True)
    try:
        with log_file.open("w", encoding="utf-8") as stream:
            services = Services(options.data, Log(stream), fast=options.fast)
            with services:
                return run(services, options.command)
    except ServicesError as error:
        print(f"{error}\n(log: {log_file})", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 128 + signal.SIGINT


def parse(arguments: list[str]) -> argparse.Namespace:
    """Read the command line; everything after ``--`` is the command."""
    parser = argparse.ArgumentParser(prog="python -m commandcenter.embedded")
    actions = parser.add_subparsers(required=True, metavar="exec")
    action = actions.add_parser("exec", help="run one command beside the bundled services")
    action.add_argument("--data", type=Path, required=True, help="where the services keep data")
    action.add_argument("--fast", action="store_true", help="not durable: for tests")
    action.add_argument("command", nargs="+", metavar="COMMAND")
    return parser.parse_args(arguments)


def run(services: Services, command: list[str]) -> int:
    """Run the command in the foreground; Ctrl-C and SIGTERM reach it, and it decides."""
    ours = {"DATA_DIR": str(services.data_dir), **services.environment()}
    environment = {**os.environ, **ours}
    process = subprocess.Popen(tethered(tuple(command), signal.SIGTERM), env=environment)
    # A terminal sends Ctrl-C to the whole foreground group, the command included.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, lambda number, frame: process.send_signal(number))
    while (code := process.poll()) is None:
        services.tend()
        time.sleep(0.1)
    return code if code >= 0 else 128 - code


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
