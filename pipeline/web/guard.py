"""What stands before every page: who may ask, from where, how much, and with what headers the answer goes out.

A server on 127.0.0.1 can be reached by every program and every web page on the machine.  So: only our own names as Host
(against DNS rebinding), writing only from our own pages (against cross-site requests), a token that only the opened
browser has, a limit on what is sent, and a policy under which a page runs no script but ours.
The check on writing follows the reasoning of Datasette's ``csrf.py``: browsers state where a request comes from.
"""

from __future__ import annotations

import secrets
from base64 import b64encode
from hashlib import sha256
from http.cookies import CookieError, SimpleCookie
from urllib.parse import parse_qs

from starlette.datastructures import Headers, MutableHeaders
from starlette.exceptions import HTTPException
from starlette.responses import HTMLResponse, RedirectResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from pipeline.intake import MAX_MEGABYTE

MAX_UPLOAD = MAX_MEGABYTE * 1_000_000
"""Bytes that one request with files may hold."""
MAX_FORM = 1_000_000
"""Bytes of a form without files."""
POLICY = (
    "default-src 'self'; script-src 'self'; style-src 'self'; img-src 'self'; object-src 'none'; "
    "frame-ancestors 'none'; base-uri 'none'; form-action 'self'"
)
_DIGITS = 15
"""Of a length: more is too much whatever they are, and Python refuses to read thousands of them."""
_LONGEST = 4000
"""Characters of an address; the ids in ours are short, and Python refuses to read a longer number."""
_SAFE = frozenset({"GET", "HEAD"})
_STYLE = (
    ":root{color-scheme:light}*{box-sizing:border-box}"
    'body{margin:0;font:100%/1.55 "Segoe UI",Carlito,Calibri,"Noto Sans",sans-serif;color:#1d2733;background:#fff}'
    "header{background:#1f4e79;color:#fff;padding:.6rem 1.2rem;font-size:1.1rem;font-weight:700}"
    "main{padding:1rem 1.2rem 4rem;max-width:48rem}h1{font-size:1.6rem;line-height:1.25;margin:.4rem 0 .8rem}"
    "p{border:1px solid #c3cad2;border-left:.35rem solid #9b1c1c;border-radius:.4rem;padding:.8rem 1rem;margin:0}"
    'code{font-family:Consolas,"Liberation Mono",monospace;background:#f3f6f9;padding:.1rem .3rem;white-space:nowrap}'
)
"""The looks of a refusal: our own style sheet is for who may enter."""
REFUSAL_POLICY = (
    f"default-src 'none'; style-src 'sha256-{b64encode(sha256(_STYLE.encode()).digest()).decode()}'; "
    "frame-ancestors 'none'; base-uri 'none'; form-action 'none'"
)
"""A refusal fetches and sends nothing at all; of styles it has this one, known by its hash."""
_HEADERS = {
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
    "referrer-policy": "same-origin",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
}
_REFUSED = """<!doctype html>
<html lang="nl"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>Geen toegang – functieboek</title><style>{style}</style></head>
<body><header>Functieboek</header><main><h1>Geen toegang</h1><p>{reason}</p></main></body></html>"""
NO_SESSION = (
    "Deze werkplek opent alleen met het adres dat het programma toont. Start haar opnieuw met "
    "<code>functieboek web</code> en gebruik dat adres."
)


class Guard:
    """The ASGI application that lets through to another one only what may be there."""

    def __init__(self, app: ASGIApp, *, port: int, token: str) -> None:
        """Guard ``app``; ``token`` opens one session, once."""
        self._app = app
        self._token: str | None = token
        self._session = secrets.token_urlsafe(32)
        self._cookie = f"functieboek_{port}"
        self._hosts = {f"127.0.0.1:{port}", f"localhost:{port}"}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request, or refuse it."""
        if scope["type"] == "lifespan":
            await self._app(scope, receive, send)
            return
        if scope["type"] != "http":  # there are no web sockets here
            return
        headers = Headers(scope=scope)
        answer = self._refusal(scope, headers) or self._opening(scope) or self._stranger(headers)
        if answer is not None:
            policy = REFUSAL_POLICY if isinstance(answer, HTMLResponse) else POLICY
            await answer(scope, receive, _with_headers(send, policy))
            return
        await self._app(scope, _limited(receive, _room(headers)), _with_headers(send))

    def _refusal(self, scope: Scope, headers: Headers) -> HTMLResponse | None:
        hosts = headers.getlist("host")
        if len(hosts) != 1 or hosts[0].lower() not in self._hosts:
            return _page(400, "Dit adres hoort niet bij de werkplek.")
        if len(scope["path"]) > _LONGEST:
            return _page(414, "Dit adres is te lang.")
        if scope["method"] in _SAFE:
            return None
        if scope["method"] != "POST":
            return _page(405, "Dit kan hier niet.")
        site, origin = headers.get("sec-fetch-site"), headers.get("origin")
        own = origin in {f"http://{host}" for host in self._hosts} and origin == f"http://{hosts[0].lower()}"
        if (site is not None and site != "same-origin") or (origin is not None and not own) or not (site or origin):
            return _page(403, "Deze opdracht kwam niet van de werkplek zelf en is niet uitgevoerd.")
        length = headers.get("content-length") or "0"
        if not (length.isascii() and length.isdecimal()):
            return _page(400, "De lengte van de opdracht klopt niet.")
        if len(length) > _DIGITS or int(length) > _room(headers):
            return _page(413, f"Dit is te groot; de grens is {MAX_MEGABYTE} MB.")
        return None

    def _opening(self, scope: Scope) -> RedirectResponse | None:
        """Trade the token of the opened address for a cookie, once."""
        given = parse_qs(scope["query_string"].decode("latin-1")).get("sleutel")
        if scope["path"] != "/" or scope["method"] != "GET" or not given or self._token is None:
            return None
        if not secrets.compare_digest(given[0].encode(), self._token.encode()):
            return None
        self._token = None
        answer = RedirectResponse("/", 303)
        answer.set_cookie(self._cookie, self._session, httponly=True, samesite="strict", path="/")
        return answer

    def _stranger(self, headers: Headers) -> HTMLResponse | None:
        try:
            given = SimpleCookie(headers.get("cookie", "")).get(self._cookie)
        except CookieError:
            given = None
        if given is None or not secrets.compare_digest(given.value.encode(), self._session.encode()):
            return _page(403, NO_SESSION)
        return None


def _page(status: int, reason: str) -> HTMLResponse:
    return HTMLResponse(_REFUSED.format(style=_STYLE, reason=reason), status)


def _room(headers: Headers) -> int:
    return MAX_UPLOAD if headers.get("content-type", "").startswith("multipart/form-data") else MAX_FORM


def _limited(receive: Receive, room: int) -> Receive:
    """Count what comes in; more than fits ends the request, also where its length was not announced."""
    seen = 0

    async def counted() -> Message:
        nonlocal seen
        message = await receive()
        seen += len(message.get("body", b""))
        if seen > room:
            raise HTTPException(413, f"Dit is te groot; de grens is {room // 1_000_000} MB.")
        return message

    return counted


def _with_headers(send: Send, policy: str = POLICY) -> Send:
    async def sending(message: Message) -> None:
        if message["type"] == "http.response.start":
            headers = MutableHeaders(scope=message)
            for name, value in _HEADERS.items():
                headers[name] = value
            headers["content-security-policy"] = policy
            headers.setdefault("cache-control", "no-store")
        await send(message)

    return sending
