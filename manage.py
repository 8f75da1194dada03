#!/usr/bin/env python
"""Run a management command of the Command Center."""

import os
import sys

from django.core.exceptions import ImproperlyConfigured
from django.core.management import execute_from_command_line

if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "commandcenter.settings")
    try:
        execute_from_command_line(sys.argv)
    except ImproperlyConfigured as error:
        # A wrong setting is for the person at the keyboard, not for a programmer.
        sys.exit(f"Pengaturan salah: {error}")
