"""Churn reasons by groups of accounts, from a store."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence

from voc.errors import InputError
from voc.exports.table import Table
from voc.gallery.sheet import Sheet
from voc.gallery.words import few, named_reasons, reason, say, shown_topics
from voc.pictures.heatmap import HeatCell, HeatMap, draw
from voc.store.store import Store
from voc.types import Account, FieldValue

MOST_GROUPS = 12  # columns; smaller groups beyond it are one
MONEY = "arr"  # the fact that is in the currency of the fact `currency`
BANDS = 3  # of a fact that is a number
FEW_ACCOUNTS = 5  # a share of fewer is hardly one


def heatmap(store: Store, *, by: str, language: str) -> Sheet:
    """How many accounts of each group of the fact `by` speak of each churn reason, and their share.

    The share is of the accounts of the group that were heard at all. InputError when no account has
    the fact.
    """
    shown_topics(store)
    reason_of = {topic.id: topic.reason for topic in store.topics()}
    said = store.mentions()
    heard = {each.account for each in store.contacted()} | {mention.account for mention in said}
    accounts = [account for account in store.accounts() if account.id in heard]
    group_of, groups = _groups(accounts, by, language)
    speaking: dict[tuple[str, str], set[str]] = defaultdict(set)
    for mention in said:
        if mention.account in group_of:
            speaking[reason_of[mention.topic], group_of[mention.account]].add(mention.account)
    sizes = Counter(group_of.values())
    total = Counter(
        {key: len({a for g in groups for a in speaking[key, g]}) for key in {r for r, _ in speaking}}
    )
    named = named_reasons()
    rows = sorted((key for key in total if total[key]), key=lambda key: (key not in named, -total[key], key))
    cells = tuple(
        tuple(HeatCell(len(speaking[key, g]), len(speaking[key, g]) / sizes[g]) for g in groups)
        for key in rows
    )
    names = tuple(reason(key, language) for key in rows)
    title = say(language, f"離脱理由 × {by}（顧客数）", f"Churn reasons by {by} (accounts)")
    picture = HeatMap(
        title=title,
        legend=say(
            language,
            "上の数字＝その理由に触れた顧客数、下＝声を聞いた顧客（n）に占める割合。色は割合が高いほど濃くなります。",
            "above: accounts that speak of the reason; below: their share of the accounts heard (n). "
            "The darker, the higher the share.",
        ),
        rows=names,
        columns=tuple((group, sizes[group]) for group in groups),
        cells=cells,
    )
    return Sheet(
        title,
        (_table(names, groups, sizes, cells, title, language),),
        (*few((mention.evidence.document for mention in said), language), *_small(groups, sizes, language)),
        draw(picture),
    )


def _groups(accounts: Sequence[Account], by: str, language: str) -> tuple[dict[str, str], list[str]]:
    """Account -> its group, and the groups as columns: bands of numbers rising, others the largest first."""
    values = {
        a.id: a.facts[by].value for a in accounts if by in a.facts and a.facts[by].value not in (None, "")
    }
    if not values:
        there = sorted({name for account in accounts for name in account.facts})
        if not there:
            raise InputError("no account has facts yet; import some: voc accounts import", "no_facts")
        listed = ", ".join(there)
        raise InputError(
            f"no account has the fact {by!r}; there are: {listed}", "no_such_fact", fact=by, facts=listed
        )
    banded = _bands(values, _currencies(accounts) if by == MONEY else {})
    group_of = banded or {account: str(value) for account, value in values.items()}
    counts = Counter(group_of.values())
    order = list(counts) if banded else sorted(counts, key=lambda group: (-counts[group], group))
    if len(order) > MOST_GROUPS:
        rest = say(language, "その他", "others")
        kept = order[: MOST_GROUPS - 1]
        group_of = {account: group if group in kept else rest for account, group in group_of.items()}
        order = [*kept, rest]
    if len(group_of) < len(accounts):
        blank = say(language, "（記載なし）", "(not known)")
        return {account.id: blank for account in accounts} | group_of, [*order, blank]
    return group_of, order


def _currencies(accounts: Sequence[Account]) -> dict[str, str]:
    """Account -> its currency, where it has one."""
    return {a.id: str(a.facts["currency"].value) for a in accounts if "currency" in a.facts}


def _bands(values: Mapping[str, FieldValue], unit_of: Mapping[str, str]) -> dict[str, str]:
    """Account -> band of a fact that is a number of many values, lowest first; nothing for other facts.

    Numbers of the most frequent unit are banded; those of another can't be compared with them, and
    are a group by unit.
    """
    numbers = {
        a: float(v) for a, v in values.items() if isinstance(v, int | float) and not isinstance(v, bool)
    }
    units = Counter(unit_of.get(account, "") for account in numbers)
    unit = min(units, key=lambda each: (-units[each], each), default="")
    same = {account: value for account, value in numbers.items() if unit_of.get(account, "") == unit}
    distinct = sorted(set(same.values()))
    if len(numbers) < len(values) or len(distinct) <= BANDS:
        return {}
    edges = [distinct[len(distinct) * at // BANDS] for at in range(1, BANDS)]
    bands = {}
    for account, value in sorted(same.items(), key=lambda each: (each[1], each[0])):
        below = [f"{edge:,.12g}" for edge in edges if edge <= value]
        above = [f"{edge:,.12g}" for edge in edges if edge > value]
        band = (
            f"{below[-1]}–{above[0]}" if below and above else f"< {above[0]}" if above else f"≥ {below[-1]}"
        )
        bands[account] = f"{band} {unit}".strip()
    others = sorted((unit_of.get(account, ""), account) for account in numbers if account not in same)
    return bands | {account: other or "?" for other, account in others}


def _table(
    names: Sequence[str],
    groups: Sequence[str],
    sizes: Mapping[str, int],
    cells: Sequence[Sequence[HeatCell]],
    title: str,
    language: str,
) -> Table:
    accounts, share = say(language, "顧客数", "accounts"), say(language, "割合", "share")
    heads = [f"{group} (n={sizes[group]}) {what}" for group in groups for what in (accounts, share)]
    return Table(
        title,
        (say(language, "離脱理由", "reason"), *heads),
        tuple(
            (name, *(n for cell in row for n in (cell.accounts, round(cell.share or 0.0, 4))))
            for name, row in zip(names, cells, strict=True)
        ),
    )


def _small(groups: Sequence[str], sizes: Mapping[str, int], language: str) -> list[str]:
    small = sum(sizes[group] < FEW_ACCOUNTS for group in groups)
    if not small:
        return []
    return [
        say(
            language,
            f"{small}グループは顧客が{FEW_ACCOUNTS}社未満です。割合よりも顧客数をご覧ください。",
            f"{small} groups have fewer than {FEW_ACCOUNTS} accounts: look at their numbers, not the shares.",
        )
    ]
