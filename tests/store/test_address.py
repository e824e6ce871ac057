"""Where a merge request is opened, by the address of the remote."""

from __future__ import annotations

import pytest

from ledsys.store.address import address_said, forge_of, merge_request_address
from ledsys.store.remote import without_password

BRANCH = "ledsys/karbe2/EXP-482103"


@pytest.mark.parametrize(
    "url",
    [
        "git@github.com:region-exempel/ledningssystem.git",
        "github.com:region-exempel/ledningssystem.git",
        "ssh://git@github.com/region-exempel/ledningssystem.git",
        "ssh://git@github.com:22/region-exempel/ledningssystem",
        "https://github.com/region-exempel/ledningssystem.git",
        "https://karla:hemligt@github.com/region-exempel/ledningssystem/",
    ],
)
def test_github_opens_it_by_comparing(url: str) -> None:
    expected = f"https://github.com/region-exempel/ledningssystem/compare/main...{BRANCH}?expand=1"
    assert merge_request_address(url, BRANCH, "main") == expected


@pytest.mark.parametrize(
    ("url", "host"),
    [
        ("git@gitlab.region-exempel.example:halsan/kvalitet/ledning.git", "gitlab.region-exempel.example"),
        ("ssh://git@gitlab.region-exempel.example:2222/halsan/kvalitet/ledning.git", "gitlab.region-exempel.example"),
        ("https://gitlab.region-exempel.example:8443/halsan/kvalitet/ledning", "gitlab.region-exempel.example:8443"),
    ],
)
def test_gitlab_opens_it_on_a_page_of_its_own(url: str, host: str) -> None:
    assert merge_request_address(url, "a&b", "main") == (
        f"https://{host}/halsan/kvalitet/ledning/-/merge_requests/new"
        "?merge_request%5Bsource_branch%5D=a%26b&merge_request%5Btarget_branch%5D=main"
    )


@pytest.mark.parametrize(
    "url",
    [
        "/srv/git/ledning.git",
        "../ledning.git",
        "file:///srv/git/github.com/x.git",
        r"C:\git\github.com",
        "git@kod.region-exempel.example:led.git",
        "https://github.com/",
        "https://github.com:port/a/b",
        "https://notgithub.example/a/b",
        "",
    ],
)
def test_another_place_has_no_page_that_is_known(url: str) -> None:
    assert merge_request_address(url, BRANCH, "main") is None


def test_a_forge_is_known_by_a_word_of_its_machine() -> None:
    assert forge_of("https://github.region-exempel.example/a/b") == "github"
    assert forge_of("git@gitlab-01.region-exempel.example:a/b") == "gitlab"
    assert forge_of("https://mygithub.example/a/b") is None


def test_what_the_forge_says_itself_is_taken_only_from_its_own_machine() -> None:
    url = "git@kod.region-exempel.example:halsan/ledning.git"
    said = (
        "remote: Read https://kod.region-exempel.example/help\n"
        "remote:   https://ond.example/halsan/ledning/-/merge_requests/new?x\n"
        "remote:   https://kod.region-exempel.example/halsan/ledning/-/merge_requests/new?x=1\n"
    )
    page = "https://kod.region-exempel.example/halsan/ledning/-/merge_requests/new?x=1"
    assert address_said(said, url) == page
    assert address_said("remote: done", url) is None
    assert address_said(said, "/srv/git/ledning.git") is None


def test_a_password_is_never_shown() -> None:
    assert without_password("https://karla:hemligt@kod.example/a.git") == "https://kod.example/a.git"
    assert without_password("https://hemligt@kod.example:8443/a.git") == "https://kod.example:8443/a.git"
    assert without_password("git@kod.example:a.git") == "git@kod.example:a.git"
