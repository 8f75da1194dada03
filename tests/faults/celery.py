"""`python -m tests.faults.celery …`: the product's Celery with a saboteur inside."""

import sys

import django
from celery.__main__ import main

from commandcenter.celery import app
from tests.faults.saboteur import from_environment

if __name__ == "__main__":
    django.setup()
    # The tasks load everything that is wrapped.
    app.loader.import_default_modules()
    from_environment().install()
    sys.exit(main())
