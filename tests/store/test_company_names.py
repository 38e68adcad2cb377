from __future__ import annotations

import pytest

from voc.store.company_names import company_key, domain_and_parents, is_anyones, mail_domain, without_remark


@pytest.mark.parametrize(
    "name",
    [
        "サンプル商事",
        "株式会社サンプル商事",
        "サンプル商事株式会社",
        "サンプル商事㈱",
        "㈱サンプル商事 御中",
        "(株)サンプル 商事",
        "ｻﾝﾌﾟﾙ商事（株）様",
        "㍿サンプル商事",
        " 株式会社　サンプル商事 ",
    ],
)
def test_japanese_spellings_of_one_company_meet(name: str) -> None:
    assert company_key(name) == "サンプル商事"


@pytest.mark.parametrize(
    "name",
    [
        "Birch Works",
        "BIRCH WORKS",
        "Birch Works, Inc.",
        "Birch Works Inc",
        "Birch Works Co., Ltd.",
        "Birch Works K.K.",
        "Ｂｉｒｃｈ Works LLC",
        "株式会社Birch Works",
        "birch  works corporation",
    ],
)
def test_english_spellings_of_one_company_meet(name: str) -> None:
    assert company_key(name) == "birchworks"


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("サンプル商事", "サンプル商会"),
        ("サンプル", "サンプル商事"),
        ("サンプルー", "サンプル"),
        ("Birch Works", "Birch Workshop"),
        ("Costco", "Cost"),
        ("Inca", "a"),
        ("Coco", "Co"),
    ],
)
def test_different_names_stay_apart(one: str, other: str) -> None:
    assert company_key(one) != company_key(other)


def test_what_stands_in_brackets_after_a_name_is_a_remark() -> None:
    assert without_remark("サンプル商事（大阪支店）") == "サンプル商事"
    assert without_remark("Birch Works (EMEA)") == "birch works"
    assert without_remark("（株）サンプル商事") == "(株)サンプル商事"
    assert without_remark("(大阪)") == "(大阪)"


@pytest.mark.parametrize("name", ["", "  ", "様", "株式会社", "㈱", "御中"])
def test_a_form_or_honorific_alone_is_no_name(name: str) -> None:
    assert company_key(name) == ""


@pytest.mark.parametrize(
    ("said", "domain"),
    [
        ("sato@birch.example.com", "birch.example.com"),
        ("佐藤 <Sato@Mail.Birch.example.co.jp>", "mail.birch.example.co.jp"),
        ("Jane Hill (jane@birch.example.com)", "birch.example.com"),
        ("@birch.example.com", "birch.example.com"),
        ("birch.example.com", "birch.example.com"),
        ("https://www.birch.example.com/contact?x=1", "birch.example.com"),
        ("ｓａｔｏ＠ｂｉｒｃｈ．ｅｘａｍｐｌｅ．ｃｏｍ", "birch.example.com"),
        ("サンプル商事", None),
        ("Birch Works, Inc.", None),
        ("A&B Co., Ltd.", None),
        ("a@b", None),
        ("3.5", None),
    ],
)
def test_the_domain_of_a_mail_address_or_host(said: str, domain: str | None) -> None:
    assert mail_domain(said) == domain


def test_parents_end_where_a_company_can_end() -> None:
    assert domain_and_parents("mail.birch.example.co.jp") == [
        "mail.birch.example.co.jp",
        "birch.example.co.jp",
        "example.co.jp",
    ]
    assert domain_and_parents("birch.example.com") == ["birch.example.com", "example.com"]


@pytest.mark.parametrize(
    "domain", ["gmail.com", "yahoo.co.jp", "docomo.ne.jp", "abc.ocn.ne.jp", "co.jp", "icloud.com"]
)
def test_domains_anyone_can_have(domain: str) -> None:
    assert is_anyones(domain)


@pytest.mark.parametrize("domain", ["example.co.jp", "birch.example.com", "notgmail.com"])
def test_domains_of_one_company(domain: str) -> None:
    assert not is_anyones(domain)
