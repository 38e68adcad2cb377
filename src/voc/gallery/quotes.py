"""The quote pack: the most typical things said on each topic, with where they stand, from a store."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from string import ascii_uppercase

from voc.exports.quote_pack import Quote, TopicQuotes, to_markdown
from voc.exports.table import Cell, Table
from voc.gallery.sheet import Sheet
from voc.gallery.words import CHANNELS, columns, few, label, reason, say, shown_topics
from voc.store.company_names import LEADING_FORM, TRAILING_FORM, fold
from voc.store.store import Store
from voc.types import Account, Mention, Topic

QUOTES = 5
SHORTEST = 2  # letters of a company's name that are looked for in quotes
Hide = Callable[[str], str]


def quotes(
    store: Store, *, language: str, topic: str | None = None, limit: int = QUOTES, anonymous: bool = False
) -> Sheet:
    """Up to `limit` different quotes for each topic, the most typical ones, of distinct accounts first.

    `anonymous`: accounts are called A, B, … throughout, in the quotes too; people named in them stay.
    NotFoundError when there is no such topic.
    """
    shown = shown_topics(store)
    wanted = [store.topic(topic)] if topic else [each for each in shown if each.parent is None]
    every = [store.mentions(each.id) for each in wanted]
    chosen = [typical(said, limit) for said in every]
    accounts = {account.id: account for account in store.accounts()}
    names: Mapping[str, str] = {account.id: account.name for account in accounts.values()}
    notes = list(few((mention.evidence.document for said in every for mention in said), language))
    hide: Hide = str
    if anonymous:
        names = _letters(mention.account for said in chosen for mention in said)
        hide = _hiding(accounts.values(), names)
        notes.append(
            say(
                language,
                "顧客名は A、B、… に置き換えました（引用の中も）。引用に出てくる人名は残っています。",
                "Accounts are called A, B, …, in the quotes too. Names of people in the quotes stay.",
            )
        )
    packs = [_pack(each, said, names, hide, language) for each, said in zip(wanted, chosen, strict=True)]
    title = say(language, "お客様の声（トピック別）", "What customers say, by topic")
    return Sheet(
        title,
        (_table(packs, language),),
        tuple(notes),
        sections=tuple(_section(pack, language) for pack in packs),
        markdown=to_markdown(title, notes, packs),
    )


def typical(said: Iterable[Mention], limit: int) -> list[Mention]:
    """The `limit` surest different mentions: the best of each account, then the second best of each, …"""
    first_said: dict[str, Mention] = {}
    for mention in sorted(
        said, key=lambda each: (-each.confidence, each.evidence.document, each.evidence.start)
    ):
        first_said.setdefault("".join(mention.evidence.quote.split()), mention)
    turns: dict[str, int] = defaultdict(int)
    ranked = []
    for mention in first_said.values():
        voice = mention.account or mention.evidence.document
        ranked.append((turns[voice], mention))
        turns[voice] += 1
    return [mention for _, mention in sorted(ranked, key=lambda each: each[0])][:limit]


def _letters(accounts: Iterable[str | None]) -> dict[str, str]:
    """Account -> A, B, … Z, AA, … in the order they come."""
    names: dict[str, str] = {}
    for account in accounts:
        if account is not None and account not in names:
            number, letters = len(names), ""
            while number >= 0:
                number, letter = divmod(number, len(ascii_uppercase))
                letters, number = ascii_uppercase[letter] + letters, number - 1
            names[account] = letters
    return names


def _hiding(accounts: Iterable[Account], letters: Mapping[str, str]) -> Hide:
    """A function that puts the letter of each account, or ＊, for its names in a text."""
    called: dict[str, str] = {}
    for account in accounts:
        for name in (account.name, _bare(account.name), *account.aliases, *account.domains):
            if len(name) >= SHORTEST:
                called.setdefault(name.casefold(), letters.get(account.id, "＊"))
    if not called:
        return str
    longest_first = sorted(called, key=lambda name: (-len(name), name))
    # between Latin letters it is another word: Bay is no part of ebay
    some = "|".join(map(re.escape, longest_first))
    pattern = re.compile(rf"(?<![A-Za-z0-9])(?:{some})(?![A-Za-z0-9])", re.IGNORECASE)
    return lambda text: pattern.sub(lambda found: called.get(found[0].casefold(), "＊"), text)


def _bare(name: str) -> str:
    """`name` without its legal form."""
    return TRAILING_FORM.sub("", LEADING_FORM.sub("", fold(name))).strip(" ,.")


def _pack(
    topic: Topic, said: Sequence[Mention], names: Mapping[str, str], hide: Hide, language: str
) -> TopicQuotes:
    found = tuple(
        Quote(
            text=hide(mention.evidence.quote),
            account=names.get(mention.account) if mention.account else None,
            day=mention.evidence.time.date() if mention.evidence.time else None,
            channel=say(language, *CHANNELS[mention.channel]),
            document=mention.evidence.document,
            start=mention.evidence.start,
            end=mention.evidence.end,
        )
        for mention in said
    )
    why = reason(topic.reason, language)
    about = say(language, f"{topic.size}文書・理由：{why}", f"{topic.size} documents; reason: {why}")
    return TopicQuotes(topic.id, hide(label(topic, language)), about, found)


HEADINGS = (
    ("日付", "day"),
    ("チャネル", "channel"),
    ("顧客", "account"),
    ("引用", "quote"),
    ("文書", "document"),
    ("開始", "start"),
    ("終了", "end"),
)


def _rows(pack: TopicQuotes) -> list[tuple[Cell, ...]]:
    return [(q.day, q.channel, q.account, q.text, q.document, q.start, q.end) for q in pack.quotes]


def _table(packs: Sequence[TopicQuotes], language: str) -> Table:
    heads = columns(language, ("ID", "id"), ("トピック", "topic"), *HEADINGS)
    rows = tuple((pack.topic, pack.label, *row) for pack in packs for row in _rows(pack))
    return Table(say(language, "引用", "quotes"), heads, rows)


def _section(pack: TopicQuotes, language: str) -> Table:
    rows = tuple(_rows(pack))
    return Table(f"{pack.label} ({pack.about})", columns(language, *HEADINGS), rows)
