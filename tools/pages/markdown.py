"""Small pieces of Markdown: tables, code, numbers as people write them."""


def table(heads, rows):
    """A table; bars inside cells are kept from ending them."""
    lines = [_row(heads), "|---" * len(heads) + "|"]
    return "\n".join([*lines, *(_row(row) for row in rows)])


def code(text):
    """Text in the type of code; empty text stays empty."""
    return f"`{text}`" if text else ""


def codes(texts):
    """Several of them, with commas."""
    return ", ".join(code(text) for text in texts)


def plain(value):
    """A value as a script or a person writes it."""
    if isinstance(value, bool):
        return "true" if value else "false"
    return f"{value:g}" if isinstance(value, int | float) else str(value)


def sentence(text):
    """The text with a full stop."""
    return text if text.endswith(".") else f"{text}."


def _row(cells):
    return "| " + " | ".join(str(cell).replace("|", "\\|") for cell in cells) + " |"
