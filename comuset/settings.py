"""One settings file; every value that differs between machines comes from the environment.

A checkout prepared by `make setup` brings its own services and secrets (comuset/local.py); anywhere else a missing
secret stops the start with a sentence.
"""

import os
from pathlib import Path

import environ
import structlog
from csp.constants import NONCE, NONE, SELF
from django.core.exceptions import ImproperlyConfigured

from comuset import local
from core.access.logs import hide_secrets

local.prepare()

BASE_DIR = Path(__file__).resolve().parent.parent
VAR_DIR = Path(os.environ.get("VAR_DIR", BASE_DIR / "var"))
LEAST_CASE_KEY = 32
env = environ.Env()


def required(name: str, why: str) -> str:
    value = env.str(name, "")
    if not value:
        raise ImproperlyConfigured(f"{name} is not set: {why} On a machine of your own, run `make setup` first.")
    return value


IS_LOCAL = env.bool("COMUSET_LOCAL", False)
DEBUG = env.bool("DEBUG", False)
SECRET_KEY = required("SECRET_KEY", "sessions and links are signed with it; give a long random text.")
SECRET_KEY_FALLBACKS = env.list("SECRET_KEY_FALLBACKS", default=[])
# Names of children are sealed with the first, read with any; `manage.py rotate_case_keys` seals anew.
CASE_KEYS = [
    key.strip()
    for key in required("CASE_KEYS", "names of children are sealed with it; give a long random text.").split(",")
    if key.strip()
]
if any(len(key) < LEAST_CASE_KEY for key in CASE_KEYS) or SECRET_KEY in CASE_KEYS:
    raise ImproperlyConfigured(
        f"CASE_KEYS: each key has {LEAST_CASE_KEY} characters or more, and none is SECRET_KEY. Commas part them."
    )
PUBLIC_URL = env.str("PUBLIC_URL", local.address() if IS_LOCAL else "")
PUBLIC_URL = PUBLIC_URL or required(
    "PUBLIC_URL", "QR codes and links begin with it, such as https://comuset.example.pe."
)
IS_HTTPS = PUBLIC_URL.startswith("https://")
BEHIND_PROXY = env.bool("BEHIND_PROXY", IS_HTTPS)
if not (IS_HTTPS or IS_LOCAL):
    raise ImproperlyConfigured("PUBLIC_URL must begin with https:// outside a local machine.")
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", default=[PUBLIC_URL.split("//", 1)[1].split("/", 1)[0].split(":", 1)[0]])
if IS_LOCAL:
    ALLOWED_HOSTS += ["localhost", "127.0.0.1", "[::1]", "testserver"]
CSRF_TRUSTED_ORIGINS = env.list("CSRF_TRUSTED_ORIGINS", default=[PUBLIC_URL.rstrip("/")])

# --- apps -------------------------------------------------------------------------------------------------------
# One folder adds an app: whatever declares itself at the top of the tree is part of the house.
DECLARED_APPS = sorted(
    path.parent.name for name in ("strategy", "contribution") for path in BASE_DIR.glob(f"*/{name}.py")
)
INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.humanize",
    "django.forms",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "axes",
    "csp",
    "django_filters",
    "django_htmx",
    "django_structlog",
    "django_tables2",
    "import_export",
    "pgtrigger",
    "pghistory",
    "rest_framework",
    "drf_spectacular",
    "drf_spectacular_sidecar",
    "core.tenancy",
    "core.accounts",
    "core.audit",
    "core.jobs",
    "core.strategies",
    "core.submissions",
    "core.files",
    "core.documents",
    "core.notifications",
    "core.access",
    "core.people",
    "core.home",
    "core.ui",
    *DECLARED_APPS,
]
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
AUTH_USER_MODEL = "accounts.User"
ROOT_URLCONF = "comuset.urls"
WSGI_APPLICATION = "comuset.wsgi.application"

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "core.ui.compression.TextGZipMiddleware",
    "csp.middleware.CSPMiddleware",
    "django_permissions_policy.PermissionsPolicyMiddleware",
    "django_structlog.middlewares.RequestMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "core.access.middleware.PrivatePagesMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "axes.middleware.AxesMiddleware",
    "core.tenancy.middleware.TenantMiddleware",
    "core.access.middleware.LanguageMiddleware",
]

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
                "core.ui.context_processors.house",
            ],
        },
    }
]

FORM_RENDERER = "core.ui.forms.HouseRenderer"
DJANGO_TABLES2_TEMPLATE = "ui/table.html"

