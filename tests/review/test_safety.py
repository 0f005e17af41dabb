"""What the server answers, and to whom."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from reviewing import Running, Serve

from hyokasho.dataset import Dataset
from hyokasho.review.safety import Access, csrf_token, is_ours

POLICY = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'"
TOKEN = "0123456789abcdef"


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost", "[::1]:8765", "LOCALHOST:1"])
def test_this_machine_answers_under_its_own_names(server: Running, host: str) -> None:
    assert server.get("/", Host=host).status == 200


@pytest.mark.parametrize(
    "host", ["evil.example", "127.0.0.1.evil.example", "localhost.evil.example:8765", "192.0.2.1", "", "[::1", "a@b"]
)
def test_under_any_other_name_it_does_not(server: Running, host: str) -> None:
    answer = server.get("/", Host=host)
    assert answer.status == 421
    assert "evil" not in answer.text


def test_where_every_address_is_listened_on_only_a_bare_address_is_a_name() -> None:
    access = Access("0.0.0.0", TOKEN)
    assert access.names("192.0.2.1:8765")
    assert access.names("localhost")
    assert not access.names("rebound.example:8765")


@pytest.mark.parametrize("path", ["/", "/nowhere", "/?sort=x", "/assets/review.css", "/documents/x"])
def test_every_answer_says_that_no_script_but_ours_runs(server: Running, path: str) -> None:
    headers = server.get(path).headers
    assert headers["content-security-policy"] == POLICY
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["x-frame-options"] == "DENY"


def test_even_what_is_refused_says_so(server: Running) -> None:
    assert server.get("/", Host="evil.example").headers["content-security-policy"] == POLICY


@pytest.mark.parametrize(
    "path",
    [
        "/assets/..%2f..%2fapp.py",
        "/assets/../app.py",
        "/assets/%2e%2e/words.yaml",
        "/assets//etc/passwd",
        "/documents/..%2f..%2f..%2fetc%2fpasswd",
        "/documents/5089393da8f83d9f-01/pages/0.png",
        "/documents/5089393da8f83d9f-01/pages/8.png",
        "/documents/5089393da8f83d9f-01/pages/1.png/../../..",
        "/documents/bfcca3841bb87b84-01/pages/2.png",  # a page of the file, but of its next document
        "/documents/82189a7ed1634c5f-01/pages/1.png",  # a text dump has none
        "//etc/passwd",
    ],
)
def test_no_path_leads_out_of_the_dataset(server: Running, path: str) -> None:
    answer = server.get(path)
    assert answer.status == 404
    assert "root:" not in answer.text
    assert "Starlette" not in answer.text


def test_a_token_opens_once_and_stands_in_no_address_after(serve: Serve, sampled: Dataset, samples: Path) -> None:
    closed = serve(sampled, samples, Access("127.0.0.1", TOKEN))
    assert closed.get("/").status == 403
    assert closed.get("/assets/review.css").status == 403
    assert closed.get("/?token=wrong").status == 403
    opened = closed.get(f"/?type=minutes&token={TOKEN}")
    assert (opened.status, opened.headers["location"]) == (303, "/?type=minutes")
    assert TOKEN not in opened.cookies
    assert closed.get("/?type=minutes", Cookie=opened.cookies).status == 200
    assert closed.get("/", Cookie=opened.cookies.replace("access=", "access=0")).status == 403


def test_a_token_sends_nobody_elsewhere(serve: Serve, sampled: Dataset, samples: Path) -> None:
    closed = serve(sampled, samples, Access("127.0.0.1", TOKEN))
    assert closed.get(f"//evil.example/?token={TOKEN}").headers["location"] == "/evil.example/"


def scope(session: str, **headers: str) -> dict[str, Any]:
    told = [(name.replace("_", "-").encode(), value.encode()) for name, value in headers.items()]
    return {"type": "http", "headers": told, "hyokasho_session": session}


def test_a_form_is_ours_by_its_token_and_its_origin() -> None:
    access, other = Access(), Access()
    token = csrf_token(access, scope("one"))
    here = {"host": "127.0.0.1:8765", "origin": "http://127.0.0.1:8765", "sec_fetch_site": "same-origin"}
    assert is_ours(access, scope("one", **here), token)
    assert is_ours(access, scope("one"), token)  # a browser that tells neither
    assert not is_ours(access, scope("two", **here), token)
    assert not is_ours(access, scope("one", **here), csrf_token(other, scope("one")))
    assert not is_ours(access, scope("one", **here), "")
    assert not is_ours(access, scope("one", **here | {"origin": "https://evil.example"}), token)
    assert not is_ours(access, scope("one", **here | {"origin": "null"}), token)
    assert not is_ours(access, scope("one", **here | {"sec_fetch_site": "same-site"}), token)
