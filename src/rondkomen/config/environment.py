"""Reads the environment: every setting a municipality can turn, with one sentence when it is wrong.

`production` refuses what would put residents at risk; `demo` makes its own keys
in the data folder so that a newcomer needs no preparation.
"""

import base64
import json
import os
import secrets
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import unquote, urlsplit

from django.core.exceptions import ImproperlyConfigured

MODES = ("demo", "production")
_KEY_BYTES = 32


def flag(name: str, *, default: bool) -> bool:
    """True or false from an environment variable; anything but yes/no words is refused."""
    text = os.environ.get(name, "").strip().lower()
    if text == "":
        return default
    if text in {"1", "true", "yes", "ja", "aan"}:
        return True
    if text in {"0", "false", "no", "nee", "uit"}:
        return False
    raise ImproperlyConfigured(f"{name} is '{text}'; zet 1 (aan) of 0 (uit).")


def number(name: str, *, default: int) -> int:
    """A whole number of zero or more from an environment variable."""
    text = os.environ.get(name, "").strip()
    if text == "":
        return default
    if not (text.isascii() and text.isdigit() and len(text) < 6):
        raise ImproperlyConfigured(f"{name} is '{text}'; zet een geheel getal van 0 of meer.")
    return int(text)


def words(name: str, default: str = "") -> list[str]:
    """The comma-separated words of an environment variable."""
    return [word.strip() for word in os.environ.get(name, default).split(",") if word.strip()]


def mode() -> str:
    """`demo` (the default) or `production`."""
    chosen = os.environ.get("RONDKOMEN_MODE", "demo").strip().lower()
    if chosen not in MODES:
        raise ImproperlyConfigured(f"RONDKOMEN_MODE is '{chosen}'; kies demo of production.")
    return chosen


def data_folder() -> Path:
    """The folder for the demo database, keys and working files; made when it is missing."""
    folder = Path(os.environ.get("RONDKOMEN_DATA", "data")).resolve()
    (folder / "static").mkdir(parents=True, exist_ok=True)  # the web server looks there at start
    return folder


@dataclass(frozen=True)
class Keys:
    """Secrets: Django's own, the field keys (newest first) and the key of the blind index."""

    secret_key: str
    field_keys: tuple[bytes, ...]
    index_key: bytes


def _decoded(name: str, text: str) -> bytes:
    try:
        key = base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))
    except ValueError as wrong:
        raise ImproperlyConfigured(
            f"{name} is geen geldige sleutel; maak er een met 'rondkomen doctor --new-key'."
        ) from wrong
    if len(key) != _KEY_BYTES:
        raise ImproperlyConfigured(
            f"{name} moet {_KEY_BYTES} bytes lang zijn; maak er een met 'rondkomen doctor --new-key'."
        )
    return key


def new_key() -> str:
    """A fresh random key, as text for the environment."""
    return base64.urlsafe_b64encode(secrets.token_bytes(_KEY_BYTES)).decode().rstrip("=")


def _demo_keys(folder: Path) -> dict[str, str]:
    """The demo's own keys, made once; a half-written file cannot arise (temporary file, then rename)."""
    path = folder / "demo-keys.json"
    if not path.exists():
        made = {
            "RONDKOMEN_SECRET_KEY": new_key() + new_key(),
            "RONDKOMEN_FIELD_KEYS": new_key(),
            "RONDKOMEN_INDEX_KEY": new_key(),
        }
        draft = folder / f"demo-keys.{os.getpid()}.tmp"
        draft.touch(mode=0o600)
        draft.write_text(json.dumps(made))
        try:
            os.link(draft, path)  # fails when another process was first: then theirs counts
        except FileExistsError:
            pass
        finally:
            draft.unlink()
    loaded: dict[str, str] = json.loads(path.read_text())
    return loaded


def keys(*, production: bool) -> Keys:
    """The secrets of this installation.

    Raises: ImproperlyConfigured when production lacks one, or runs on an example value.
    """
    fallback = {} if production else _demo_keys(data_folder())
    found: dict[str, str] = {}
    for name in ("RONDKOMEN_SECRET_KEY", "RONDKOMEN_FIELD_KEYS", "RONDKOMEN_INDEX_KEY"):
        value = os.environ.get(name) or fallback.get(name, "")
        if not value:
            raise ImproperlyConfigured(
                f"{name} ontbreekt; maak een sleutel met 'rondkomen doctor --new-key' en zet die in de omgeving."
            )
        if production and (
            value.lower().startswith(("change", "verander", "example", "secret"))
            or len(set(value)) < 8
        ):
            raise ImproperlyConfigured(
                f"{name} is een voorbeeldwaarde; maak een eigen sleutel met 'rondkomen doctor --new-key'."
            )
        found[name] = value
    if production and len(found["RONDKOMEN_SECRET_KEY"]) < 40:
        raise ImproperlyConfigured(
            "RONDKOMEN_SECRET_KEY is te kort; gebruik er een van ten minste 40 tekens."
        )
    return Keys(
        secret_key=found["RONDKOMEN_SECRET_KEY"],
        field_keys=tuple(
            _decoded("RONDKOMEN_FIELD_KEYS", part)
            for part in found["RONDKOMEN_FIELD_KEYS"].split(",")
        ),
        index_key=_decoded("RONDKOMEN_INDEX_KEY", found["RONDKOMEN_INDEX_KEY"]),
    )


