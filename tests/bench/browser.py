"""A person at a browser, as the server sees it: one connection, cookies, filled-in forms."""

from http.client import HTTPConnection
from urllib.parse import urlencode

from django.test import Client
from lxml import html

from tests.bench.stack import HOST, BenchError

# The tone a hurried person chooses where the form insists on one.
TONE = "neu"
TIMEOUT = 20


class Browser:
    """Speaks HTTP to the web server with the session of a client that has logged in."""

    def __init__(self, port: int, client: Client) -> None:
        self._port = port
        self._cookies = {name: cookie.value for name, cookie in client.cookies.items()}
        self._connection = HTTPConnection(HOST, port, timeout=TIMEOUT)

    def get(self, path: str) -> str:
        """Open a page; raises BenchError for any answer but 200 and 304."""
        return self._ask("GET", path, "")

    def send(self, path: str, fields: list[tuple[str, str]]) -> str:
        """Send a form as htmx does; raises BenchError for any answer but 200."""
        return self._ask("POST", path, urlencode(fields))

    def close(self) -> None:
        """Let go of the connection."""
        self._connection.close()

    def _ask(self, method: str, path: str, body: str) -> str:
        kind = {"Content-Type": "application/x-www-form-urlencoded", "HX-Request": "true"}
        headers = {"Cookie": "; ".join(f"{k}={v}" for k, v in self._cookies.items())}
        self._connection.request(method, path, body or None, headers | (kind if body else {}))
        answer = self._connection.getresponse()
        text = answer.read().decode(errors="replace")
        for header in answer.headers.get_all("Set-Cookie", ()):
            name, _equals, value = header.partition(";")[0].partition("=")
            self._cookies[name] = value
        if answer.status not in (200, 304):
            raise BenchError(f"{method} {path} answered {answer.status}: {text[:300]}")
        return text


def filled(page: str, form_id: str) -> tuple[str, list[tuple[str, str]]]:
    """Return where a form is sent and what it would send, with a tone wherever none is chosen.

    Raises BenchError when the page has no such form.
    """
    root = html.fromstring(page)
    for pattern in root.xpath("//template"):
        # A browser keeps these for scripts and sends nothing of them.
        pattern.drop_tree()
    found = root.xpath(f"//form[@id='{form_id}']")
    if not found:
        raise BenchError(f"no form {form_id} on the page")
    form = found[0]
    fields = [(name, value) for name, value in form.form_values() if name != "aksi"]
    radios = dict.fromkeys(form.xpath(".//input[@type='radio']/@name"))
    open_ones = [name for name in radios if name not in dict(fields)]
    return form.get("action"), [*fields, *((name, TONE) for name in open_ones), ("aksi", "simpan")]
