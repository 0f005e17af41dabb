"""One item beside its source, and the form that corrects it."""

from __future__ import annotations

from urllib.parse import quote, unquote

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from hyokasho import corrections
from hyokasho.review.correcting import LONGEST, Form, Unfit, correction_of
from hyokasho.review.document_page import Shown, shown_to
from hyokasho.review.record import ItemView
from hyokasho.review.safety import CSRF_FIELD, csrf_token, is_ours
from hyokasho.review.serving import MESSAGE, Server
from parsers.records import Assessment

__all__ = ["item_page", "save"]

WHO_COOKIE = "hyokasho_who"
"""Holds the reviewer's name, so that it is typed once."""
WHO_SECONDS = 365 * 24 * 3600

MOST_FIELDS = 300
"""Fields of a form: the longest item has some 40 boxes."""


def item_page(server: Server, request: Request) -> Response:
    """Answer with an item and its form."""
    one = shown_to(server, request.path_params["document_id"])
    view = one.review.item(request.path_params["no"])
    form = Form("", _entered(view), unquote(request.cookies.get(WHO_COOKIE, "")), "")
    return _answer(server, request, one, view, form)


async def save(server: Server, request: Request) -> Response:
    """Take down a correction, and send the browser back to its item."""
    async with request.form(max_files=0, max_fields=MOST_FIELDS, max_part_size=4 * LONGEST) as sent:
        token = str(sent.get(CSRF_FIELD, ""))
        values = tuple(str(value) for value in sent.getlist("value"))
        form = Form(str(sent.get("action", "")), values, str(sent.get("who", "")), str(sent.get("why", "")))
    if not is_ours(server.settings.access, request.scope, token):
        return server.page(request, MESSAGE, 403, words="refused_form", what="", remedy="")
    return await run_in_threadpool(_save, server, request, form)


def _save(server: Server, request: Request, form: Form) -> Response:
    one = shown_to(server, request.path_params["document_id"])
    view = one.review.item(request.path_params["no"])
    document = one.review.document
    assessment = next(iter(server.store.records(Assessment, document.document_id)), None)
    correction = correction_of(view, one.standings.get(view.key), form, (document, assessment))
    if isinstance(correction, str):
        return _answer(server, request, one, view, form, correction)
    corrections.append(server.settings.dataset, correction)
    response = RedirectResponse(f"/documents/{document.document_id}#{view.key}", 303)
    response.set_cookie(WHO_COOKIE, quote(correction.who), max_age=WHO_SECONDS, samesite="lax", httponly=True)
    return response


def _answer(
    server: Server, request: Request, one: Shown, view: ItemView, form: Form, wrong: Unfit | None = None
) -> Response:
    """Return the page of an item; a form that was wrong comes back as it was filled in."""
    return server.page(
        request,
        "item.html",
        200 if wrong is None else 422,
        one=one,
        edit=f"/documents/{one.review.document.document_id}",
        view=view,
        form=form,
        wrong=wrong,
        csrf_field=CSRF_FIELD,
        csrf=csrf_token(server.settings.access, request.scope),
    )


def _entered(view: ItemView) -> tuple[str, ...]:
    """Return what a form says before anyone changes it: what was read."""
    if view.choices:
        return tuple(option.label for _, option in view.choices if option.selected)
    if view.checkboxes:
        return tuple(box.label for _, box in view.checkboxes if box.checked)
    return (view.item.value or "",)
