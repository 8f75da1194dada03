"""All settings in one file, read from the environment; a wrong value stops the start with words.

Every name read here stands in the settings table of the README; a test compares the two.
"""

from datetime import timedelta
from pathlib import Path

from django.utils.translation import gettext_lazy as _

from commandcenter import given
from commandcenter.given import env

BASE_DIR = Path(__file__).resolve().parent.parent

DATA_DIR = Path(env.str("DATA_DIR", default=str(BASE_DIR / ".data"))).resolve()
PORT = given.number("PORT", 8000, 1, 65535)
PACK = env.str("PACK", default="ntb")
DEMO = given.switch("DEMO")
NEWSROOM_PORT = given.number("NEWSROOM_PORT", 8077, 1, 65535)
DEBUG = given.switch("DEBUG")
SECRET_KEY = given.secret_key(DATA_DIR)
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", default=["localhost", "127.0.0.1", "[::1]"])
CSRF_TRUSTED_ORIGINS = env.list("CSRF_TRUSTED_ORIGINS", default=[])
HTTPS = given.switch("HTTPS")

# -- Applications -------------------------------------------------------------------------------

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.postgres",
    "csp",
    "django_htmx",
    "monitoring",
    "issues",
    "commandcenter",
    "commandcenter.accounts",
    "commandcenter.packs",
    "commandcenter.trace",
]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.auth.middleware.LoginRequiredMiddleware",
    "commandcenter.accounts.middleware.SeenMiddleware",
    "commandcenter.accounts.middleware.LanguageMiddleware",
    "commandcenter.trace.actor.ActorMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "monitoring.middleware.HomeZoneMiddleware",
    "monitoring.patience.PatienceMiddleware",
]
ROOT_URLCONF = "commandcenter.urls"
WSGI_APPLICATION = "commandcenter.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "monitoring.context.home_region_context",
            ],
        },
    }
]

# -- Database, cache, broker --------------------------------------------------------------------

DATABASE_URL = given.address("DATABASE_URL", DATA_DIR)
REDIS_URL = given.address("REDIS_URL", DATA_DIR)
# No address is not an error here: help, lint and image builds need no database. The first query
# then fails with Django's own message, and /readyz names it.
_database = env.db_url_config(DATABASE_URL or "postgresql://localhost/commandcenter")
DATABASES = {
    "default": {
        **_database,
        "CONN_MAX_AGE": 60,
        "CONN_HEALTH_CHECKS": True,
        "OPTIONS": {"connect_timeout": 5, "application_name": "commandcenter"},
    }
}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}

CELERY_BROKER_URL = REDIS_URL or "redis://localhost:6379/0"
CELERY_TASK_IGNORE_RESULT = True
CELERY_ACCEPT_CONTENT = ["json"]
CELERY_TASK_SERIALIZER = "json"
# The lease in PostgreSQL is the only guarantee (see monitoring/claims.py), so a message is
# acknowledged early, never retried, and expires instead of piling up.
CELERY_TASK_ACKS_LATE = False
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_TASK_SOFT_TIME_LIMIT = 90
CELERY_TASK_TIME_LIMIT = 110
CELERY_WORKER_MAX_TASKS_PER_CHILD = 500
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_BROKER_TRANSPORT_OPTIONS = {
    "socket_timeout": 5,
    "socket_connect_timeout": 2,
    "socket_keepalive": True,
    "health_check_interval": 10,
    # How long a publisher insists; the default of kombu waits six seconds for every message.
    "max_retries": 1,
    "interval_start": 0,
    "interval_step": 0.1,
    "interval_max": 0.1,
}
CELERY_TASK_PUBLISH_RETRY = False
CELERY_WORKER_HIJACK_ROOT_LOGGER = False
CELERY_TIMEZONE = "UTC"
# Which task wakes up when rows are left for a stage.
NUDGES = {
    "feed": "monitoring.collect_feeds",
    "suspect": "monitoring.collect_suspects",
    "page": "monitoring.collect_pages",
    "judge": "monitoring.judge_sources",
    "read": "issues.read_items",
    "weigh": "issues.weigh_issues",
    "learn": "issues.learn_if_asked",
}
# Who says whether the secret in a wall's address is good; `issues` knows no accounts.
DISPLAY_CHECK = "commandcenter.accounts.displays.opens"

# -- Collecting ---------------------------------------------------------------------------------