# --- data -------------------------------------------------------------------------------------------------------
# "owner" migrates and makes tenants; everything that serves people is "app", which row-level security holds.
DATABASE_ROLE = env.str("COMUSET_DB_ROLE", "app")
DATABASE_VARIABLE = "DATABASE_OWNER_URL" if DATABASE_ROLE == "owner" else "DATABASE_URL"
required(DATABASE_VARIABLE, "give the address of PostgreSQL 15 or later.")
IS_WORKER = env.str("COMUSET_PROCESS", "") == "worker"
TIMEOUTS = {
    "web": "-c statement_timeout=15s -c idle_in_transaction_session_timeout=30s -c lock_timeout=5s",
    "worker": "-c statement_timeout=600s -c idle_in_transaction_session_timeout=600s -c lock_timeout=60s",
    "command": "-c lock_timeout=60s",
}
DATABASES = {
    "default": {
        **env.db_url(DATABASE_VARIABLE),
        "ATOMIC_REQUESTS": True,
        "CONN_MAX_AGE": 60,
        "CONN_HEALTH_CHECKS": True,
        "OPTIONS": {"options": TIMEOUTS.get(env.str("COMUSET_PROCESS", "command"), TIMEOUTS["command"])},
    }
}
REDIS_URL = required("REDIS_URL", "progress, cache and the queue live there.")
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.redis.RedisCache",
        "LOCATION": REDIS_URL,
        "KEY_PREFIX": env.str("CACHE_PREFIX", ""),
    }
}
SESSION_ENGINE = "django.contrib.sessions.backends.cached_db"
SESSION_COOKIE_AGE = 60 * 60 * 24 * 14
MEDIA_ROOT = Path(env.str("MEDIA_ROOT", str(VAR_DIR / "media")))
DATA_UPLOAD_MAX_MEMORY_SIZE = 8 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 4000
FILE_UPLOAD_PERMISSIONS = 0o640
# A PKCS#12 file that seals issued PDFs; without one they carry no seal. A seal is not a person's signature.
PAPER_SEAL_FILE = env.str("PAPER_SEAL_FILE", "")
PAPER_SEAL_PASSWORD = env.str("PAPER_SEAL_PASSWORD", "")

# --- queue ------------------------------------------------------------------------------------------------------
CELERY_BROKER_URL = REDIS_URL
CELERY_TASK_IGNORE_RESULT = True
CELERY_TASK_ACKS_LATE = True
CELERY_TASK_REJECT_ON_WORKER_LOST = True
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_WORKER_MAX_TASKS_PER_CHILD = 50  # PDF rendering grows the process
CELERY_WORKER_HIJACK_ROOT_LOGGER = False
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_TASK_DEFAULT_QUEUE = env.str("CELERY_QUEUE", "comuset")
CELERY_BEAT_SCHEDULE = {"sweep": {"task": "core.jobs.sweep", "schedule": 20.0, "options": {"expires": 20}}}
# A job whose heart has not beaten for this long lost its worker, and is sent again.
JOBS_HEARTBEAT_SECONDS = env.float("JOBS_HEARTBEAT_SECONDS", 5)
JOBS_STALE_SECONDS = env.float("JOBS_STALE_SECONDS", 25)

# --- people -----------------------------------------------------------------------------------------------------
AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "allauth.account.auth_backends.AuthenticationBackend",
    "core.access.backends.PhoneBackend",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
LOGIN_URL = "/cuenta/login/"
LOGIN_REDIRECT_URL = "/"
ACCOUNT_LOGOUT_REDIRECT_URL = "/"
ACCOUNT_FORMS = {"login": "core.access.forms.SignInForm"}
ACCOUNT_ADAPTER = "core.accounts.adapter.AccountAdapter"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*", "password2*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_SESSION_REMEMBER = True
ACCOUNT_RATE_LIMITS = {
    "login_failed": None,
    "reset_password": "5/h/ip,3/h/key",
}  # sign-in and second factor are axes' to lock: it outlives Redis
AXES_FAILURE_LIMIT = 8
AXES_COOLOFF_TIME = 0.25
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_USERNAME_CALLABLE = "core.accounts.lockout.name_of"
AXES_LOCKOUT_TEMPLATE = "account/locked.html"
AXES_VERBOSE = False
AXES_CLIENT_IP_CALLABLE = "core.access.addresses.client_address"
MFA_ADAPTER = "core.access.second_factor.SecondFactorAdapter"
MFA_FORMS = {
    "authenticate": "core.access.forms.SecondFactorForm",
    "reauthenticate": "core.access.forms.SecondFactorAgainForm",
    "activate_totp": "core.access.forms.PhoneCodeForm",
    "add_webauthn": "core.access.forms.PasskeyForm",
}
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_ALLOW_UNVERIFIED_EMAIL = True  # accounts come from the UGEL, nobody can take somebody else's address
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_TOTP_ISSUER = "COMUSET"
MFA_TOTP_TOLERANCE = 1  # a cheap phone's clock is off
MFA_RECOVERY_CODES_SHOW_ONCE = True
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = IS_LOCAL
PHONENUMBER_DEFAULT_REGION = "PE"

# --- language ---------------------------------------------------------------------------------------------------
LANGUAGE_CODE = "es"
LANGUAGES = [("es", "Español"), ("ky", "Кыргызча"), ("ru", "Русский"), ("en", "English")]  # each names itself
COUNTRIES_WITH_TERMS = {"kg"}  # locale/terms/: a country's own words over every language
LOCALE_PATHS = [BASE_DIR / "locale"]
FORMAT_MODULE_PATH = "comuset.formats"
TIME_ZONE = "America/Lima"
USE_TZ = True

