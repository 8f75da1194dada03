"""The tokens keep what the look promises, by day and by night; vendored files are as taken."""

import hashlib
import re
from pathlib import Path

import pytest

STATIC = Path(__file__).parent.parent / "static"
FOUND = re.findall(
    r"--([\w-]+): light-dark\((#\w{6}), (#\w{6})\)", (STATIC / "tokens.css").read_text()
)
DAY = {name: value for name, value, _night in FOUND}
NIGHT = {name: value for name, _day, value in FOUND}
TONES = ("positive", "neutral", "negative", "unsure")
LEVELS = ("rendah", "sedang", "tinggi", "kritis")
# What must be read from eight metres, on the grounds it stands on.
FROM_AFAR = [
    *(
        (text, ground)
        for text in ("text", "muted", "warn", "alarm")
        for ground in ("panel", "back")
    ),
    *((f"{tone}-text", "panel") for tone in TONES),
    ("neutral-text", "back"),
    ("risk-tinggi-back", "panel"),
    *((f"risk-{level}-text", f"risk-{level}-back") for level in LEVELS[1:3]),
    ("back", "alarm"),
]
READ = [
    *((text, ground) for text in ("text", "muted", "action") for ground in ("panel", "back")),
    *((f"{tone}-text", f"{tone}-back") for tone in TONES),
    *((f"{tone}-text", "panel") for tone in TONES),
    *((f"risk-{level}-text", f"risk-{level}-back") for level in LEVELS),
    ("action", "action-back"),
    ("on-action", "action"),
    *((word, "panel") for word in ("ok", "warn", "alarm")),
]
SEEN = [(f"{tone}-fill", "panel") for tone in TONES[:3]] + [("unsure-line", "unsure-fill")]


def brightness(colour: str) -> float:
    """Return the relative luminance of WCAG 2."""
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    low, high = sorted((brightness(one), brightness(other)))
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize(("text", "ground"), FROM_AFAR)
def test_the_wall_can_be_read_from_afar(text: str, ground: str):
    assert contrast(NIGHT[text], NIGHT[ground]) >= 7


@pytest.mark.parametrize("tokens", [DAY, NIGHT], ids=["day", "night"])
@pytest.mark.parametrize(("text", "ground"), READ)
def test_every_text_can_be_read(tokens: dict[str, str], text: str, ground: str):
    assert contrast(tokens[text], tokens[ground]) >= 4.5


@pytest.mark.parametrize("tokens", [DAY, NIGHT], ids=["day", "night"])
@pytest.mark.parametrize(("fill", "ground"), SEEN)
def test_every_part_of_a_chart_stands_out(tokens: dict[str, str], fill: str, ground: str):
    assert contrast(tokens[fill], tokens[ground]) >= 3


def test_vendored_files_are_as_they_were_taken():
    vendor = STATIC / "vendor"
    lines = (vendor / "sha256sums.txt").read_text().splitlines()
    listed = dict(reversed(line.split("  ", 1)) for line in lines)
    present = [p for p in vendor.rglob("*") if p.is_file() and p.name != "sha256sums.txt"]
    found = {
        str(path.relative_to(vendor)): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in present
    }
    assert found == listed
