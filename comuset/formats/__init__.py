"""Where a language's dates differ from what Django says of it; settings.FORMAT_MODULE_PATH points here."""
