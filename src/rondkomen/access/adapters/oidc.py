"""OpenID Connect: lets in users who were added here; never makes an account by itself."""

from typing import Any

from django.db.models import QuerySet
from mozilla_django_oidc.auth import OIDCAuthenticationBackend

from rondkomen.access.models import User


class KnownUserBackend(OIDCAuthenticationBackend):  # type: ignore[misc]  # the library ships no types
    """Matches on a verified e-mail address of an active user."""

    def filter_users_by_claims(self, claims: dict[str, Any]) -> QuerySet[User]:
        """The user with the verified address in the claims, or nobody."""
        email = claims.get("email")
        if not email or claims.get("email_verified") is False:
            return User.objects.none()
        return User.objects.filter(email__iexact=email, is_active=True)
