"""The logo of the letterhead: a file of the installation that must be an image."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.conf import settings
from django.utils.translation import gettext as _

# Larger files are photographs, not logos, and would make every PDF slow.
BYTES_MAX, NAME_MAX = 1_000_000, 200
# How the three kinds begin (PNG 1.2 section 3.1; JPEG, ITU T.81 B.1.1.3; SVG is XML).
_STARTS = {b"\x89PNG\r\n\x1a\n": "png", b"\xff\xd8\xff": "jpg"}


@dataclass(frozen=True)
class Logo:
    """The bytes and kind (png, jpg, svg) of a logo; without one, words about what is wrong.

    No logo and no trouble: the pack names none.
    """

    data: bytes = b""
    kind: str = ""
    trouble: str = ""


def find_logo(report: Mapping[str, Any]) -> Logo:
    """Return the logo the letterhead names, from the folder of attachments."""
    name = report.get("letterhead", {}).get("logo", "")
    if not name:
        return Logo()
    folder = Path(settings.MEDIA_ROOT).resolve()
    path = (folder / name[:NAME_MAX]).resolve()
    if not path.is_relative_to(folder) or not path.is_file():
        return Logo(trouble=_("Logo kop surat tidak ditemukan; PDF dibuat tanpa logo."))
    if path.stat().st_size > BYTES_MAX:
        return Logo(trouble=_("Logo kop surat lebih dari 1 MB; PDF dibuat tanpa logo."))
    return known_logo(path.read_bytes())


def known_logo(data: bytes) -> Logo:
    """Return an image by how its bytes begin; anything else is no logo."""
    kind = next((kind for start, kind in _STARTS.items() if data.startswith(start)), "")
    if not kind and b"<svg" in data[:1000] and data.lstrip()[:1] == b"<":
        kind = "svg"
    if not kind:
        words = _("Logo kop surat bukan gambar PNG, JPEG, atau SVG; PDF dibuat tanpa logo.")
        return Logo(trouble=words)
    return Logo(data, kind)
