"""Tables of `access`. Users and memberships stand outside row-level security: sign-in comes before a tenant."""

import secrets
import time
from base64 import b32encode
from typing import Any, ClassVar
from urllib.parse import quote, urlencode

from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.utils.translation import gettext_lazy as _
from django_otp.models import Device, ThrottlingMixin
from django_otp.oath import TOTP

from rondkomen.access.core.roles import Role
from rondkomen.access.core.scopes import Scope
from rondkomen.access.crypto import seal, unseal
from rondkomen.kernel.ids import new_id

_APP_KEY_BYTES = 20  # RFC 4226, 4: as long as the hash it goes into
_CODE_DIGITS = 6


class Gemeente(models.Model):
    """A municipality: the tenant, keyed by its CBS code."""

    code = models.CharField(primary_key=True, max_length=4)
    name = models.CharField(max_length=120)
    inhabitants = models.PositiveIntegerField(
        help_text="inwoners op 1 januari van inhabitants_year"
    )
    inhabitants_year = models.PositiveSmallIntegerField()
    kvk_number = models.CharField(max_length=8, blank=True)
    contact_name = models.CharField(max_length=120, blank=True)
    contact_email = models.EmailField(blank=True)
    contact_phone = models.CharField(max_length=20, blank=True)
    house_colour = models.CharField(
        max_length=7, blank=True, help_text="voor verslagen, als #rrggbb"
    )

    class Meta:
        constraints = (
            models.CheckConstraint(
                condition=models.Q(code__regex=r"^\d{4}$"), name="gemeente_code_is_four_digits"
            ),
        )

    def __str__(self) -> str:
        return self.name


class UserAccounts(BaseUserManager["User"]):
    """Finds users by e-mail address, whatever its capitals."""

    def get_by_natural_key(self, username: str | None) -> "User":
        """The user with this e-mail address; compared in lower case, as it is stored."""
        return self.get(email=(username or "").lower())


class User(AbstractBaseUser):
    """Someone who can sign in."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    email = models.EmailField(_("e-mailadres"), unique=True)
    name = models.CharField(_("naam"), max_length=120)
    is_active = models.BooleanField(default=True)
    must_choose_password = models.BooleanField(
        default=False, help_text="het wachtwoord is door een ander gegeven"
    )
    created_at = models.DateTimeField(auto_now_add=True)

    USERNAME_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["name"]
    objects = UserAccounts()

    def __str__(self) -> str:
        return self.name

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Stores the address in lower case, so that one person cannot exist twice."""
        self.email = self.email.lower()
        super().save(*args, **kwargs)


class SignInApp(ThrottlingMixin, Device):  # type: ignore[misc]  # the library ships no types
    """The app on a user's phone that shows codes (RFC 6238); its secret is sealed like a BSN.

    Whoever reads the database, or a backup of it, cannot make codes with it.
    """

    sealed_key = models.BinaryField()
    drift = models.SmallIntegerField(default=0, help_text="stappen die de telefoon afwijkt")
    last_t = models.BigIntegerField(default=-1, help_text="stap van de laatst gebruikte code")

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Gives a new app its secret."""
        if not self.sealed_key:
            self.sealed_key = seal(secrets.token_bytes(_APP_KEY_BYTES), **self._place)
        super().save(*args, **kwargs)

    @property
    def bin_key(self) -> bytes:
        """The secret, opened."""
        return unseal(self.sealed_key, **self._place)

    @property
    def _place(self) -> dict[str, Any]:
        return {"gemeente_id": "", "row": self.user_id, "column": "sign_in_app"}

    @property
    def config_url(self) -> str:
        """What an app needs to show codes for this account."""
        issuer = settings.OTP_TOTP_ISSUER
        label = quote(f"{issuer}:{self.user.get_username()}")
        secret = b32encode(self.bin_key).decode()
        return f"otpauth://totp/{label}?{urlencode({'secret': secret, 'issuer': issuer})}"

    def get_throttle_factor(self) -> int:
        """Seconds to wait after the first wrong code; twice as long after each next one."""
        return 1

    def verify_token(self, token: str) -> bool:
        """Whether the code is right now, and was not used before; too many wrong ones must wait."""
        if not self.verify_is_allowed()[0]:
            return False
        totp = TOTP(self.bin_key, drift=self.drift)
        totp.time = time.time()
        is_right = token.isascii() and token.isdigit() and len(token) == _CODE_DIGITS
        if not (is_right and totp.verify(int(token), tolerance=1, min_t=self.last_t + 1)):
            self.throttle_increment(commit=True)
            return False
        self.last_t, self.drift = totp.t(), totp.drift
        self.throttle_reset(commit=False)
        self.save()
        return True


class Membership(models.Model):
    """One role of one user in one municipality; a partner contact also carries the partner."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="memberships")
    gemeente = models.ForeignKey(Gemeente, on_delete=models.PROTECT, related_name="+")
    role = models.CharField(max_length=40, choices=[(role.value, role.value) for role in Role])
    partner_id = models.UUIDField(null=True, blank=True)
    granted_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["gemeente", "user", "role"], name="membership_once"),
            models.CheckConstraint(
                condition=models.Q(role=Role.PARTNER_CONTACT, partner_id__isnull=False)
                | (~models.Q(role=Role.PARTNER_CONTACT) & models.Q(partner_id__isnull=True)),
                name="membership_partner_only_for_contacts",
            ),
        )


class Program(models.Model):
    """A program that asks for a token with its own id and secret, such as that of CBS or of a partner."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    client_id = models.CharField(max_length=60, unique=True)
    name = models.CharField(max_length=120)
    secret_sha256 = models.CharField(max_length=64)
    scope = models.CharField(max_length=20)
    gemeenten = models.JSONField(default=list, help_text="gemeentecodes waarvoor het mag handelen")
    partner_id = models.UUIDField(null=True, help_text="bij leveren: namens welke partner")
    is_active = models.BooleanField(default=True)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = (
            models.CheckConstraint(
                condition=models.Q(scope=Scope.DELIVER.value, partner_id__isnull=False)
                | models.Q(scope=Scope.READ.value, partner_id__isnull=True),
                name="program_partner_only_to_deliver",
            ),
        )
