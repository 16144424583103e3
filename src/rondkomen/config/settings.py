"""Django settings. What a municipality can turn is in `environment.py`; here is what follows from it."""

from importlib.metadata import version
from pathlib import Path

from csp.constants import NONE, SELF
from django.core.exceptions import ImproperlyConfigured

from rondkomen.config import environment

VERSION = version("rondkomen")
PACKAGE = Path(__file__).resolve().parent.parent
MODE = environment.mode()
PRODUCTION = MODE == "production"
DATA_FOLDER = environment.data_folder()

DEBUG = environment.flag("RONDKOMEN_DEBUG", default=False)
if PRODUCTION and DEBUG:
    raise ImproperlyConfigured(
        "RONDKOMEN_DEBUG staat aan; zet het uit, want foutpagina's zouden persoonsgegevens tonen."
    )

_keys = environment.keys(production=PRODUCTION)
SECRET_KEY = _keys.secret_key
FIELD_KEYS = _keys.field_keys
INDEX_KEY = _keys.index_key

ALLOWED_HOSTS = environment.words(
    "RONDKOMEN_HOSTS", "" if PRODUCTION else "127.0.0.1,localhost,[::1],testserver"
)
if PRODUCTION and (not ALLOWED_HOSTS or "*" in ALLOWED_HOSTS):
    raise ImproperlyConfigured(
        "RONDKOMEN_HOSTS ontbreekt of is '*'; noem de hostnaam waarop Rondkomen bereikbaar is."
    )
CSRF_TRUSTED_ORIGINS = [f"https://{host}" for host in ALLOWED_HOSTS] if PRODUCTION else []

AUDIENCES = ("worker", "policy", "partner", "beheer", "participant")

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "django_otp",
    "axes",
    "csp",
    "django_htmx",
    "django_tasks",
    "django_tasks_db",
    "rondkomen.jobs",
    "rondkomen.access",
    "rondkomen.journal",
    "rondkomen.people",
    "rondkomen.arrears",
    "rondkomen.matching",
    "rondkomen.outreach",
    "rondkomen.exchange",
    "rondkomen.monitoring",
    "rondkomen.dialogue",
    "rondkomen.knowledge",
    "rondkomen.web.ui",
    *(f"rondkomen.web.{audience}" for audience in AUDIENCES),
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "rondkomen.web.ui.headers.protective_headers",
    "rondkomen.web.ui.tracing.traced",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "rondkomen.web.ui.nul_signs.RefuseNul",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django_otp.middleware.OTPMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "rondkomen.web.ui.errors.form_only",
    "rondkomen.web.ui.refusals.told_by_status",
    "axes.middleware.AxesMiddleware",
]

ROOT_URLCONF = "rondkomen.config.urls"
WSGI_APPLICATION = "rondkomen.config.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "rondkomen.web.ui.frame.frame",
            ]
        },
    }
]

DDAS = environment.ddas()
DATABASES = {"default": environment.database(production=PRODUCTION)}
if progress_file := environment.progress_database(DATABASES["default"]):
    DATABASES["jobs"] = progress_file
DATABASE_ROUTERS = ["rondkomen.jobs.router.ProgressRouter"]
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
# Counters of attempts live here; the default of 300 would let one caller push out all others'.
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.locmem.LocMemCache",
        "OPTIONS": {"MAX_ENTRIES": 50_000},
    }
}
TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}

# Sign-in (BIO2 5.17.01 and 5.17.03: more than one factor, enforced password rules)
AUTH_USER_MODEL = "access.User"
AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "django.contrib.auth.backends.ModelBackend",
]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 12},
    },
    {
        "NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator",
        "OPTIONS": {"user_attributes": ("email", "name")},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]
REQUIRE_TOTP = environment.flag("RONDKOMEN_REQUIRE_TOTP", default=PRODUCTION)
OTP_TOTP_ISSUER = "Rondkomen"
LOGIN_URL = "ui:sign-in"
LOGIN_REDIRECT_URL = "ui:home"
LOGOUT_REDIRECT_URL = "ui:sign-in"

