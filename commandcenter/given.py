"""What the environment gives, read into values; anything unexpected stops the start with words."""

import ipaddress
import secrets
from pathlib import Path

import environ
from django.core.exceptions import ImproperlyConfigured

from commandcenter.embedded.services import urls as bundled_urls
from monitoring.door.addresses import IpNetwork, refusal

env = environ.Env()


def number(name: str, default: int, at_least: int, at_most: int) -> int:
    """Read a whole number between two bounds; anything else stops the start."""
    text = env.str(name, default=str(default))
    if not text.isdecimal() or not at_least <= int(text) <= at_most:
        raise ImproperlyConfigured(
            f"{name}={text!r}: expected a whole number from {at_least} to {at_most}."
        )
    return int(text)


def switch(name: str) -> bool:
    """Read an on/off setting written as 1 or 0 (absent: off)."""
    text = env.str(name, default="0")
    if text not in {"0", "1", ""}:
        raise ImproperlyConfigured(f"{name}={text!r}: expected 1 (on) or 0 (off).")
    return text == "1"


def names(name: str, known: list[str]) -> list[str]:
    """Read names separated by commas, all of the known ones unless said; others stop the start."""
    names = [part.strip() for part in env.str(name, default=",".join(known)).split(",")]
    if unknown := [part for part in names if part and part not in known]:
        raise ImproperlyConfigured(f"{name}: {unknown[0]!r} is none of {', '.join(known)}.")
    return [part for part in names if part]


def networks(name: str) -> list[ipaddress.IPv4Network | ipaddress.IPv6Network]:
    """Read a comma-separated list of networks such as 10.1.0.0/16."""
    texts = [part.strip() for part in env.str(name, default="").split(",") if part.strip()]
    try:
        return [ipaddress.ip_network(text) for text in texts]
    except ValueError as error:
        raise ImproperlyConfigured(f"{name}: {error}; expected e.g. 10.1.0.0/16.") from error


def endpoint(name: str, allowed: list[IpNetwork]) -> str:
    """Read the base address of a service, "" without one; it must be one the door may open.

    Without encryption the key would be read on the way, so http is for allowed networks only.
    """
    url = env.str(name, default="").strip().rstrip("/")
    reason = refusal(url, allowed) if url else None
    if reason:
        raise ImproperlyConfigured(f"{name}: {reason}")
    if url.startswith("http://") and not allowed:
        raise ImproperlyConfigured(f"{name}: expected https://, or FETCH_ALLOW_NETWORKS with it.")
    return url


def word(name: str, longest: int) -> str:
    """Read a name or a key of printable ASCII without blanks, "" without one."""
    text = env.str(name, default="").strip()
    if len(text) > longest or not all("!" <= letter <= "~" for letter in text):
        raise ImproperlyConfigured(f"{name}: expected up to {longest} ASCII letters, no blanks.")
    return text


def secret_key(data_dir: Path) -> str:
    """Read SECRET_KEY, or keep one made here in DATA_DIR (mode 0600) for a single machine."""
    given = env.str("SECRET_KEY", default="")
    if given:
        return given
    kept = data_dir / "secret_key"
    if not kept.exists():
        data_dir.mkdir(parents=True, exist_ok=True)
        kept.touch(mode=0o600)
        kept.write_text(secrets.token_urlsafe(50))
    return kept.read_text()


def address(name: str, data_dir: Path) -> str:
    """Read the address of a service from the environment, else from the bundled services."""
    given = env.str(name, default="") or bundled_urls(data_dir).get(name.lower(), "")
    if name == "DATABASE_URL" and given and not given.startswith(("postgres://", "postgresql://")):
        raise ImproperlyConfigured(f"{name}: expected postgresql://user:password@host:port/name.")
    if name == "REDIS_URL" and given and not given.startswith(("redis://", "rediss://")):
        raise ImproperlyConfigured(f"{name}: expected redis://:password@host:port/0.")
    return given
