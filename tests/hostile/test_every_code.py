"""Every hostile input on the list has a test that bears its code."""

import re
from pathlib import Path

LENGTHS = {"c": 27, "h": 18, "f": 22, "e": 20, "p": 8}
_TEST = re.compile(r"^def test_([chfep]\d+)_", re.MULTILINE)


def test_every_code_has_a_test():
    files = Path(__file__).parent.glob("test_*.py")
    found = {code for path in files for code in _TEST.findall(path.read_text())}
    wanted = {f"{room}{n}" for room, last in LENGTHS.items() for n in range(1, last + 1)}
    assert found == wanted and len(wanted) == 95