FETCH_ALLOW_NETWORKS = given.networks("FETCH_ALLOW_NETWORKS")
FETCH_USER_AGENT = env.str(
    "FETCH_USER_AGENT", default="CommandCenterMonitor/0.1 (pemantau media pemerintah daerah)"
)
FEED_INTERVAL = timedelta(minutes=given.number("FEED_INTERVAL_MINUTES", 5, 1, 360))
FEED_ENTRIES_MAX = given.number("FEED_ENTRIES_MAX", 500, 1, 100_000)
# How long a worker may hold what it claimed; longer than CELERY_TASK_TIME_LIMIT, or work is done
# twice (never written twice: see monitoring/claims.py).
LEASE = timedelta(seconds=given.number("LEASE_SECONDS", 120, 1, 3600))
# Whoever freezes or vanishes inside a transaction has lost its lease by then; PostgreSQL ends its
# session, so that rows and the reader's lock are free for others (an hour or two by itself).
DATABASES["default"]["OPTIONS"]["options"] = (
    f"-c idle_in_transaction_session_timeout={LEASE // timedelta(milliseconds=1)}"
    " -c tcp_keepalives_idle=30 -c tcp_keepalives_interval=10 -c tcp_keepalives_count=3"
)
# The address under which the internet reaches this installation; without one there is no WebSub.
PUBLIC_URL = env.str("PUBLIC_URL", default="").rstrip("/")
# Who may read /metrics: whoever sends this as a bearer token; without one there is no such page.
METRICS_TOKEN = env.str("METRICS_TOKEN", default="")
# Pages of an archive read at most to catch up with a feed after a gap.
CATCH_UP_PAGES_MAX = given.number("CATCH_UP_PAGES_MAX", 10, 0, 1000)
# Sitemaps of an index followed at most in one turn, newest first.
SITEMAPS_MAX = given.number("SITEMAPS_MAX", 5, 1, 1000)
# Search engines asked for the words of the pack; empty: none. Nobody searches for made-up people.
SEARCH_ENGINES = [] if DEMO else given.names("SEARCH_ENGINES", ["google", "bing"])
# How long what is kept: items nobody tied to anything, attempts at feeds, entries feeds still show.
RETENTION_UNRELATED = timedelta(days=given.number("RETENTION_UNRELATED_DAYS", 365, 1, 36_500))
RETENTION_FETCHES = timedelta(days=given.number("RETENTION_FETCHES_DAYS", 28, 28, 36_500))
RETENTION_ENTRIES = timedelta(days=given.number("RETENTION_ENTRIES_DAYS", 180, 28, 36_500))

# -- Reading ------------------------------------------------------------------------------------

# Decisions of people that a target needs before its model is trained.
LEARN_FROM = given.number("LEARN_FROM", 500, 50, 100_000)
# An OpenAI-compatible endpoint that may propose wording for summaries; without both there is none.
LANGUAGE_MODEL_URL = given.endpoint("LANGUAGE_MODEL_URL", FETCH_ALLOW_NETWORKS)
LANGUAGE_MODEL_NAME = given.word("LANGUAGE_MODEL_NAME", 120)
LANGUAGE_MODEL_KEY = given.word("LANGUAGE_MODEL_KEY", 1000)

# -- People and pages ---------------------------------------------------------------------------

AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = ["commandcenter.accounts.roles.RoleBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator",
        "OPTIONS": {"user_attributes": ("username", "name")},
    },
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 10},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]
LOGIN_URL = "login"

LANGUAGE_CODE = "id"
# User.language decides (accounts/middleware.py); a browser set to English does not.
LANGUAGES = [("id", _("Bahasa Indonesia")), ("en", _("Inggris"))]
LOCALE_PATHS = [BASE_DIR / "commandcenter" / "locale"]
USE_I18N = True
USE_TZ = True
TIME_ZONE = "UTC"
USE_THOUSAND_SEPARATOR = True

# Photos and PDFs of people; served by a view that checks who asks, never by address alone.
MEDIA_ROOT = DATA_DIR / "media"
# The first bounds what one request may upload in all.
FILE_UPLOAD_HANDLERS = [
    "monitoring.files.uploads.BoundedUpload",
    "django.core.files.uploadhandler.MemoryFileUploadHandler",
    "django.core.files.uploadhandler.TemporaryFileUploadHandler",
]
STATIC_URL = "static/"
STATIC_ROOT = DATA_DIR / "static"
STATICFILES_DIRS = [BASE_DIR / "static"]
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = DEBUG

# -- Security -----------------------------------------------------------------------------------

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": ["'self'"],
        "img-src": ["'self'", "data:"],
        "object-src": ["'none'"],
        "base-uri": ["'none'"],
        "form-action": ["'self'"],
        "frame-ancestors": ["'none'"],
    }
}
X_FRAME_OPTIONS = "DENY"
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SESSION_ENGINE = "commandcenter.accounts.sessions"
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = HTTPS
SECURE_SSL_REDIRECT = False
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if HTTPS else None
DATA_UPLOAD_MAX_MEMORY_SIZE = 5_000_000

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "{levelname:<7} {name} {message}", "style": "{"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": "INFO"},
    # The pipelines say what they did; that a message arrived is not worth a line every 5 seconds.
    "loggers": {"django.request": {"level": "ERROR"}, "celery": {"level": "WARNING"}},
}