# --- pages and headers ------------------------------------------------------------------------------------------
STATIC_URL = "/static/"
STATIC_ROOT = VAR_DIR / "static"
ASSETS_DIR = VAR_DIR / "assets"
STATICFILES_DIRS = [BASE_DIR / "static", *([ASSETS_DIR] if ASSETS_DIR.exists() else [])]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "comuset.static_files.HouseStaticFilesStorage"
        if not IS_LOCAL
        else "django.contrib.staticfiles.storage.StaticFilesStorage"
    },
}
WHITENOISE_USE_FINDERS = IS_LOCAL
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF, NONCE],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "media-src": [SELF],
        "connect-src": [SELF],
        "manifest-src": [SELF],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
        "base-uri": [NONE],
        "object-src": [NONE],
    }
}
PERMISSIONS_POLICY: dict[str, list[str]] = {
    name: []
    for name in (
        "accelerometer",
        "camera",
        "display-capture",
        "geolocation",
        "gyroscope",
        "microphone",
        "payment",
        "usb",
    )
}
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
SECURE_SSL_REDIRECT = IS_HTTPS
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if BEHIND_PROXY else None
SECURE_REDIRECT_EXEMPT = [r"^salud/"]
SECURE_HSTS_SECONDS = 60 * 60 * 24 * 365 if IS_HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = IS_HTTPS
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = IS_HTTPS
SESSION_COOKIE_HTTPONLY = True
CSRF_FAILURE_VIEW = "core.ui.views.csrf_failure"
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"

# --- mail, API, logs --------------------------------------------------------------------------------------------
SECURITY_CONTACT = env.str("SECURITY_CONTACT", "seguridad@localhost")
DEFAULT_FROM_EMAIL = env.str("DEFAULT_FROM_EMAIL", "COMUSET <no-responder@localhost>")
if env.str("ANYMAIL_ESP", ""):
    # A provider by name ("mailgun", "amazon_ses" …) with its keys as JSON in ANYMAIL.
    EMAIL_BACKEND = f"anymail.backends.{env.str('ANYMAIL_ESP')}.EmailBackend"
    ANYMAIL = env.json("ANYMAIL", {})
elif env.str("EMAIL_URL", ""):
    vars().update(env.email_url("EMAIL_URL"))
else:
    EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
    EMAIL_FILE_PATH = Path(env.str("MAIL_ROOT", str(VAR_DIR / "mail")))
REST_FRAMEWORK = {
    "DEFAULT_AUTHENTICATION_CLASSES": ["rest_framework.authentication.SessionAuthentication"],
    "DEFAULT_PERMISSION_CLASSES": ["rest_framework.permissions.IsAuthenticated"],
    "DEFAULT_RENDERER_CLASSES": ["rest_framework.renderers.JSONRenderer"],
    "DEFAULT_SCHEMA_CLASS": "drf_spectacular.openapi.AutoSchema",
    "DEFAULT_PAGINATION_CLASS": "rest_framework.pagination.CursorPagination",
    "PAGE_SIZE": 50,
}
SPECTACULAR_SETTINGS = {
    "TITLE": "COMUSET",
    "VERSION": "1",
    "SERVE_INCLUDE_SCHEMA": False,
    "SWAGGER_UI_DIST": "SIDECAR",
    "SWAGGER_UI_FAVICON_HREF": "SIDECAR",
}
LOG_LEVEL = env.str("LOG_LEVEL", "INFO")
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "json": {
            "()": structlog.stdlib.ProcessorFormatter,
            "processor": structlog.processors.JSONRenderer(),
            "foreign_pre_chain": [
                structlog.contextvars.merge_contextvars,
                hide_secrets,
                structlog.processors.TimeStamper(fmt="iso"),
                structlog.stdlib.add_logger_name,
                structlog.stdlib.add_log_level,
            ],
        }
    },
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "json"}},
    "root": {"handlers": ["stderr"], "level": LOG_LEVEL},
    "loggers": {
        "fontTools": {"level": "ERROR"},
        "weasyprint": {"level": "ERROR"},
        "django_structlog": {"level": env.str("REQUEST_LOG_LEVEL", LOG_LEVEL)},
    },
}
structlog.configure(
    processors=[
        structlog.contextvars.merge_contextvars,
        structlog.stdlib.filter_by_level,
        hide_secrets,
        structlog.processors.TimeStamper(fmt="iso"),
        structlog.stdlib.add_logger_name,
        structlog.stdlib.add_log_level,
        structlog.processors.format_exc_info,
        structlog.stdlib.ProcessorFormatter.wrap_for_formatter,
    ],
    logger_factory=structlog.stdlib.LoggerFactory(),
    cache_logger_on_first_use=True,
)
