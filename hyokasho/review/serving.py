"""What every page of the server needs: its settings, its parts, the reader's language, and what to say when it fails."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlencode

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response
from starlette.types import Receive, Scope, Send

from extract.errors import (
    DatasetBusy,
    DatasetNotWritable,
    HyokashoError,
    NoDataset,
    QueryFailed,
    SourceError,
    UnknownDocument,
    UsageError,
)
from hyokasho.dataset import Dataset
from hyokasho.review.pages import Pages
from hyokasho.review.rendering import Chrome, render
from hyokasho.review.safety import Access, Refusal
from hyokasho.review.store import Store
from hyokasho.review.words import Language, Words, language_of

__all__ = ["MESSAGE", "Server", "Settings"]

MESSAGE = "message.html"
LANGUAGE_COOKIE = "hyokasho_language"

STATUSES: tuple[tuple[type[HyokashoError], int, str], ...] = (
    (UnknownDocument, 404, "unknown_document"),
    (NoDataset, 503, "no_dataset"),
    (DatasetNotWritable, 503, "not_saved"),
    (DatasetBusy, 503, "not_saved"),
    (SourceError, 404, "unread_source"),
    (QueryFailed, 500, "unfit_tables"),
    (UsageError, 400, "bad_question"),
)
"""The HTTP status of each error, and the key of the words that say what it means; the first that fits counts."""


@dataclass(frozen=True, slots=True)
class Settings:
    """What is served to whom.

    Relative uris of sources begin at `root`; `language` is that of pages whose reader has not chosen one, null for
    that of the browser.
    """

    dataset: Dataset
    access: Access
    root: Path
    language: Language | None = None


@dataclass(frozen=True, slots=True)
class Server:
    """The parts that answer requests."""

    settings: Settings
    store: Store
    pages: Pages

    def words(self, request: Request) -> Words:
        """Return the words in the reader's language."""
        asked = (request.query_params.get("lang"), request.cookies.get(LANGUAGE_COOKIE))
        accepted = request.headers.get("accept-language", "")
        return Words(language_of(*asked, default=self.settings.language, accepted=accepted))

    def page(self, request: Request, template: str, status: int = 200, /, **content: object) -> Response:
        """Return a page; one that is asked for in a language keeps to it from then on."""
        words = self.words(request)
        others = [pair for pair in request.query_params.multi_items() if pair[0] != "lang"]
        other = "en" if words.language == "ja" else "ja"
        languages = "?" + urlencode([*others, ("lang", other)]) if request.method == "GET" else None
        response = HTMLResponse(render(template, words, Chrome(Path(template).stem, languages), **content), status)
        if request.query_params.get("lang") == words.language:
            response.set_cookie(LANGUAGE_COOKIE, words.language, samesite="lax", httponly=True)
        return response

    def failed(self, request: Request, error: Exception) -> Response:
        """Return a page that says what went wrong and where to go on."""
        if isinstance(error, HTTPException):
            words = "missing_page" if error.status_code in {404, 405} else "bad_question"
            return self.page(request, MESSAGE, error.status_code, words=words, what="", remedy="")
        for kind, status, words in STATUSES:
            if isinstance(error, kind):
                return self.page(request, MESSAGE, status, words=words, what=str(error), remedy=error.remedy)
        return self.page(request, MESSAGE, 500, words="internal", what="", remedy="")

    async def refused(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer what the guard refuses."""
        refusal: Refusal = scope["hyokasho_refusal"]
        text = render("refused.html", self.words(Request(scope)), Chrome(""), why=refusal.words)
        await HTMLResponse(text, refusal.status)(scope, receive, send)
