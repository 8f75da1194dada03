"""A measurement in a process and a database of its own: what it loads stays out of the others."""

import json
import os
from collections.abc import Callable, Sequence
from dataclasses import asdict
from datetime import datetime
from pathlib import Path
from typing import Any


def measure_apart(measure: Callable[[datetime], Sequence[Any]], file: Path) -> None:
    """Measure in a database made for it, and write the figures (dataclasses) as JSON."""
    import django  # noqa: PLC0415
    from django.test.utils import setup_databases, teardown_databases  # noqa: PLC0415
    from django.utils import timezone  # noqa: PLC0415

    os.environ["DJANGO_SETTINGS_MODULE"] = "commandcenter.settings"
    django.setup()
    databases = setup_databases(verbosity=0, interactive=False)
    try:
        figures = measure(timezone.now())
    finally:
        teardown_databases(databases, verbosity=0)
    file.write_text(json.dumps([asdict(figure) for figure in figures]))
