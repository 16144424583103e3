"""OpenID Connect: lets in users who were added here; never makes an account by itself."""

from typing import Any

from django.conf import settings
from django.db.models import QuerySet
from mozilla_django_oidc.auth import OIDCAuthenticationBackend

from rondkomen.access.models import User


class KnownUserBackend(OIDCAuthenticationBackend):  # type: ignore[misc]  # the library ships no types
    """Matches on a verified e-mail address of an active user."""

    def filter_users_by_claims(self, claims: dict[str, Any]) -> QuerySet[User]:
        """The user with the address in the claims, or nobody when it is not said to be verified.

        Policy: OpenID Connect Core 1.0, 5.7: an address alone identifies nobody. Some providers
        write the claim as text; for one that never sends it there is a setting.
        """
        email = str(claims.get("email") or "").lower()
        verified = claims.get("email_verified", settings.OIDC_TRUST_UNSTATED_EMAIL)
        if not email or str(verified).lower() != "true":
            return User.objects.none()
        return User.objects.filter(email=email, is_active=True)
