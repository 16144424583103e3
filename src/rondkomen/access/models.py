"""Tables of `access`. Users and memberships stand outside row-level security: sign-in comes before a tenant."""

from typing import Any, ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.utils.translation import gettext_lazy as _

from rondkomen.access.core.roles import Role
from rondkomen.access.core.scopes import Scope
from rondkomen.kernel.ids import new_id


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
