"""Opens the user's scope for each request and writes who was seen before the answer leaves.

Sync on purpose: under ASGI Django runs it, and async views below it, on one thread, so that the access records
share the transaction of the change. Goes directly after AuthenticationMiddleware.
"""

from __future__ import annotations

import contextlib
from collections.abc import AsyncIterator, Callable, Iterator
from typing import Any

from asgiref.sync import sync_to_async
from django.db import transaction
from django.http import HttpRequest
from django.http.response import HttpResponseBase

from kik_wagtail import scope
from kik_wagtail.residents.access import AccessLog, grants_of

SAFE_METHODS = frozenset({"GET", "HEAD", "OPTIONS", "TRACE"})
DONE = object()


class ScopeMiddleware:
    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        opened = scope.for_user(request.user, grants_of)
        changes = request.method not in SAFE_METHODS
        # A GET gets no transaction: SQLite in IMMEDIATE mode would take its write lock for every page.
        with scope.enter(opened), transaction.atomic() if changes else contextlib.nullcontext():
            response = self.get_response(request)
            if response.status_code >= 500:
                if changes:
                    transaction.set_rollback(True)
            else:
                self._record(request, response, opened)
        return response

    def _record(self, request: HttpRequest, response: Any, opened: scope.Scope) -> None:
        match = request.resolver_match
        route = (match.view_name or match.route) if match else ""
        action = "view" if request.method in SAFE_METHODS else "change"
        log = AccessLog(opened, user=request.user, route=route or "", action=action, origin="web")
        log.purpose = getattr(request, "kik_purpose", "")
        if response.streaming:
            response["Cache-Control"] = "no-store"  # a copy in the browser would be seen again unrecorded
            wrap = _astream if response.is_async else _stream
            response.streaming_content = wrap(response.streaming_content, opened, log, response.status_code)
        elif opened.seen:
            response["Cache-Control"] = "no-store"
            log.write(response.status_code)


def _stream(chunks: Any, opened: scope.Scope, log: AccessLog, status: int) -> Iterator[Any]:
    """Outside the middleware by now: reopen the scope per chunk, record first, then let it go."""
    chunks = iter(chunks)
    while True:
        with scope.enter(opened):
            chunk = next(chunks, DONE)
        log.write(status)
        if chunk is DONE:
            return
        yield chunk


async def _astream(chunks: Any, opened: scope.Scope, log: AccessLog, status: int) -> AsyncIterator[Any]:
    chunks = aiter(chunks)
    while True:
        with scope.enter(opened):
            chunk = await anext(chunks, DONE)
        await sync_to_async(log.write)(status)
        if chunk is DONE:
            return
        yield chunk