def database(*, production: bool) -> dict[str, object]:
    """Django's database entry: PostgreSQL from RONDKOMEN_DATABASE_URL, else SQLite in the data folder.

    Raises: ImproperlyConfigured for SQLite in production or an address that cannot be read.
    """
    address = os.environ.get("RONDKOMEN_DATABASE_URL", "")
    if not address:
        if production:
            raise ImproperlyConfigured(
                "Productie draait niet op SQLite, want daar bewaakt de database de gemeentegrens niet; "
                "zet RONDKOMEN_DATABASE_URL op een PostgreSQL-database."
            )
        return _sqlite(data_folder() / "rondkomen.sqlite3")
    parts = urlsplit(address)
    if parts.scheme not in {"postgres", "postgresql"} or not parts.path.strip("/"):
        raise ImproperlyConfigured(
            "RONDKOMEN_DATABASE_URL moet beginnen met postgresql:// en een databasenaam hebben."
        )
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path.strip("/")),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": unquote(parts.hostname or ""),
        "PORT": str(parts.port or ""),
        "CONN_MAX_AGE": 60,
        "CONN_HEALTH_CHECKS": True,
    }


def progress_database(main: dict[str, object]) -> dict[str, object] | None:
    """Django's entry for the file that shows the progress of running work, beside SQLite only.

    A long write transaction keeps every other writer out of a SQLite file; PostgreSQL does not.
    """
    if main["ENGINE"] != "django.db.backends.sqlite3":
        return None
    return _sqlite(Path(str(main["NAME"])).with_suffix(".progress.sqlite3"))


def _sqlite(path: Path) -> dict[str, object]:
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": path,
        "OPTIONS": {
            "transaction_mode": "IMMEDIATE",  # a writer waits its turn instead of failing half-way
            "timeout": 60,  # a look at people waits for its line in the log while a file is taken in
            "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA foreign_keys=ON;",
        },
    }


def oidc() -> dict[str, str]:
    """The OpenID Connect settings, or nothing when single sign-on is not set up.

    Raises: ImproperlyConfigured when it is set up half.
    """
    names = (
        "OIDC_RP_CLIENT_ID",
        "OIDC_RP_CLIENT_SECRET",
        "OIDC_OP_AUTHORIZATION_ENDPOINT",
        "OIDC_OP_TOKEN_ENDPOINT",
        "OIDC_OP_USER_ENDPOINT",
        "OIDC_OP_JWKS_ENDPOINT",
    )
    found = {
        name: os.environ[f"RONDKOMEN_{name}"]
        for name in names
        if os.environ.get(f"RONDKOMEN_{name}")
    }
    if not found:
        return {}
    missing = [f"RONDKOMEN_{name}" for name in names if name not in found]
    if missing:
        raise ImproperlyConfigured(
            f"Aanmelden met OpenID Connect is half ingesteld; vul aan: {', '.join(missing)}."
        )
    return {
        **found,
        "OIDC_RP_SIGN_ALGO": os.environ.get("RONDKOMEN_OIDC_RP_SIGN_ALGO", "RS256"),
        "OIDC_RP_SCOPES": "openid email profile",
    }


def ddas() -> dict[str, str]:
    """The delivery to CBS: the supplier's code, and PEM files for signing and for trusting CBS.

    Raises: ImproperlyConfigured when signing is set up half.
    """
    files = {
        name: os.environ.get(f"RONDKOMEN_DDAS_{name}", "")
        for name in ("SIGNING_KEY", "SIGNING_CHAIN", "TRUSTED")
    }
    missing = [f"RONDKOMEN_DDAS_{name}" for name, file in files.items() if not file]
    if missing and len(missing) < len(files):
        raise ImproperlyConfigured(
            f"Het ophalen door het CBS is half ingesteld; vul aan: {', '.join(missing)}."
        )
    return {"SUPPLIER": os.environ.get("RONDKOMEN_DDAS_SUPPLIER", "Rondkomen"), **files}
