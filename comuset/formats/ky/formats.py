"""Kyrgyz writes «5,6» and «6 968»; Django's own file has a decimal point."""

DECIMAL_SEPARATOR = ","
