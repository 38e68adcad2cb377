"""How the command line talks: tables for people, JSON for programs, problems on standard error."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING, Annotated, NoReturn

import typer

from voc.errors import InputError, SettingError, VocError

if TYPE_CHECKING:
    from pydantic import BaseModel
    from rich.console import Console

    from voc.types import Problem

JsonFlag = Annotated[bool, typer.Option("--json", help="Print JSON and nothing else.")]
StoreOption = Annotated[
    str | None, typer.Option("--store", help="Where things are kept, an SQLAlchemy URL. [env: VOC_STORE]")
]
ChannelOption = Annotated[
    str | None,
    typer.Option(
        "--channel", help="survey, meeting, email, cancellation, memo or chat; found out if not given."
    ),
]

SEVERITY_STYLES = {"high": "bold red", "medium": "yellow", "low": "cyan", "unknown": "dim"}
SHOWN_PROBLEMS = 20
SECONDS_BETWEEN_LINES = 10.0


def console() -> Console:
    """Where tables go: standard output."""
    from rich.console import Console

    return Console(highlight=False)


def say(language: str, *, ja: str, en: str) -> str:
    """The words for a reader of `language`."""
    return ja if language == "ja" else en


def level(risk: str, language: str) -> str:
    """A level of risk or severity, coloured, in the reader's language."""
    ja = {"high": "高", "medium": "中", "low": "低", "unknown": "不明"}[risk]
    return f"[{SEVERITY_STYLES[risk]}]{say(language, ja=ja, en=risk)}[/]"


def quoted(words: str, language: str) -> str:
    """A quote in the marks the reader is used to, on one line."""
    from rich.markup import escape

    marks = "「」" if language == "ja" else "“”"
    return f"{marks[0]}{escape(' '.join(words.split()))}{marks[1]}"


def reason(key: str, language: str) -> str:
    """What a churn reason is called."""
    from voc.topics.reasons import reasons

    label = reasons()[key].label
    return say(language, ja=label.ja, en=label.en)


def party(side: str, language: str) -> str:
    """Who promised, or who asks."""
    ja = {"vendor": "当方", "customer": "お客様"}[side]
    return say(language, ja=ja, en={"vendor": "us", "customer": "customer"}[side])


def asking(kind: str, language: str) -> str:
    """What a request or a question is called."""
    ja, en = {"request": ("依頼", "Request"), "question": ("質問", "Question")}[kind]
    return say(language, ja=ja, en=en)


def event(happens: str | None, language: str) -> str:
    """What happens to a person; nothing for None."""
    if happens is None:
        return ""
    ja = {"new": "新任", "moved": "異動", "leaving": "退職"}[happens]
    return say(language, ja=ja, en={"new": "new", "moved": "moved on", "leaving": "leaving"}[happens])


def user() -> str:
    """The user of this machine, in whose name changes are made unless another is given."""
    import getpass

    try:
        return getpass.getuser()
    except (OSError, KeyError):  # no such user, as in some containers
        return "unknown"


def print_json(shape: BaseModel) -> None:
    """One line of JSON."""
    sys.stdout.write(shape.model_dump_json(by_alias=True) + "\n")


def fail(error: VocError, language: str | None = None) -> NoReturn:
    """Report `error` on standard error in one line, in the reader's language, and exit with 2."""
    from voc.languages.problems import message_of

    print(f"voc: {message_of(error, language or _language()) or error}", file=sys.stderr)
    raise SystemExit(2)


@contextmanager
def failing_in(language: str) -> Iterator[None]:
    """Reports errors in `language`, where a command was asked for another than the setting."""
    try:
        yield
    except VocError as error:
        fail(error, language)


def _language() -> str:
    """The language of the setting; English where the settings themselves are wrong."""
    from voc.settings import Settings

    try:
        return Settings.read().language
    except SettingError:
        return "en"


