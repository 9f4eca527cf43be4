def email_of(request, credentials) -> str:
    """Which account a failed sign-in counts against; allauth names the field `email`, its form `login`."""
    given = credentials or getattr(request, "POST", {})
    return (given.get("email") or given.get("login") or given.get("username") or "").lower()
