"""What every template may know: the home province and whether the data are a sample."""

from django.http import HttpRequest

from monitoring.home import home_region


def home_region_context(request: HttpRequest) -> dict[str, object]:
    """Offer `home` (a Region or None) to templates."""
    return {"home": home_region()}
