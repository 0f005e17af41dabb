"""The server of the review pages: from addresses to pages. Reading never changes anything; only a form of ours writes."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from http import HTTPStatus

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import FileResponse, Response
from starlette.routing import Route

from extract.errors import HyokashoError
from hyokasho.review import documents
from hyokasho.review.corrections_page import corrections_page
from hyokasho.review.document_page import document_page, source_of
from hyokasho.review.item_page import item_page, save
from hyokasho.review.overview import STATUSES, Overviews
from hyokasho.review.pages import Pages
from hyokasho.review.record import document_of
from hyokasho.review.rendering import ASSETS
from hyokasho.review.safety import Guard
from hyokasho.review.serving import Server, Settings
from hyokasho.review.store import Store

__all__ = ["application"]

PICTURE_SECONDS = 3600
"""How long a browser may keep a picture of a page."""


def application(settings: Settings, store: Store, pages: Pages) -> Guard:
    """Return the server's application. `store` and `pages` stay the caller's to close."""
    server = Server(settings, store, pages)
    failed: Callable[[Request, Exception], Response] = server.failed
    document = "/documents/{document_id}"
    app = Starlette(
        routes=[
            Route("/", partial(_list, server)),
            Route("/corrections", partial(corrections_page, server)),
            Route("/overview", partial(_overview, server, Overviews(store))),
            Route(document, partial(document_page, server)),
            Route(document + "/pages/{number:int}.png", partial(_picture, server)),
            Route(document + "/items/{no:int}", partial(item_page, server)),
            Route(document + "/items/{no:int}", partial(save, server), methods=["POST"]),
            Route("/assets/{name}", _asset),
        ],
        exception_handlers={HyokashoError: failed, HTTPException: failed, Exception: failed},
    )
    return Guard(app, settings.access, server.refused)  # around all of it: even an answer to a defect keeps its rules


def _list(server: Server, request: Request) -> Response:
    wanted = documents.filter_of(request.query_params)
    found = documents.found(server.store, wanted)
    return server.page(request, "documents.html", wanted=wanted, found=found, choices=documents.choices(server.store))


def _overview(server: Server, overviews: Overviews, request: Request) -> Response:
    return server.page(request, "overview.html", seen=overviews.now(), statuses=STATUSES)


def _picture(server: Server, request: Request) -> Response:
    """Answer with a page of a document's source: of its own pages, not of others in the same file."""
    document, origin = document_of(server.store, request.path_params["document_id"])
    first, last = document.page_first or 1, document.page_last or origin.pages or 1
    number = request.path_params["number"]
    source = source_of(origin, server.settings.root)
    if source is None or not origin.is_pdf or not first <= number <= last:
        raise HTTPException(HTTPStatus.NOT_FOUND)
    png = server.pages.picture(source, number)
    return Response(png, media_type="image/png", headers={"Cache-Control": f"private, max-age={PICTURE_SECONDS}"})


def _asset(request: Request) -> Response:
    """Answer with a style or script: one of those there are."""
    known = {path.name: path for path in ASSETS.iterdir()}
    path = known.get(request.path_params["name"])
    if path is None:
        raise HTTPException(HTTPStatus.NOT_FOUND)
    return FileResponse(path, headers={"Cache-Control": "no-cache"})
