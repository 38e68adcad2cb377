"""The forms company names and mail domains are compared in, for Japanese and English alike.

Two spellings of one company meet: 株式会社サンプル商事, サンプル商事㈱ and ｻﾝﾌﾟﾙ商事 様; Example Works,
Inc. and EXAMPLE WORKS. Different names never do: joining two customers by mistake is worse than
keeping one in two parts, which an import of accounts mends.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache
from importlib import resources

LONGEST = 120  # characters; longer is no company's name but a column mapped by mistake

HONORIFICS = r"(?:御中|様|さま|殿)$"
FORMS_JA = (
    "株式会社|有限会社|合同会社|合資会社|合名会社|相互会社|一般社団法人|一般財団法人|公益社団法人|公益財団法人"
    "|特定非営利活動法人|npo法人|医療法人社団|医療法人財団|医療法人|学校法人|社会福祉法人|宗教法人"
    "|独立行政法人|地方独立行政法人|国立大学法人"
    r"|\((?:株|有|同|資|名|相|一社|一財|公社|公財|特非|医|学|福|宗|独)\)"
)
FORMS_EN = (
    "incorporated|inc|limited|ltd|llc|llp|plc|corporation|corp|company|co|k[.]?k|gmbh|ag|bv|nv|pty|pte|sarl"
)
AROUND = " ,.、。・"
ONLY_A_FORM = re.compile(rf"(?:{FORMS_JA})+")
LEADING_FORM = re.compile(rf"^(?:{FORMS_JA})")
TRAILING_FORM = re.compile(rf"(?:{FORMS_JA})$|(?<=[\s,.])(?:{FORMS_EN})$")

REMARK = re.compile(r"(?<=\S) ?\([^()]*\)$")

ADDRESS = re.compile(r"@([^\s<>()@\"',;]+)")
HOST = re.compile(r"(?:[a-z0-9_](?:[a-z0-9_-]*[a-z0-9_])?\.)+[a-z]{2,}")
WEB = re.compile(r"^(?:https?://)?(?:www\.)?([^/:?#\s]+)(?:[/:?#]\S*)?$")
SUFFIX = re.compile(r"(?:ac|ad|co|com|ed|edu|go|gov|gr|lg|ltd|me|ne|net|or|org)\.[a-z]{2}")


def company_key(name: str) -> str:
    """`name` without its legal form, honorific, case, width and spaces; "" when nothing is left."""
    folded = fold(name)
    bare = re.sub(HONORIFICS, "", folded).strip(AROUND)
    while (shorter := TRAILING_FORM.sub("", LEADING_FORM.sub("", bare)).strip(AROUND)) != bare and shorter:
        bare = shorter
    key = bare.replace(" ", "")
    return "" if ONLY_A_FORM.fullmatch(key) else key


def without_remark(name: str) -> str:
    """`name` without what stands in brackets after it: another spelling, a branch, a department."""
    return REMARK.sub("", fold(name))


def fold(text: str) -> str:
    """`text` in one width and case, with single spaces."""
    return " ".join(unicodedata.normalize("NFKC", text).casefold().split())


def mail_domain(said: str) -> str | None:
    """The domain when `said` is a mail address (a name before it or not), a host or a web address."""
    folded = fold(said)
    found = ADDRESS.search(folded) or WEB.match(folded)
    host = found.group(1).strip(".") if found else ""
    return host if HOST.fullmatch(host) else None


def domain_and_parents(domain: str) -> list[str]:
    """`domain` and every domain above it that can be a company's own, the most specific first."""
    labels = domain.split(".")
    all_of_them = [".".join(labels[start:]) for start in range(len(labels) - 1)]
    return [name for name in all_of_them if not SUFFIX.fullmatch(name)]


def is_anyones(domain: str) -> bool:
    """Whether `domain` belongs to no one company: free mail, connection providers, co.jp."""
    names = domain_and_parents(domain)
    return not names or any(name in _free_mail() for name in names)


@cache
def _free_mail() -> frozenset[str]:
    lines = resources.files("voc.store").joinpath("free_mail.txt").read_text("utf-8").splitlines()
    return frozenset(line for line in lines if line and not line.startswith("#"))
