"""The one door to typst: sets a sheet of plain data by our own template, offline, in a bare folder.

Words of others reach the template as JSON (`sys.inputs`), never as markup; the template can read
nothing but the logo beside it, and imports no package, so nothing is fetched.
"""

import json
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

import typst
from django.contrib.staticfiles import finders

from issues.recaps.logo import Logo, find_logo
from issues.recaps.sheet import sheet
from issues.recaps.values import Recap

TEMPLATE = Path(__file__).parent / "recap.typ"
# typst reads TrueType only, so these are not the files of the pages (static/vendor).
FONTS = "vendor/plus-jakarta-sans"


def write_pdf(recap: Recap) -> bytes:
    """Return the recap on A4 under the letterhead of the pack; without its logo if that is bad."""
    data, logo = sheet(recap), find_logo(recap.report)
    try:
        return _compile(data, logo)
    except typst.TypstError:
        # It began like an image and is none; every other part is ours and does not fail.
        if not logo.kind:
            raise
        return _compile(data, Logo())


def _compile(data: dict[str, object], logo: Logo) -> bytes:
    with TemporaryDirectory() as folder:
        name = f"logo.{logo.kind}" if logo.kind else ""
        if name:
            (Path(folder) / name).write_bytes(logo.data)
        return typst.compile(
            TEMPLATE.read_bytes(),
            root=folder,
            font_paths=_fonts(),
            ignore_system_fonts=True,
            sys_inputs={"sheet": json.dumps(data | {"logo": name})},
            format="pdf",
        )


@cache
def _fonts() -> typst.Fonts:
    """Load our own letters once, and those typst brings along for the scripts ours lack."""
    folder = finders.find(FONTS)
    paths = [str(folder)] if folder else []
    return typst.Fonts(include_system_fonts=False, font_paths=paths)
