"""Readable plain text of an HTML mail or page, with quotations marked by > as plain mails mark them."""

from __future__ import annotations

import re
from collections import Counter
from html.parser import HTMLParser

_BLOCK_TAGS = """
address article div dl dd dt fieldset figure footer form h1 h2 h3 h4 h5 h6 header hr li main ol p pre
section table tbody tr ul blockquote
"""
_BLOCKS = frozenset(_BLOCK_TAGS.split())
_SPACED = frozenset(
    ["p", "h1", "h2", "h3", "h4", "blockquote", "ul", "ol", "table"]
)  # with a blank line around
_HEADINGS = frozenset(["h1", "h2", "h3", "h4"])
_SILENT = frozenset(["script", "style", "head", "title", "noscript", "template", "svg"])
_SIGNATURE_IDS = ("signature", "ms-outlook-mobile-signature")
_EMPTY = frozenset(["br", "hr", "img", "input", "meta", "link", "col", "area", "base", "source"])


_DEEPEST_QUOTE = 20
_NO_TAG = re.compile(r"<(?![/!?]?[A-Za-z\[][^<>]{0,5000}>)")


def text_of(html: str, *, notes: bool = False) -> str:
    """The words of `html` in lines, without scripts and styles; broken markup is taken as it comes.

    For `notes` headings have a # and cells of a table a tab between them.
    """
    parser = _Text(notes=notes)
    # the standard library's parser needs hours for a megabyte of tags that never end
    parser.feed(_NO_TAG.sub("&lt;", _without_comments(html)))
    parser.close()
    return parser.text()


def _without_comments(html: str) -> str:
    kept, at = [], 0
    while (start := html.find("<!--", at)) >= 0 and (end := html.find("-->", start + 4)) >= 0:
        kept.append(html[at:start])
        at = end + 3
    return "".join(kept) + html[at:]


class _Text(HTMLParser):
    def __init__(self, *, notes: bool) -> None:
        super().__init__(convert_charrefs=True)
        self._notes = notes
        self._lines: list[str] = []
        self._line: list[str] = []  # pieces of the line being written
        self._has_words = False  # in the line being written
        self._open: list[str] = []
        self._count: Counter[str] = Counter()  # of open tags
        self._silent = 0

    def text(self) -> str:
        gaps = r"[ \xa0]+" if self._notes else r"[ \t\xa0]+"
        lines = [re.sub(gaps, " ", line).strip(" ") for line in (*self._lines, "".join(self._line))]
        return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip("\n")

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "br":
            self._break()
            return
        if tag in _BLOCKS:
            self._break_to_start(blank=tag in _SPACED)
        elif tag in ("td", "th") and self._has_words:
            self._line.append("\t")
        if tag in _SILENT:
            self._silent += 1
        if tag not in _EMPTY:
            self._open.append(tag)
            self._count[tag] += 1
        if tag == "blockquote":
            self._break_to_start(blank=False)
        if self._notes and tag in _HEADINGS:
            self._write("# ")
        if tag == "li":
            self._write("- ")
        if tag == "div" and _is_signature(attrs) and not self._silent:
            self._write("-- ")
            self._break()

    def handle_endtag(self, tag: str) -> None:
        if not self._count[tag]:
            return
        while self._open:
            closed = self._open.pop()
            self._count[closed] -= 1
            if closed in _SILENT:
                self._silent -= 1
            if closed in _BLOCKS:
                self._break_to_start(blank=closed in _SPACED)
            if closed == tag:
                return

    def handle_data(self, data: str) -> None:
        if self._silent:
            return
        if self._count["pre"]:
            first, *others = data.split("\n")
            self._write(first)
            for line in others:
                self._break()
                self._write(line)
            return
        words = re.sub(r"[ \t\r\n\f]+", " ", data)
        if words.strip() or self._has_words:
            self._write(words if self._has_words else words.lstrip(" "))

    def _write(self, words: str) -> None:
        self._line.append(words)
        self._has_words = self._has_words or bool(words.strip(" >"))

    def _break(self) -> None:
        self._lines.append("".join(self._line))
        self._begin()

    def _begin(self) -> None:
        self._line = ["> " * min(self._count["blockquote"], _DEEPEST_QUOTE)]
        self._has_words = False

    def _break_to_start(self, *, blank: bool) -> None:
        """A new line, unless one has just begun."""
        if self._has_words:
            self._break()
        else:
            self._begin()
        if blank and self._lines and self._lines[-1].strip(" >"):
            self._break()


def _is_signature(attributes: list[tuple[str, str | None]]) -> bool:
    """Whether a mail program says so: Gmail by a class, Outlook by an id."""
    said = {name: value or "" for name, value in attributes}
    return "gmail_signature" in said.get("class", "").split() or said.get("id", "").lower() in _SIGNATURE_IDS
