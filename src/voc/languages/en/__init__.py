"""English, and the fallback for languages we have no folder for: sentences and words by rules."""

from __future__ import annotations

import re

from voc.languages import boundaries
from voc.languages.en import words

_WRAPPED = 50  # characters; mail programs wrap at 60 to 78, so a shorter line was ended by its writer
_FINAL = re.compile(r"[.!?:;。！？]['\")\]]*$")
_ASKS = re.compile(r"\?[\"')\]\s!?.]*$")
_OPENS = re.compile(
    r"(?:(?:so|and|but|ok|okay|well|also|um|uh|hi|hello|please),?\s+)*"
    r"(?:(?:what|when|where|why|who|whom|whose|which|how)(?:'s|'re|'d|'ll)?\s+(?:\w+\s+){0,3}?"
    r"(?:is|are|was|were|do|does|did|can|could|will|would|should|shall|have|has|had|may|might|much|many|long|soon)\b"
    r"|(?:can|could|would|will|do|does|did|is|are|was|were|have|has|should|shall|may|might)(?:n't|n’t)?\s+"
    r"(?:you|we|i|it|they|he|she|this|that|there|the|your|our|anyone|someone|any)\b)",
    re.IGNORECASE,
)


class English:
    """English, as the rest of voc knows it."""

    code = "en"

    def sentences(self, text: str) -> list[tuple[int, int]]:
        """Start and end of each sentence; abbreviations, numbers and web addresses stay whole."""
        return boundaries.split(
            text,
            abbreviations=words.listed("abbreviations.txt"),
            joins_lines=_joins_lines,
            opens_after=_opens_after,
        )

    def terms(self, text: str) -> list[str]:
        """Content words in lower case as lemmas: "invoices were delayed" -> invoice, delay."""
        return words.terms(text)

    def is_question(self, sentence: str) -> bool:
        """Whether it asks: a question mark, or the words of a question without one."""
        if _ASKS.search(sentence):
            return True
        return not sentence.rstrip().endswith((".", "!")) and bool(_OPENS.match(sentence.strip()))


def _opens_after(abbreviation: str, word: str) -> bool:
    return abbreviation in words.listed("closing_abbreviations.txt") and word in words.listed("openers.txt")


def _joins_lines(line: str, after: str) -> bool:
    if _FINAL.search(line):
        return False
    return len(line) >= _WRAPPED or (len(line) >= _WRAPPED // 2 and after[:1].islower())
