"""The review pages as a server on this machine."""

from __future__ import annotations

import signal
from contextlib import closing, suppress
from ipaddress import ip_address
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import quote

import click

from extract.errors import CannotServe, ExtraMissing

if TYPE_CHECKING:
    from hyokasho.dataset import Dataset
    from hyokasho.review.words import Language

__all__ = ["serve"]

LEAST_TOKEN = 16
"""Characters of a token: what is shorter can be tried out over a network."""


def serve(dataset: Dataset, host: str, port: int, token: str | None, language: Language | None) -> None:
    """Serve the review pages of a dataset until the process is ended.

    Raises ExtraMissing without what serves, CannotServe where the address is not to be, or can't be, listened on,
    NoDataset.
    """
    _check(host, token)
    try:
        import uvicorn  # noqa: PLC0415 - an optional extra

        from hyokasho.review.app import application  # noqa: PLC0415
        from hyokasho.review.pages import Pages  # noqa: PLC0415
        from hyokasho.review.rendering import prepare  # noqa: PLC0415
        from hyokasho.review.safety import Access  # noqa: PLC0415
        from hyokasho.review.serving import Settings  # noqa: PLC0415
        from hyokasho.review.store import Store  # noqa: PLC0415
        from hyokasho.runner import MEMORY  # noqa: PLC0415
    except ImportError as error:
        message = f"the review pages need {error.name}: pip install 'hyokasho[review]'"
        raise ExtraMissing(message) from error
    with closing(Store(dataset)) as store, closing(Pages(MEMORY)) as pages:
        store.open()
        pages.warm()
        prepare()
        app = application(Settings(dataset, Access(host, token), Path.cwd(), language), store, pages)
        config = uvicorn.Config(app, host=host, port=port, log_level="warning", access_log=False, server_header=False)
        server = uvicorn.Server(config)
        try:
            bound = config.bind_socket()
        except (OSError, SystemExit) as error:
            message = f"{host}:{port} can't be listened on: is another server there already?"
            raise CannotServe(message) from error
        bound.listen()  # from now on a browser waits instead of being turned away
        click.echo(_address(host, bound.getsockname()[1], token))
        signal.signal(signal.SIGTERM, signal.default_int_handler)  # uvicorn hands on what ended it: close the rest, too
        with suppress(KeyboardInterrupt):
            server.run(sockets=[bound])


def _check(host: str, token: str | None) -> None:
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


def _address(host: str, port: int, token: str | None) -> str:
    name = f"[{host}]" if ":" in host else host
    return f"http://{name}:{port}/" + (f"?token={quote(token, safe='')}" if token else "")
