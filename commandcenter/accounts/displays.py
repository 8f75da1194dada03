"""The question `issues` asks before it shows the wall to a screen (settings.DISPLAY_CHECK)."""

from commandcenter.accounts.models import Display


def opens(secret: str) -> bool:
    """Say whether the secret of a wall's address belongs to a screen that was not revoked."""
    return Display.opened_by(secret) is not None
