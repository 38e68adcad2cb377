"""Whether a line is the name of who wrote the mail: 小林, Karen, -KD, 村上＠北浜食品, Wexcombe Desk."""

from __future__ import annotations

import re
from functools import cache

from voc.languages import names, reading
from voc.readers.correspondents import Correspondent

_APART = re.compile(r"[\s　,、，・.＠@/／|｜()（）<>＜＞_+\"“”-]+")
_DRAWN = " \t　-–—~～=＝/／|（）()♪☆★◆◇■□●○*＊・"
_PRONOUNS = re.compile(r"[(\[](?:she|he|they|xe|ze|elle|il|sie|er)\b[^()\[\]]{0,20}[)\]]", re.IGNORECASE)
_LONGEST_NAME = 60  # characters
_MOST_WORDS = 9  # with job and company
_CAPITALIZED = re.compile(r"[A-ZÀ-ÖØ-Þ][\w'’]*$")
_SENTENCE = re.compile(r"[。！？!?、…:：]|(?:です|ます|した|ません|ない|たい|さい|のみ|不可|不要)$")
_PREDICATE = re.compile(r"を|[一-龠][ぁ-ん]+$")  # in 来ます, not in みなと食品
_SMALL_WORDS = frozenset(("the", "of", "and", "&", "for", "at", "de", "van", "von", "der", "da"))


def is_name_of(line: str, writer: Correspondent | None) -> bool:
    """Whether `line` names `writer` and says nothing else; the name may come with a team or a company."""
    words = _words(line)
    if not words or writer is None:
        return False
    name = [word for word in _APART.split(writer.name) if word]
    own = {word.casefold() for word in (*name, "".join(name), *_address_words(writer))}
    if _is_initials(line.strip(_DRAWN), writer) or _is_beginning("".join(words), writer):
        return True
    named = [word for word in words if _is_one_of(word, own)]
    return bool(named) and all(word in named or _could_be_part(word) for word in words)


def is_name(line: str, writer: Correspondent | None) -> bool:
    """Whether `line` names a person, `writer` or another: who writes for a colleague signs as oneself.

    Of an English name only the capitals tell, so these count where the header gives no name.
    """
    words = _words(line)
    if not words:
        return False
    if is_name_of(line, writer) or names.is_person("".join(words)):
        return True
    nameless = writer is None or not writer.name
    return nameless and len(words) > 1 and could_be_name(line)


def could_be_name(line: str) -> bool:
    """Whether `line` is one to three words that look like a name."""
    words = _words(line)
    capitals = bool(words) and all(map(_CAPITALIZED.match, words))
    return len(words) <= 3 and (capitals or (bool(words) and names.is_person("".join(words))))


def _words(line: str) -> list[str]:
    bare = _signed().sub("", _PRONOUNS.sub("", line).strip(_DRAWN))
    if not bare or len(bare) > _LONGEST_NAME or _SENTENCE.search(bare):
        return []
    words = [word for word in _APART.split(bare) if word]
    return words if len(words) <= _MOST_WORDS else []


def _address_words(writer: Correspondent) -> list[str]:
    """ "karen.doyle@mail.tallgrass.example.com": whoever has no name in the header still has these."""
    local, _, domain = writer.address.partition("@")
    parts = [*re.split(r"[._+\d-]+", local), *domain.split(".")[:-1]]
    return [part for part in parts if len(part) > 2 and part not in ("com", "mail", "example")]


def _is_one_of(word: str, own: set[str]) -> bool:
    plain = word.casefold()
    if plain in own:
        return len(plain) > 1 or not plain.isascii()
    return not plain.isascii() and any(plain.endswith("の" + name) for name in own)


def _could_be_part(word: str) -> bool:
    if not word.isascii() and not _CAPITALIZED.match(word):
        return not _PREDICATE.search(word)
    return bool(_CAPITALIZED.match(word)) or word.casefold() in _SMALL_WORDS


def _is_initials(line: str, writer: Correspondent) -> bool:
    """KD, K.D. or K of Doyle, Karen."""
    own = sorted(word[0].casefold() for word in _APART.split(writer.name) if word)
    letters = line.replace(".", "").replace(" ", "")
    if len(letters) == 1:
        return letters.casefold() in own and letters.isupper()
    return 2 <= len(letters) <= 3 and letters.isupper() and sorted(letters.casefold()) == own


def _is_beginning(line: str, writer: Correspondent) -> bool:
    """小林 of 小林亮, which Japanese headers write without a space; Cal of Callum."""
    whole = re.sub(r"[\s　]", "", writer.name)
    if line.isascii():
        return len(line) > 2 and line.isalpha() and whole.casefold().startswith(line.casefold())
    return len(line) > 1 and whole.startswith(line)


@cache
def _signed() -> re.Pattern[str]:
    endings = "|".join(word for word in reading.words("mail", "signed") if word)
    return re.compile(rf"[ 　]*(?:{endings})$") if endings else re.compile(r"(?!)")
