"""The review pages as a server on this machine, or as files."""

from __future__ import annotations

import signal
import socket
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, closing, contextmanager, suppress
from ipaddress import ip_address
from pathlib import Path
from urllib.parse import quote

import click
import uvicorn

from extract.errors import CannotServe
from hyokasho.review.app import application
from hyokasho.review.pages import Pages
from hyokasho.review.record import document_of
from hyokasho.review.rendering import prepare
from hyokasho.review.safety import Access
from hyokasho.review.serving import Server, Settings
from hyokasho.review.static import export
from hyokasho.review.store import Store
from hyokasho.review.words import Words
from hyokasho.runner import MEMORY

__all__ = ["serve", "write_files"]

LEAST_TOKEN = 16
"""Characters of a token: what is shorter can be tried out over a network."""


def serve(settings: Settings, port: int, document_ids: Sequence[str]) -> None:
    """Serve the review pages of a dataset until the process is ended; say where, and where the named documents are.

    Raises CannotServe where the address is not to be, or can't be, listened on, UnknownDocument, NoDataset.
    """
    access = settings.access
    _check(access)
    with ExitStack() as stack:
        server = stack.enter_context(_opened(settings))
        for document_id in document_ids:
            document_of(server.store, document_id)
        server.pages.warm()
        prepare()
        app = application(settings, server.store, server.pages)
        config = uvicorn.Config(app, log_level="warning", access_log=False, server_header=False)
        bound = stack.enter_context(_listening(access.host, port))  # a browser waits from now on, it is not turned away
        for path in [f"documents/{document_id}" for document_id in document_ids] or [""]:
            click.echo(_address(access, bound.getsockname()[1], path))
        signal.signal(signal.SIGTERM, signal.default_int_handler)  # uvicorn hands on what ended it: close the rest, too
        with suppress(KeyboardInterrupt):
            uvicorn.Server(config).run(sockets=[bound])


def write_files(settings: Settings, document_ids: Sequence[str], target: Path) -> tuple[Path, ...]:
    """Write documents as HTML files and return their paths. Raises as `hyokasho.review.static.export`, and NoDataset."""
    with _opened(settings) as server:
        return export(server, document_ids, target, Words(settings.language or "en"))


def _listening(host: str, port: int) -> socket.socket:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    try:
        return socket.create_server((host, port), family=family)
    except OSError as error:
        message = f"{host}:{port} can't be listened on: {error.strerror or error}"
        raise CannotServe(message) from error


@contextmanager
def _opened(settings: Settings) -> Iterator[Server]:
    with closing(Store(settings.dataset)) as store, closing(Pages(MEMORY)) as pages:
        store.open()
        yield Server(settings, store, pages)


def _check(access: Access) -> None:
    host, token = access.host, access.token
    if not _is_loopback(host) and token is None:
        message = f"{host} is open to others: it takes --token"
        raise CannotServe(message)
    if token is not None and len(token) < LEAST_TOKEN:
        message = f"--token has {len(token)} characters, at least {LEAST_TOKEN} are needed"
        raise CannotServe(message)


def _is_loopback(host: str) -> bool:
    try:
        return host == "localhost" or ip_address(host).is_loopback
    except ValueError:
        return False


def _address(access: Access, port: int, path: str) -> str:
    name = f"[{access.host}]" if ":" in access.host else access.host
    return f"http://{name}:{port}/{path}" + (f"?token={quote(access.token, safe='')}" if access.token else "")
