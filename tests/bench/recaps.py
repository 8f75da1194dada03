"""The newest recap, composed and set again and again. Loads rows: only inside the product."""

from django.utils import timezone

from issues.recaps import compose_recap, pdf, periods
from monitoring.home import home_region, home_zone
from tests.bench.figures import Figure
from tests.bench.pages import milliseconds

RUNS = 20


def recap_figures(on: str) -> list[Figure]:
    """Compose the newest recap and set it as a PDF; the slowest run counts."""
    slots = periods.slots(home_region().report)
    newest = periods.newest(slots, home_zone(), timezone.now())
    recap = compose_recap(newest)
    composed = milliseconds(lambda: compose_recap(newest), RUNS)
    written = milliseconds(lambda: pdf.write_pdf(recap), RUNS)
    runs = f"the slowest of {RUNS} {on}"
    return [
        Figure("recap.compose_s", max(composed) / 1000, "s", runs),
        Figure("recap.pdf_s", max(written) / 1000, "s", f"{runs}, without composing"),
    ]
