"""What stands in a spreadsheet's cell; every export of the house passes through here."""

FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n")


def safe_text(value) -> str:
    """A text no spreadsheet takes for a formula, also after it is saved as CSV."""
    text = str(value)
    return f"'{text}" if text.startswith(FORMULA_STARTS) else text


def written_text(cell: str) -> str:
    """What safe_text was given, read back."""
    return cell[1:] if cell.startswith("'") and cell[1:].startswith(FORMULA_STARTS) else cell