# The sign-in form's own name for it; by default axes looks for "email" and never locks.
AXES_USERNAME_FORM_FIELD = "username"
AXES_FAILURE_LIMIT = 5
AXES_COOLOFF_TIME = 0.25  # hours
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_HANDLER = "rondkomen.access.adapters.throttling.Throttle"
AXES_CLIENT_IP_CALLABLE = "rondkomen.access.adapters.throttling.address_of"
ACCOUNT_FAILURE_LIMIT = 20  # from all addresses together, within the same quarter
TRUSTED_PROXIES = environment.number("RONDKOMEN_TRUSTED_PROXIES", default=0)
AXES_RESET_ON_SUCCESS = True
AXES_ENABLE_ADMIN = False
AXES_SENSITIVE_PARAMETERS = ["username", "password"]
AXES_LOCKOUT_TEMPLATE = "ui/locked_out.html"

# Off: an address without the provider's word that it was verified lets nobody in.
OIDC_TRUST_UNSTATED_EMAIL = environment.flag("RONDKOMEN_OIDC_TRUST_UNSTATED_EMAIL", default=False)
_oidc = environment.oidc()
OIDC_ENABLED = bool(_oidc)
if OIDC_ENABLED:
    INSTALLED_APPS.append("mozilla_django_oidc")
    AUTHENTICATION_BACKENDS.append("rondkomen.access.adapters.oidc.KnownUserBackend")
    OIDC_USE_PKCE = True
    OIDC_CREATE_USER = False
    globals().update(_oidc)

SESSION_COOKIE_AGE = 60 * 60 * 9  # one working day
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = LANGUAGE_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = LANGUAGE_COOKIE_SECURE = PRODUCTION
CSRF_COOKIE_HTTPONLY = LANGUAGE_COOKIE_HTTPONLY = True
if PRODUCTION:  # a browser takes such a cookie from this host alone, by TLS, for the whole site
    SESSION_COOKIE_NAME, CSRF_COOKIE_NAME = "__Host-session", "__Host-csrf"
CSRF_FAILURE_VIEW = "rondkomen.web.ui.errors.csrf_failure"

SECURE_SSL_REDIRECT = environment.flag("RONDKOMEN_SSL_REDIRECT", default=PRODUCTION)
SECURE_PROXY_SSL_HEADER = (
    ("HTTP_X_FORWARDED_PROTO", "https")
    if environment.flag("RONDKOMEN_BEHIND_PROXY", default=False)
    else None
)
SECURE_HSTS_SECONDS = 31536000 if PRODUCTION else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = PRODUCTION
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CONTENT_TYPE_NOSNIFF = True
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "manifest-src": [SELF],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
        "base-uri": [NONE],
    }
}

DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024
FILE_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 5000
UPLOAD_LIMIT_BYTES = 300 * 1024 * 1024
FILE_UPLOAD_TEMP_DIR = str(DATA_FOLDER)
FILE_UPLOAD_HANDLERS = [
    "rondkomen.web.ui.uploads.SizeLimit",
    "django.core.files.uploadhandler.MemoryFileUploadHandler",
    "django.core.files.uploadhandler.TemporaryFileUploadHandler",
]

LANGUAGE_CODE = "nl"
LANGUAGES = [("nl", "Nederlands"), ("en", "English")]
LOCALE_PATHS = [PACKAGE / "locale"]
TIME_ZONE = "Europe/Amsterdam"
USE_TZ = True

STATIC_URL = "static/"
STATIC_ROOT = DATA_FOLDER / "static"
WHITENOISE_USE_FINDERS = not PRODUCTION
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "rondkomen.config.static_files.NamedByContent"
        if PRODUCTION
        else "django.contrib.staticfiles.storage.StaticFilesStorage"
    },
}
MEDIA_ROOT = DATA_FOLDER / "files"
REGISTER_FOLDER = DATA_FOLDER / "registers"

MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"
SILENCED_SYSTEM_CHECKS = ["axes.W006"]  # lock-out is per account and address together, on purpose

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "line": {
            "class": "rondkomen.config.logs.PlacesOnly" if PRODUCTION else "logging.Formatter",
            "format": "{asctime} {levelname} {name} {message}",
            "style": "{",
        }
    },
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["stderr"], "level": "WARNING"},
}
