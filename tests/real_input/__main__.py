"""`python -m tests.real_input`: prints what the product makes of the real input, as Markdown.

Needs DATABASE_URL with the right to create databases: it works in a test database of its own.
"""

import os
import sys
from importlib import import_module

import django
from django.test.utils import setup_databases, teardown_databases

from tests.real_input.material import ABSENT, PRESENT


def main() -> int:
    """Print the report; return 1 with a word where there is nothing to run."""
    if not PRESENT:
        print(ABSENT, file=sys.stderr)
        return 1
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "commandcenter.settings")
    django.setup()
    # No worker is needed, and none may get messages about a database that is gone soon.
    import_module("commandcenter.celery").app.conf.broker_url = "memory://"
    databases = setup_databases(verbosity=0, interactive=False)
    try:
        # What reads the rows can be imported only now that Django is set up.
        import_module("tests.real_input.report").print_report()
    finally:
        teardown_databases(databases, verbosity=0)
    return 0


if __name__ == "__main__":
    sys.exit(main())
