"""Settings: each stands in the README, and a wrong one stops the start with words."""

import ast
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
# Modules that read the environment on behalf of the person who starts the product.
READERS = [
    *(ROOT / "commandcenter" / name for name in ("settings.py", "given.py")),
    *(ROOT / "commandcenter" / "up").glob("*.py"),
]


def names_read(path: Path) -> Iterator[str]:
    """Yield the capital-letter names that a module reads from the environment."""
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Call) and node.args and isinstance(node.args[0], ast.Constant):
            called = ast.unparse(node.func)
            reading = called.startswith(("env.", "given.", "_", "os.environ", "port_setting"))
            if reading and re.fullmatch(r"[A-Z][A-Z_]+", str(node.args[0].value)):
                yield node.args[0].value


def documented() -> set[str]:
    table = (ROOT / "README.md").read_text().split("## Settings")[1].split("\n## ")[0]
    return set(re.findall(r"^\| `([A-Z_]+)`", table, re.MULTILINE))


def test_the_table_in_the_readme_is_true():
    read = {name for path in READERS for name in names_read(path)}
    assert read == documented()


@pytest.mark.parametrize(
    ("name", "value", "words"),
    [
        ("PORT", "delapan", "expected a whole number from 1 to 65535"),
        ("PORT", "70000", "expected a whole number from 1 to 65535"),
        ("DEBUG", "ya", "expected 1 (on) or 0 (off)"),
        ("DATABASE_URL", "mysql://x/y", "expected postgresql://"),
        ("REDIS_URL", "http://x", "expected redis://"),
        ("FETCH_ALLOW_NETWORKS", "10.1.0.0/99", "expected e.g. 10.1.0.0/16"),
        ("LANGUAGE_MODEL_URL", "http://mesin.test/v1", "expected https://"),
        ("LANGUAGE_MODEL_URL", "https://10.0.0.1/v1", "jaringan dalam"),
        ("LANGUAGE_MODEL_KEY", "a b", "no blanks"),
        ("FEED_INTERVAL_MINUTES", "0", "expected a whole number from 1 to 360"),
    ],
)
def test_a_wrong_value_stops_the_start_and_says_what_was_expected(
    name: str, value: str, words: str
):
    ended = subprocess.run(
        [sys.executable, "manage.py", "check"],
        cwd=ROOT,
        env=os.environ | {name: value},
        capture_output=True,
        text=True,
        check=False,
    )
    assert ended.returncode == 1
    assert ended.stderr.startswith(f"Pengaturan salah: {name}")
    assert words in ended.stderr
    assert "Traceback" not in ended.stderr
