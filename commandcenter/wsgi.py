"""The door for the web server."""

import os

from django.core.wsgi import get_wsgi_application
from django.db.backends.signals import connection_created

from monitoring.patience import limit_statements

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "commandcenter.settings")

# Here and not in the settings: work in the background may take as long as it needs.
connection_created.connect(limit_statements)
application = get_wsgi_application()
