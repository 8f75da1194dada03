"""Pure: the address of the n-th page of a feed's archive, from the address of the second.

Systems count pages in one place of the address: WordPress in `paged`, Blogger and OpenSearch in the
number of the first entry, others in `page` or the path. An address that counts nowhere (a cursor)
leads to the second page only.
"""

import re
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

# Parameters that count pages from 1, and those that name the first entry, counted from 1.
_PAGE = {"paged", "page", "hal", "halaman", "p"}
_FIRST_ENTRY = {"start-index", "startindex"}
_IN_PATH = re.compile(r"/(page|halaman)/2(?=/|$)")


def page_address(second: str, page: int) -> str:
    """Return the address of page `page` (2 or more); "" where it cannot be derived."""
    if page == 2:
        return second
    parts = urlsplit(second)
    if _IN_PATH.search(parts.path):
        path = _IN_PATH.sub(rf"/\g<1>/{page}", parts.path)
        return urlunsplit(parts._replace(path=path))
    pairs = parse_qsl(parts.query, keep_blank_values=True)
    counted = [(name, _counted(name, value, page)) for name, value in pairs]
    return "" if counted == pairs else urlunsplit(parts._replace(query=urlencode(counted)))


def _counted(name: str, value: str, page: int) -> str:
    """Return the value a parameter has on this page, given the one it has on the second."""
    if name.lower() in _PAGE and value == "2":
        return str(page)
    if name.lower() in _FIRST_ENTRY and value.isascii() and value.isdecimal():
        return str((int(value[:9]) - 1) * (page - 1) + 1)
    return value
