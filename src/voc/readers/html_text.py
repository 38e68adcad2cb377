"""Readable plain text of an HTML mail or page, with quotations marked by > as plain mails mark them."""

from __future__ import annotations

import re
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
_EMPTY = frozenset(["br", "hr", "img", "input", "meta", "link", "col", "area", "base", "source"])


def text_of(html: str, *, notes: bool = False) -> str:
    """The words of `html` in lines, without scripts and styles; broken markup is taken as it comes.

    For `notes` headings have a # and cells of a table a tab between them.
    """
    parser = _Text(notes=notes)
    parser.feed(html)
    parser.close()
    return parser.text()


class _Text(HTMLParser):
    def __init__(self, *, notes: bool) -> None:
        super().__init__(convert_charrefs=True)
        self._notes = notes
        self._lines: list[str] = [""]
        self._open: list[str] = []
        self._quotes = 0
        self._silent = 0

    def text(self) -> str:
        gaps = r"[ \xa0]+" if self._notes else r"[ \t\xa0]+"
        lines = [re.sub(gaps, " ", line).strip(" ") for line in self._lines]
        return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip("\n")

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        del attrs
        if tag == "br":
            self._break()
            return
        if tag in _BLOCKS:
            self._break_to_start(blank=tag in _SPACED)
        elif tag in ("td", "th") and self._lines[-1].strip(" >"):
            self._lines[-1] += "\t"
        if tag == "blockquote":
            self._quotes += 1
            self._break_to_start(blank=False)
        if tag in _SILENT:
            self._silent += 1
        if self._notes and tag in _HEADINGS:
            self._lines[-1] += "# "
        if tag == "li":
            self._lines[-1] += "- "
        if tag not in _EMPTY:
            self._open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if tag not in self._open:
            return
        while self._open:
            closed = self._open.pop()
            if closed in _SILENT:
                self._silent -= 1
            if closed == "blockquote":
                self._quotes -= 1
            if closed in _BLOCKS:
                self._break_to_start(blank=closed in _SPACED)
            if closed == tag:
                return

    def handle_data(self, data: str) -> None:
        if self._silent:
            return
        if "pre" in self._open:
            first, *others = data.split("\n")
            self._lines[-1] += first
            for line in others:
                self._break()
                self._lines[-1] += line
            return
        words = re.sub(r"[ \t\r\n\f]+", " ", data)
        if words.strip() or self._lines[-1].strip(" >"):
            self._lines[-1] += words if self._lines[-1].strip(" >") else words.lstrip(" ")

    def _break(self) -> None:
        self._lines.append("> " * self._quotes)

    def _break_to_start(self, *, blank: bool) -> None:
        """A new line, unless one has just begun."""
        if self._lines[-1].strip(" >"):
            self._break()
        else:
            self._lines[-1] = "> " * self._quotes
        if blank and len(self._lines) > 1 and self._lines[-2].strip(" >"):
            self._break()
