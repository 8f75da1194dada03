"""Charts: proportions as attributes, nothing drawn that is not known."""

from dataclasses import dataclass, field

import pytest
from django.template import Context, Template

from issues.templatetags import charts


@dataclass
class Hour:
    tones: dict[str, int] = field(default_factory=dict)
    before: int | None = None

    @property
    def total(self) -> int:
        return sum(self.tones.values())


def draw(tag: str, **values: object) -> str:
    return Template("{% load charts %}{% " + tag + " %}").render(Context(values))


def test_the_parts_of_a_tone_bar_fill_it():
    bar = charts.tone_bar({"pos": 62, "neu": 71, "neg": 45, "unsure": 20, "na": 500})
    assert [part["tone"] for part in bar["parts"]] == ["pos", "neu", "neg", "unsure"]
    assert sum(float(part["width"]) for part in bar["parts"]) == pytest.approx(100, abs=0.05)
    assert bar["words"] == "62 positif, 71 netral, 45 negatif, 20 perlu ditinjau"


def test_one_in_a_thousand_stays_visible():
    small, large = charts.tone_bar({"pos": 1, "neg": 1000})["parts"]
    assert float(small["width"]) == charts.SMALLEST
    assert float(large["width"]) == pytest.approx(100 - charts.SMALLEST)


def test_a_tone_that_does_not_occur_is_not_drawn():
    assert [part["tone"] for part in charts.tone_bar({"neg": 3})["parts"]] == ["neg"]
    assert charts.tone_bar({})["parts"] == []


def test_gaps_between_parts_are_lines_not_space():
    assert draw("tone_bar tones", tones={"pos": 1, "neg": 1}).count("<line") == 1


def test_a_day_that_is_not_known_leaves_a_gap_in_a_sparkline():
    line = charts.sparkline([None, None, 0, 4], 90, 30)
    assert line["points"] == "60.0,30.0 90.0,0.0"
    assert line["now"] == (90.0, 0.0)
    assert charts.sparkline([2, None])["now"] is None
    assert charts.sparkline([])["points"] == ""


def test_attributes_are_written_for_machines_in_every_language():
    assert 'cy="7.5"' in draw("sparkline values 10 10", values=[1, 4, 1])


def test_an_hour_with_500_is_the_height_of_the_chart():
    hours = [Hour({"pos": 300, "neg": 200}), Hour({"neu": 5}, before=250), Hour()]
    high, low, empty = charts.hour_chart(hours)["columns"]
    assert [(part["y"], part["height"]) for part in high["parts"]] == [("40", "60"), ("0", "40")]
    assert (low["parts"][0]["height"], low["before"]) == ("1", "50")
    assert (empty["parts"], empty["before"]) == ([], None)


def test_the_stripe_repeats_the_colours_of_the_pack():
    stripe = charts.stripe(["#111111", "#222222"], 10)
    long, short = stripe["threads"]
    assert (stripe["width"], long["colour"], short["colour"]) == ("10", "#111111", "#222222")
    assert float(long["width"]) > float(short["width"])
    assert float(short["x"]) == float(long["width"])
    assert charts.stripe([])["threads"] == []


@pytest.mark.parametrize("tone", ["pos", "neu", "neg", "unsure"])
def test_every_tone_has_a_mark_of_its_own(tone: str):
    marks = {draw("tone_mark tone", tone=other) for other in ("pos", "neu", "neg", "unsure")}
    assert len(marks) == 4
    assert f"tone-{tone}" in draw("tone_mark tone", tone=tone)
