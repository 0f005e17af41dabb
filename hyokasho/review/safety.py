"""What stands between the review pages and whatever else a browser runs.

A page on the web can make a browser ask this server: under another name for this address (DNS rebinding: the Host
header tells), or by sending a form (the Origin header and a token that only our pages know tell). A document can hold
anything: every answer says that no script but ours runs.
"""

from __future__ import annotations

import hmac
import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field
from http.cookies import CookieError, SimpleCookie
from ipaddress import ip_address
from types import MappingProxyType
from urllib.parse import parse_qsl, urlencode, urlsplit

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import RedirectResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

__all__ = ["CSRF_FIELD", "HEADERS", "Access", "Guard", "Refusal", "csrf_token", "is_ours"]

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; "
    "form-action 'self'; frame-ancestors 'none'; base-uri 'none'"
)
HEADERS: Mapping[str, str] = MappingProxyType(
    {
        "Content-Security-Policy": POLICY,
        "X-Content-Type-Options": "nosniff",
        "Referrer-Policy": "same-origin",
        "Cross-Origin-Opener-Policy": "same-origin",
        "Cross-Origin-Resource-Policy": "same-origin",
        "X-Frame-Options": "DENY",
    }
)
"""Of every answer."""

LOOPBACK = ("localhost", "127.0.0.1", "::1")
ACCESS_COOKIE = "hyokasho_access"
SESSION_COOKIE = "hyokasho_session"
CSRF_FIELD = "csrf"
TOKEN_FIELD = "token"


@dataclass(frozen=True, slots=True)
class Refusal:
    """A request that is not answered: the HTTP status, and the key of the words that say why."""

    status: int
    words: str


@dataclass(frozen=True, slots=True)
class Access:
    """Who may ask: under which names this server is asked, and with which token (None: anyone on this machine).

    `secret` is new with each start: what was signed before is worth nothing after.
    """

    host: str = "127.0.0.1"
    token: str | None = None
    secret: bytes = field(default_factory=lambda: secrets.token_bytes(32), repr=False)

    def names(self, host: str) -> bool:
        """Say whether a Host header is one of ours. Where every address is listened on, any bare address is:
        to have a browser ask under its own name, an attacker needs a name.
        """
        name = _name(host)
        if name in {*LOOPBACK, self.host.lower()}:
            return True
        return self.host in {"0.0.0.0", "::"} and _is_address(name)

    def grants(self, token: str) -> bool:
        """Say whether this is the token."""
        return self.token is not None and hmac.compare_digest(token.encode(), self.token.encode())

    def sign(self, text: str) -> str:
        """Return what only this server can have made of a text."""
        return hmac.new(self.secret, text.encode(), "sha256").hexdigest()


class Guard:
    """Asks every request for its name and its token, gives each browser a session, and says what pages may do."""

    def __init__(self, app: ASGIApp, access: Access, refused: ASGIApp) -> None:
        self._app = app
        self._access = access
        self._refused = refused

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        headers = Headers(scope=scope)
        cookies = _cookies(headers)
        session = cookies.get(SESSION_COOKIE, "")
        fresh = "" if session else secrets.token_urlsafe(16)
        scope["hyokasho_session"] = session or fresh
        answer = self._answer(scope, headers, cookies)

        async def dressed(message: Message) -> None:
            if message["type"] == "http.response.start":
                told = MutableHeaders(scope=message)
                for name, value in HEADERS.items():
                    told[name] = value
                told.setdefault("Cache-Control", "no-store")
                if fresh:
                    told.append("Set-Cookie", f"{SESSION_COOKIE}={fresh}; Path=/; HttpOnly; SameSite=Lax")
            await send(message)

        await answer(scope, receive, dressed)

    def _answer(self, scope: Scope, headers: Headers, cookies: Mapping[str, str]) -> ASGIApp:
        if not self._access.names(headers.get("host", "")):
            return self._refuse(scope, Refusal(421, "refused_host"))
        if self._access.token is None:
            return self._app
        if hmac.compare_digest(cookies.get(ACCESS_COOKIE, "").encode(), self._access.sign("access").encode()):
            return self._app
        asked = parse_qsl(scope["query_string"].decode("latin-1"), keep_blank_values=True)
        if any(name == TOKEN_FIELD and self._access.grants(value) for name, value in asked):
            return _let_in(scope, [pair for pair in asked if pair[0] != TOKEN_FIELD], self._access.sign("access"))
        return self._refuse(scope, Refusal(403, "refused_token"))

    def _refuse(self, scope: Scope, refusal: Refusal) -> ASGIApp:
        scope["hyokasho_refusal"] = refusal
        return self._refused


def csrf_token(access: Access, scope: Scope) -> str:
    """Return what a form of this browser's session carries."""
    return access.sign("form " + str(scope["hyokasho_session"]))


def is_ours(access: Access, scope: Scope, token: str) -> bool:
    """Say whether a form was sent from a page of ours: by its token, and by what the browser says of its origin."""
    headers = Headers(scope=scope)
    if not hmac.compare_digest(token.encode(), csrf_token(access, scope).encode()):
        return False
    origin = headers.get("origin")
    if origin is not None and urlsplit(origin).netloc != headers.get("host"):
        return False
    return headers.get("sec-fetch-site", "same-origin") == "same-origin"


def _let_in(scope: Scope, asked: list[tuple[str, str]], value: str) -> Response:
    """Send the browser to the same page without the token, which then stands in no history and no log of another."""
    query = f"?{urlencode(asked)}" if asked else ""
    response = RedirectResponse("/" + scope["path"].lstrip("/") + query, 303)
    response.set_cookie(ACCESS_COOKIE, value, httponly=True, samesite="lax")
    return response


def _cookies(headers: Headers) -> dict[str, str]:
    try:
        return {name: morsel.value for name, morsel in SimpleCookie(headers.get("cookie", "")).items()}
    except CookieError:
        return {}


def _name(host: str) -> str:
    """Return the name in a Host header, without its port."""
    try:
        return (urlsplit(f"//{host}").hostname or "").lower()
    except ValueError:
        return ""


def _is_address(name: str) -> bool:
    try:
        ip_address(name)
    except ValueError:
        return False
    return True