def end(problems: Iterable[Problem], *, language: str | None = None) -> NoReturn:
    """Report `problems` on standard error and exit: 0 without any, 1 with some."""
    language = language or _language()
    listed = list(problems)
    for problem in listed[:SHOWN_PROBLEMS]:
        print(f"voc: {_line(problem, language)}", file=sys.stderr)
    if more := len(listed) - SHOWN_PROBLEMS if len(listed) > SHOWN_PROBLEMS else 0:
        words = say(language, ja=f"… 他 {more} 件の問題", en=f"… and {more} more problems")
        print(f"voc: {words}", file=sys.stderr)
    raise typer.Exit(1 if listed else 0)


def finish_reading(n_read: int, problems: Sequence[Problem]) -> NoReturn:
    """Like `end`, but exit 2 when nothing at all could be read."""
    if n_read == 0 and problems:
        raise InputError(_line(problems[0], _language()))
    end(problems)


def _line(problem: Problem, language: str) -> str:
    from voc.languages.problems import message_of, place_of

    message, place = message_of(problem, language) or problem.message, place_of(problem, language)
    known = problem.place is None or message.startswith(problem.place)
    return f"{'' if known else f'{place}: '}{message} [{problem.code}]"


@contextmanager
def progress_bars(language: str, *, wanted: bool = True) -> Iterator[Callable[[str, int, int | None], None]]:
    """A function (step, done, total) that draws one bar per step on standard error.

    Where nobody looks, as in a log, it prints a line every few seconds, and none for quick work.
    """
    from rich.console import Console
    from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn

    names = {
        "read": say(language, ja="読み込み", en="reading"),
        "analyze": say(language, ja="分析", en="analyzing"),
        "topics": say(language, ja="トピック", en="topics"),
        "accounts": say(language, ja="カルテ", en="profiles"),
    }
    bars: dict[str, int] = {}
    screen = Console(stderr=True)
    if wanted and not screen.is_terminal:
        yield _progress_lines(names)
        return
    with Progress(
        TextColumn("{task.description}"),
        BarColumn(),
        TextColumn("{task.fields[amount]}"),
        TimeElapsedColumn(),
        console=screen,
        redirect_stdout=sys.stdout.isatty(),  # else what is piped on would go to the screen
        disable=not wanted,
    ) as progress:

        def tell(step: str, done: int, total: int | None) -> None:
            if step not in bars:
                bars[step] = progress.add_task(names.get(step, step), total=total, amount="")
            amount = _amount(step, done, total)
            progress.update(bars[step], completed=done, total=total, amount=amount)  # type: ignore[arg-type]

        yield tell


def _progress_lines(names: Mapping[str, str]) -> Callable[[str, int, int | None], None]:
    told = time.monotonic()

    def tell(step: str, done: int, total: int | None) -> None:
        nonlocal told
        if time.monotonic() - told >= SECONDS_BETWEEN_LINES:
            told = time.monotonic()
            print(f"voc: {names.get(step, step)} {_amount(step, done, total)}", file=sys.stderr, flush=True)

    return tell


def _amount(step: str, done: int, total: int | None) -> str:
    if step != "read":
        return f"{done}/{total or '?'}"
    shift, unit = (20, "MB") if (total or 0) >> 20 else (10, "KB")
    return f"{done >> shift}/{(total or 0) >> shift} {unit}"


def preparing(language: str) -> Callable[[str], None]:
    """Tells a person on standard error what is being made ready, once per step."""

    def tell(step: str) -> None:
        words = {
            "checksum": ("エンコーダーの重みを確認しています", "checking the encoder's weights"),
            "weights": ("重みを書き出しています（初回のみ）", "writing the weights (first time only)"),
            "tokenizer": ("トークナイザーを書き出しています", "writing the tokenizer"),
            "config": ("設定を書き出しています", "writing the configuration"),
        }
        ja, en = words.get(step, (step, step))
        print(f"voc: {say(language, ja=ja, en=en)}…", file=sys.stderr)

    return tell
