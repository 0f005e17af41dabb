"""The server of the review pages: from addresses to pages. Reading never changes anything; only a form of ours writes."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from http import HTTPStatus
from pathlib import Path
from urllib.parse import urlencode

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import FileResponse, HTMLResponse, Response
from starlette.routing import Route
from starlette.types import Receive, Scope, Send

from extract.errors import HyokashoError, NoDataset, SourceError, UnknownDocument, UsageError
from hyokasho.dataset import Dataset
from hyokasho.review import documents
from hyokasho.review.document_page import Shown, shown, source_of
from hyokasho.review.pages import Pages
from hyokasho.review.record import document_of, review
from hyokasho.review.rendering import ASSETS, Chrome, render
from hyokasho.review.safety import Access, Guard, Refusal
from hyokasho.review.store import Store
from hyokasho.review.words import Language, Words, language_of

__all__ = ["Settings", "application"]

MESSAGE = "message.html"
LANGUAGE_COOKIE = "hyokasho_language"
PICTURE_SECONDS = 3600
"""How long a browser may keep a picture: its address names the content."""


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

    def list(self, request: Request) -> Response:
        """The documents."""
        wanted = documents.filter_of(request.query_params)
        return self._page(
            request,
            "documents.html",
            wanted=wanted,
            found=documents.found(self.store, wanted),
            choices=documents.choices(self.store),
        )

    def document(self, request: Request) -> Response:
        """One document beside its source."""
        one = self._shown(request)
        base = f"/documents/{one.review.document.document_id}"
        pictures = {sheet.size.number: f"{base}/pages/{sheet.size.number}.png" for sheet in one.sheets}
        return self._page(request, "document.html", one=one, pictures=pictures, edit=base)

    def picture(self, request: Request) -> Response:
        """A page of a document's source."""
        document, origin = document_of(self.store, request.path_params["document_id"])
        first, last = document.page_first or 1, document.page_last or origin.pages or 1
        number = request.path_params["number"]
        source = source_of(origin, self.settings.root)
        if source is None or not first <= number <= last:
            raise HTTPException(HTTPStatus.NOT_FOUND)
        png = self.pages.picture(source, number)
        return Response(png, media_type="image/png", headers={"Cache-Control": f"private, max-age={PICTURE_SECONDS}"})

    def asset(self, request: Request) -> Response:
        """A style or script: one of those there are."""
        known = {path.name: path for path in ASSETS.iterdir()}
        path = known.get(request.path_params["name"])
        if path is None:
            raise HTTPException(HTTPStatus.NOT_FOUND)
        return FileResponse(path, headers={"Cache-Control": "no-cache"})

    def _shown(self, request: Request) -> Shown:
        one = review(self.store, request.path_params["document_id"])
        return shown(one, self.pages, self.settings.root)

    def words(self, request: Request) -> Words:
        """The words in the reader's language."""
        asked = (request.query_params.get("lang"), request.cookies.get(LANGUAGE_COOKIE))
        accepted = request.headers.get("accept-language", "")
        return Words(language_of(*asked, default=self.settings.language, accepted=accepted))

    def _page(self, request: Request, template: str, status: int = 200, /, **content: object) -> Response:
        words = self.words(request)
        others = [pair for pair in request.query_params.multi_items() if pair[0] != "lang"]
        other = "en" if words.language == "ja" else "ja"
        chrome = Chrome(Path(template).stem, languages="?" + urlencode([*others, ("lang", other)]))
        response = HTMLResponse(render(template, words, chrome, **content), status)
        if request.query_params.get("lang") == words.language:
            response.set_cookie(LANGUAGE_COOKIE, words.language, samesite="lax", httponly=True)
        return response

    def failed(self, request: Request, error: Exception) -> Response:
        """A page that says what went wrong and where to go on."""
        if isinstance(error, HTTPException):
            return self._page(request, MESSAGE, error.status_code, words="missing_page", what="", remedy="")
        if not isinstance(error, HyokashoError):
            return self._page(request, MESSAGE, 500, words="internal", what="", remedy="")
        status, words = _status(error)
        return self._page(request, MESSAGE, status, words=words, what=str(error), remedy=error.remedy)

    async def refused(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer what the guard refuses."""
        refusal: Refusal = scope["hyokasho_refusal"]
        words = self.words(Request(scope))
        text = render("refused.html", words, Chrome(""), why=refusal.words)
        await HTMLResponse(text, refusal.status)(scope, receive, send)


def application(settings: Settings, pages: Pages) -> Guard:
    """Return the server's application. `pages` stays the caller's to close."""
    server = Server(settings, Store(settings.dataset), pages)
    handler: Callable[[Request, Exception], Response] = server.failed
    app = Starlette(
        routes=[
            Route("/", server.list),
            Route("/documents/{document_id}", server.document),
            Route("/documents/{document_id}/pages/{number:int}.png", server.picture),
            Route("/assets/{name}", server.asset),
        ],
        exception_handlers={HyokashoError: handler, HTTPException: handler, Exception: handler},
    )
    return Guard(app, settings.access, server.refused)  # around all of it: even an answer to a defect keeps its rules


def _status(error: HyokashoError) -> tuple[int, str]:
    """Return the HTTP status of an error and the key of its words."""
    if isinstance(error, UnknownDocument):
        return 404, "unknown_document"
    if isinstance(error, NoDataset):
        return 503, "no_dataset"
    if isinstance(error, SourceError):
        return 404, "unread_source"
    return (400, "bad_question") if isinstance(error, UsageError) else (500, "internal")
