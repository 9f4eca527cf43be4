from allauth.account.auth_backends import AuthenticationBackend

from core.access.services.phones import owners_of


class PhoneBackend(AuthenticationBackend):
    """Telephone and password; beside allauth's own, which older sessions name."""

    def _authenticate(self, request, **credentials):
        if not credentials.get("phones"):
            return None
        owners = owners_of(credentials["phones"])
        found = [user for user in owners if self._check_password(user, credentials["password"])]
        # Two who share the number and the password are told apart by nothing: neither comes in.
        return found[0] if len(found) == 1 else None
