"""`python -m tests.faults.celery …`: the product's Celery with a saboteur inside."""

import sys

import django
from celery.__main__ import main

# Reading the schedule names the settings that Django needs.
import commandcenter.celery  # noqa: F401
from tests.faults.saboteur import from_environment

if __name__ == "__main__":
    django.setup()
    from_environment().install()
    sys.exit(main())
