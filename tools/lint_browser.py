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
    r"\b(interpolate-size|calc-size)\b": "Chrome 129",
    r"\b(text-wrap(-mode|-style)?|white-space-collapse)\s*:": "Chrome 114 and later",
    r"\b(transition-behavior|overlay)\s*:": "Chrome 117",
    r"\b(animation-composition|(scroll|view)-timeline[-\w]*)\s*:": "Chrome 112 and later",
    r"\b(text-box[-\w]*|reading-flow)\s*:": "Chrome 133 and later",
    r"(?<![-\w])font-size-adjust\s*:": "Chrome 127",
    r"(?<![-\w])scrollbar-(width|color)\s*:": "Chrome 121",
    r"(?<![-\w])line-clamp\s*:": "no Chrome: write -webkit-line-clamp",
    r"(?<![-\w])color\(": "Chrome 111",
    r"(?<![-\w])linear\(": "Chrome 113 (a way to ease, not linear-gradient)",
    r"(?<![-\w])if\(": "Chrome 137",
    r":nth-(last-)?child\([^)]*\bof\b": "Chrome 111",
    r":open\b": "Chrome 133",
    r"::details-content\b": "Chrome 131",
    r"@container[^{]*\bstyle\(": "Chrome 111",
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
    r"(?<=[=(,;:])\s*/(?![/*])(\\.|[^/\\\n])+/[dgimsuy]*v": "the v flag: Chrome 112",
    r"\(\?[ims]+(-[ims]+)?:": "flags inside an expression: Chrome 125",
    r"\]\.with\(|\b\w+\.with\(\s*-?\w+\s*,": "Chrome 110",
    r"\.(union|intersection|difference)\(": "Chrome 122",
    r"\bIterator\.(from|concat)\b": "Chrome 122",
    r"\.(moveBefore|requestClose)\(": "Chrome 133 and later",
    r"\b(setHTMLUnsafe|parseHTMLUnsafe|getHTML)\(": "Chrome 124 and later",
    r"\b(toBase64|fromBase64|toHex|fromHex|sumPrecise|rawJSON)\(": "Chrome 114 and later",
    r"\b(RegExp\.escape|Error\.isError|ReadableStream\.from)\b": "Chrome 124 and later",
    r"\b(CloseWatcher|Intl\.DurationFormat)\b": "Chrome 126 and later",
    r"(?m)^\s*(await\s+)?using\s+\w+\s*=": "Chrome 134",
    r"\bfrom\s*[\"'][^\"']+[\"']\s*with\s*\{": "Chrome 123",
    r"\.(bytes|transfer)\(\)": "Chrome 114 and later",
    r"\b(eval|new Function)\s*\(": "the content security policy",
    r"\bset(Timeout|Interval)\(\s*[\"'`]": "the content security policy: give a function",
    r"setAttribute\(\s*[\"'](style|on\w+)[\"']": "the content security policy: use a class, or listen",
    r"\bdocument\.write\b": "scripts that are deferred may not write",
    r"(?<!\w)(https?:)?//[\w.-]+\.\w+/[^\s\"']*[\"']": "a request to another machine",
}
HTML = {
    r"\sstyle\s*=": "the content security policy: use a class or a presentation attribute",
    r"\son[a-z]+\s*=": "the content security policy: listen in a script file",
    r"=\s*[\"']?\s*javascript:": "the content security policy: listen in a script file",
    r"\shx-on\b": "htmx would need eval, which the policy blocks",
    r"\shx-(vals|headers)\s*=\s*[\"']\s*js:": "htmx would need eval, which the policy blocks",
    r"\shx-trigger\s*=\s*[\"'][^\"']*\[": "htmx would need eval, which the policy blocks",
    r"<(iframe|object|embed|base)\b": "the content security policy",
    r"<search\b|<selectedcontent\b": "Chrome 118 and later",
    r"\s(shadowrootmode|closedby)\s*=": "Chrome 111 and later",
    r"<details\b[^>]*\sname\s*=": "Chrome 120",
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
        for found in re.finditer(pattern, text, re.IGNORECASE if path.suffix == ".html" else 0)
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
