"""Whether words are a person's name."""

from __future__ import annotations

from voc.languages.ja import words


def is_person(text: str) -> bool:
    """Whether `text` is a Japanese person's name, as far as the dictionary knows names.

    Many a surname is also a place or a thing, so what is no name for sure is none.
    """
    return words.is_person(text)
