"""What Chrome 109 lacks or the content security policy blocks stays out of templates, CSS and JavaScript."""

import re
from pathlib import Path

import tinycss2
from tree import files, finish, name

# pattern: since which Chrome, or what forbids it
CSS = {
    r"\bcolor-mix\(": "Chrome 111",
    r"\b(ok)?(lab|lch)\(": "Chrome 111",
    r"\blight-dark\(": "Chrome 123",
    r"\b(rgb|hsl)a?\(\s*from\b": "Chrome 119",
    r"@scope\b": "Chrome 118",
    r"@starting-style\b": "Chrome 117",
    r"@view-transition\b": "Chrome 126",
    r"@position-try\b": "Chrome 125",
    r":\s*subgrid\b": "Chrome 117",
    r":user-(in)?valid\b": "Chrome 119",
    r":popover-open\b": "Chrome 114",
    r":dir\(": "Chrome 120",
    r"(?<![-\w])anchor(-name|-size)?\s*[:(]": "Chrome 125",
    r"\banimation-timeline\s*:": "Chrome 115",
    r"\bfield-sizing\s*:": "Chrome 123",
    r"\binterpolate-size\s*:": "Chrome 129",
    r"(?<![-\w])mask(-image)?\s*:": "Chrome 120 (write -webkit-mask too, or draw it inline)",
    r"(?<![-\w])(sin|cos|tan|atan2?|pow|hypot|sqrt|exp|round|mod|rem)\(": "Chrome 111 to 125",
    r"(?<![-\w])image-set\(": "Chrome 113",
    r"\d(rlh|rcap|rex|ric|cap)\b": "Chrome 111 and later",
    r"url\(\s*['\"]?(https?:)?//": "a request to another machine",
}
JAVASCRIPT = {
    r"\b(Object|Map)\.groupBy\b": "Chrome 117",
    r"\bArray\.fromAsync\b": "Chrome 121",
    r"\.(toSorted|toReversed|toSpliced)\(": "Chrome 110",
    r"\bPromise\.(withResolvers|try)\b": "Chrome 119 and later",
    r"\bAbortSignal\.any\b": "Chrome 116",
    r"\bURL\.(canParse|parse)\b": "Chrome 120 and later",
    r"\bstartViewTransition\b": "Chrome 111",
    r"\.(showPopover|hidePopover|togglePopover)\(": "Chrome 114",
    r"\.(isSubsetOf|isSupersetOf|isDisjointFrom|symmetricDifference)\(": "Chrome 122",
    r"\bscheduler\.(yield|postTask)\b": "Chrome 129",
    r"\b(isWellFormed|toWellFormed)\(": "Chrome 111",
    r"/[dgimsuy]*v[dgimsuy]*\.(test|exec)\(": "Chrome 112",
    r"\b(eval|new Function)\s*\(": "the content security policy",
    r"(?<!\w)(https?:)?//[\w.-]+\.\w+/[^\s\"']*[\"']": "a request to another machine",
}
HTML = {
    r"\sstyle\s*=": "the content security policy: use a class or a presentation attribute",
    r"\son[a-z]+\s*=\s*[\"']": "the content security policy: listen in a script file",
    r"\shx-on\b": "htmx would need eval, which the policy blocks",
    r"<style\b": "the content security policy: use a file",
    r"<script\b(?![^>]*(\bsrc\b|type=\"application/json\"|\bnonce\b))": "the content security policy: use a file",
    r"\spopover(target|\b)": "Chrome 114",
    r"\scommandfor\b": "Chrome 135",
    r"\s(src|srcset|action)\s*=\s*[\"']\s*(https?:)?//": "a request to another machine",
    r"<link\b[^>]*href\s*=\s*[\"']\s*(https?:)?//": "a request to another machine",
}


def main() -> None:
    problems: list[str] = []
    for path in files(".css", ".js", ".html"):
        text = path.read_text(encoding="utf-8")
        if path.suffix == ".css":
            plain = blank(r"/\*.*?\*/", text)
            problems += matches(path, plain, CSS) + nested(path, text)
        elif path.suffix == ".js":
            plain = blank(r"/\*.*?\*/", text)
            problems += matches(path, blank(r"(?m)^\s*//.*$", plain), JAVASCRIPT)
        else:
            problems += matches(path, blank(r"\{#.*?#\}|\{% comment.*?endcomment %\}", text), HTML)
    finish(problems, "The floor of browsers is Chrome 109 under a strict policy (docs/architecture.md).")


def matches(path: Path, text: str, forbidden: dict[str, str]) -> list[str]:
    return [
        f"{name(path)}:{line_of(text, found)}: «{found.group().strip()}»: {why}"
        for pattern, why in forbidden.items()
        for found in re.finditer(pattern, text)
    ]


def nested(path: Path, text: str) -> list[str]:
    """Rules inside rules came with Chrome 112."""
    return [
        f"{name(path)}:{line}: a rule inside a rule: Chrome 112"
        for line in nested_lines(tinycss2.parse_stylesheet(text))
    ]


def nested_lines(rules: list) -> list[int]:
    lines = []
    for rule in rules:
        if rule.type == "qualified-rule":
            lines += [part.source_line for part in rule.content if part.type == "{} block"]
        elif rule.type == "at-rule" and rule.content is not None and rule.lower_at_keyword != "font-face":
            lines += nested_lines(tinycss2.parse_rule_list(rule.content))
    return lines


def blank(pattern: str, text: str) -> str:
    """Empty what matches and keep the line numbers."""
    return re.sub(pattern, lambda found: re.sub(r"[^\n]", " ", found.group()), text, flags=re.DOTALL)


def line_of(text: str, found: re.Match[str]) -> int:
    return text.count("\n", 0, found.start()) + 1


if __name__ == "__main__":
    main()
