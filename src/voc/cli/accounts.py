"""``voc accounts``: profiles, and the accounts they are made for."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from voc.cli import console
from voc.cli.trend import trend

if TYPE_CHECKING:
    from voc.types import AccountProfile, Component, Evidence

app = typer.Typer(no_args_is_help=True, rich_markup_mode=None, help="Account profiles 顧客カルテ.")
app.command()(trend)
STATUS_JA = {"active": "利用中", "dormant": "休眠", "churned": "離反", "unknown": "不明"}
PROMISE_JA = {"open": "期限前", "kept": "履行", "broken": "不履行", "unknown": "未確認"}
REQUEST_JA = {"open": "未回答", "answered": "回答済み", "unknown": "未確認"}
BLANK_JA = {"risk": "リスク", "temperature": "温度", "contact": "接触の間隔"}
SHOWN = 8  # signs and contacts shown of one account; --json gives all


@app.command("list")
def list_(store: console.StoreOption = None, json: console.JsonFlag = False) -> None:
    """List all accounts, the most worrying first.

    Example: voc accounts list
    """
    from rich.table import Table

    from voc.schemas.accounts import AccountRow
    from voc.settings import Settings
    from voc.store.store import Store

    settings = Settings.read(store=store)
    with Store.open(settings.store) as opened:
        rows = opened.profiles()
    if json:
        for row in rows:
            console.print_json(AccountRow.of(row))
        return
    language = settings.language
    table = Table(box=None, header_style="bold")
    for ja, en in (
        ("アカウント", "account"),
        ("名前", "name"),
        ("状態", "status"),
        ("リスク", "risk"),
        ("温度", "temperature"),
        ("最終接触", "last contact"),
        ("主な理由", "main reason"),
    ):
        table.add_column(console.say(language, ja=ja, en=en), overflow="fold")
    for row in rows:
        table.add_row(
            row.id,
            row.name,
            console.say(language, ja=STATUS_JA[row.status], en=row.status),
            console.level(row.risk, language),
            "—" if row.temperature is None else f"{row.temperature:.0f}",
            row.last_contact.date().isoformat() if row.last_contact else "—",
            console.reason(row.reasons[0], language) if row.reasons else "—",
        )
    console.console().print(table)
    if not rows:
        _nothing_yet(language)


@app.command()
def show(
    account: Annotated[str, typer.Argument(help="Account id, name or mail domain.")],
    store: console.StoreOption = None,
    json: console.JsonFlag = False,
) -> None:
    """Show one account's profile with the evidence behind every statement.

    Example: voc accounts show acc-001 --json
    """
    from voc.schemas.accounts import AccountShape
    from voc.settings import Settings
    from voc.store.store import Store

    settings = Settings.read(store=store)
    with Store.open(settings.store) as opened:
        profile = opened.profile(opened.find_account(account) or account)
    if json:
        console.print_json(AccountShape.of(profile))
    else:
        _show(profile, settings.language)


@app.command("import")
def import_(
    file: Annotated[Path, typer.Argument(metavar="FILE.csv", help="One account per row.")],
    store: console.StoreOption = None,
    json: console.JsonFlag = False,
) -> None:
    """Import accounts from a CSV: account, name, domain, aliases, and any facts (arr, renewal_date, owner …).

    Example: voc accounts import crm.csv
    """
    from voc.readers.accounts import read_accounts
    from voc.settings import Settings
    from voc.store.store import Store

    settings = Settings.read(store=store)
    accounts, problems = read_accounts(file)
    with Store.open(settings.store) as opened:
        problems.extend(opened.import_accounts(accounts).problems)
    if json:
        import sys

        sys.stdout.write(f'{{"accounts": {len(accounts)}, "problems": {len(problems)}}}\n')
    else:
        words = console.say(settings.language, ja="アカウントを取り込みました", en="accounts imported")
        console.console().print(f"{len(accounts)} {words}")
    console.end(problems)


def _show(profile: AccountProfile, language: str) -> None:
    from rich.markup import escape

    from voc.signals import taxonomy
    from voc.temperature import labels

    def say(ja: str, en: str) -> str:
        return console.say(language, ja=ja, en=en)

    screen = console.console()
    screen.print(
        f"[bold]{escape(profile.account.name)}[/] [dim]{escape(profile.account.id)}[/]  "
        f"{say(STATUS_JA[profile.status], profile.status)}  {say('リスク', 'risk')} "
        f"{console.level(profile.risk.level, language)}"
    )
    facts = "  ".join(f"{escape(k)}: {escape(str(f.value))}" for k, f in profile.account.facts.items())
    screen.print(facts, style="dim")
    for because in profile.risk.because:
        screen.print(f"• {escape(say(because.text.ja, because.text.en))}")
        for evidence in because.evidence:
            screen.print(f"    {_quoted(evidence, language)}")
    warm = profile.temperature
    if warm.now is not None and warm.baseline is not None:
        title = say("温度", "Temperature")
        usual = say("普段", "usually")
        screen.print(
            f"\n[bold]{title}[/] {warm.now:.0f}{_interval(warm.interval)} ({usual} {warm.baseline:.0f})"
        )
    for shift in warm.shifts:
        arrow = "↘" if shift.direction == "down" else "↗"
        moved = ", ".join(_component(each, language) for each in shift.components)
        screen.print(f"  {shift.date} {arrow} {abs(shift.size):.0f}  [dim]{moved}[/]")
        for evidence in shift.evidence:
            screen.print(f"    {_quoted(evidence, language)}")
    for quiet in warm.harmless:
        words = labels.QUIET[quiet.cause]
        screen.print(f"  {quiet.start} – {quiet.end} [dim]{say(words.ja, words.en)}[/]")
        if quiet.evidence:
            screen.print(f"    {_quoted(quiet.evidence, language)}")
    contact = profile.contact
    if contact.last is not None:
        gap = "—" if contact.usual_gap_days is None else f"{contact.usual_gap_days:.0f}"
        screen.print(
            f"[bold]{say('接触', 'Contact')}[/] {contact.last.date()} "
            f"({contact.days_silent} {say('日間連絡なし、普段の間隔', 'days silent, usual gap')} {gap})"
        )
    signs = taxonomy.load()
    screen.print(f"\n[bold]{say('サイン', 'Signs')}[/] ({len(profile.signals)})")
    for signal in profile.signals[:SHOWN]:
        style = "green" if signal.polarity == "positive" else console.SEVERITY_STYLES[signal.severity]
        label = signs[signal.key].label
        screen.print(
            f"  [{style}]{escape(say(label.ja, label.en))}[/] {_quoted(signal.evidence[0], language)}"
        )
    reasons = profile.reasons
    if reasons.stated is not None:
        named = console.reason(reasons.stated.reason, language)
        ticked = f" {console.quoted(reasons.chosen, language)}" if reasons.chosen else ""
        ours = f" [dim]{say('（こちらの判断）', '(our decision)')}[/]" if reasons.decided else ""
        screen.print(f"\n[bold]{say('述べられた理由', 'Stated reason')}[/] {named}{ticked}{ours}")
        if reasons.stated_evidence:
            screen.print(f"    {_quoted(reasons.stated_evidence, language)}")
    if reasons.underlying:
        weighed = ", ".join(
            f"{console.reason(u.reason, language)} {u.weight:.0%}" for u in reasons.underlying[:3]
        )
        screen.print(f"[bold]{say('履歴から見える理由', 'What the history shows')}[/] {weighed}")
    _show_promises(profile, language)
    _show_requests(profile, language)
    if profile.not_enough_evidence:
        screen.print(
            f"\n[dim]{say('判断材料が足りないもの', 'Not enough to tell')}: "
            f"{', '.join(say(BLANK_JA[blank], blank) for blank in profile.not_enough_evidence)}[/]"
        )


def _show_promises(profile: AccountProfile, language: str) -> None:
    if not profile.promises:
        return
    screen = console.console()
    title = console.say(language, ja="約束", en="Promises")
    screen.print(f"\n[bold]{title}[/] ({len(profile.promises)})")
    for promise in profile.promises[-SHOWN:]:
        due = promise.due or promise.due_text or "—"
        status = console.say(language, ja=PROMISE_JA[promise.status], en=promise.status)
        who = console.party(promise.by, language)
        screen.print(f"  {who} → {due} ({status}) {_quoted(promise.evidence, language)}")


def _show_requests(profile: AccountProfile, language: str) -> None:
    """The requests and questions nobody answered; the answered ones where there are no others."""
    if not profile.requests:
        return
    waiting = [request for request in profile.requests if request.status != "answered"]
    screen = console.console()
    title = console.say(language, ja="依頼と質問", en="Requests and questions")
    count = console.say(
        language,
        ja=f"{len(profile.requests)}件中{len(waiting)}件が未回答",
        en=f"{len(waiting)} of {len(profile.requests)} not answered",
    )
    screen.print(f"\n[bold]{title}[/] ({count})")
    for request in (waiting or profile.requests)[-SHOWN:]:
        status = console.say(language, ja=REQUEST_JA[request.status], en=request.status)
        who, kind = console.party(request.by, language), console.asking(request.kind, language)
        screen.print(f"  {who} {kind} ({status}) {_quoted(request.evidence, language)}")


def _interval(interval: tuple[float, float] | None) -> str:
    return f" [{interval[0]:.0f}–{interval[1]:.0f}]" if interval else ""


def _component(component: Component, language: str) -> str:
    from voc.temperature import labels

    label = labels.MEASURES[component.measure]
    return f"{console.say(language, ja=label.ja, en=label.en)} {component.deviations:+.1f}"


def _quoted(evidence: Evidence, language: str) -> str:
    day = f"{evidence.time.date()} " if evidence.time else ""
    return f"[dim]{day}[/]{console.quoted(evidence.quote, language)}"


def _nothing_yet(language: str) -> None:
    console.console().print(
        console.say(
            language,
            ja="まだカルテがありません。先に voc ingest と voc analyze を（お試しは voc demo）。",
            en="No profiles yet: run voc ingest and voc analyze first (or try voc demo).",
        )
    )
