"""What can go wrong with the bundled services, in words for the person who starts them."""


class ServicesError(Exception):
    """Say why the bundled services cannot run and what to do about it."""


class ProgramMissing(ServicesError):
    """A server program is neither bundled nor on this machine."""


class AlreadyRunning(ServicesError):
    """Another process holds the same DATA_DIR."""


class StartFailed(ServicesError):
    """A server was found but does not come up."""


class NotYet(ServicesError):
    """A start must wait for something that is expected to pass by itself."""
