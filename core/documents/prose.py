"""Plain text as people type it: a line is a paragraph, lines that begin with a hyphen are a list."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Block:
    """A paragraph (one line) or a list (its items)."""

    lines: tuple[str, ...]
    is_list: bool = False


def blocks_of(text: str) -> list[Block]:
    blocks: list[Block] = []
    items: list[str] = []
    for line in [*(line.strip() for line in str(text).splitlines()), ""]:
        if line.startswith("- "):
            items.append(line.removeprefix("- "))
            continue
        if items:
            blocks.append(Block(tuple(items), is_list=True))
            items = []
        if line:
            blocks.append(Block((line,)))
    return blocks
