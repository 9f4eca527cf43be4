from allauth.account.auth_backends import AuthenticationBackend

from core.access.services.phones import owner_of


class PhoneBackend(AuthenticationBackend):
    """Telephone and password; beside allauth's own, which older sessions name."""

    def _authenticate(self, request, **credentials):
        if not credentials.get("phones"):
            return None
        return self._check_password(owner_of(credentials["phones"]), credentials["password"])
