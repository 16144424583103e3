"""OpenID Connect: lets in users who were added here; never makes an account by itself."""

from typing import Any

from django.db.models import QuerySet
from mozilla_django_oidc.auth import OIDCAuthenticationBackend

from rondkomen.access.models import User


class KnownUserBackend(OIDCAuthenticationBackend):  # type: ignore[misc]  # the library ships no types
    """Matches on a verified e-mail address of an active user."""

    def filter_users_by_claims(self, claims: dict[str, Any]) -> QuerySet[User]:
        """The user with the address in the claims, or nobody when it is said not to be verified.

        Policy: some providers write the claim as text; one that leaves it out vouches by itself.
        """
        email = str(claims.get("email") or "").lower()
        if not email or str(claims.get("email_verified", True)).lower() != "true":
            return User.objects.none()
        return User.objects.filter(email=email, is_active=True)
