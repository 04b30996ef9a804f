"""The door: a small application on loopback that serves the built site and takes its forms.

What is filled here goes through the same `decide` as an issue. Problems come back beside their fields with everything
typed still there; a good submission becomes a local proposal, which a person accepts at the desk.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from threading import Lock
from typing import Any
from urllib.parse import urlsplit

from markupsafe import escape
from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.datastructures import MutableHeaders
from starlette.middleware import Middleware
from starlette.middleware.trustedhost import TrustedHostMiddleware
from starlette.requests import ClientDisconnect, Request
from starlette.responses import HTMLResponse, PlainTextResponse, RedirectResponse, Response
from starlette.routing import BaseRoute, Mount, Route
from starlette.staticfiles import StaticFiles
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from laltro.desk.posted_form import answers_in, of_kind, posted_fields, problems_beside, seen
from laltro.intake.deciding.decision import Decision
from laltro.intake.reading.answer_codec import answers_of
from laltro.intake.reading.submission import from_answers
from laltro.intake.reading.understood import meant
from laltro.intake.told.change import ToldRecord
from laltro.intake.told.differences import Difference
from laltro.model.forms.form import Answer, Form
from laltro.model.record import Record
from laltro.model.strings import FIRST
from laltro.publish.edition.edition import PUBLIC, Edition
from laltro.publish.forms.form_pages import END, FORMS, START, form_article
from laltro.publish.forms.web_form import ShownForm
from laltro.publish.site.record_page import article
from laltro.voice.address import prefix, services_for
from laltro.voice.typography import curved_html
from laltro.world.build.site import edition
from laltro.world.data.support import languages
from laltro.world.local.desk import Desk
from laltro.world.local.local_forge import ForgeError

# A whole form of 65,536 characters, each percent-encoded as up to four bytes.
MAX_BYTES = 65_536 * 12
HOSTS = ["127.0.0.1", "localhost"]
# A browser that is told nothing of keeping shows an old page for a tenth of its age (RFC 9111 §4.2.2): after
# an acceptance it would be the page of before.
HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Cache-Control": "no-cache",
}
# What the page of a proposal is called, by what became of it.
_SENT = {"pending": "webform.thanks", "accepted": "webform.accepted", "rejected": "webform.rejected"}
_TITLE = re.compile(r"<title>.*?</title>", re.DOTALL)


@dataclass(frozen=True)
class Door:
    """What the application needs: where data and site lie, and what day it is; decisions are taken one at a time."""

    data: Path
    site: Path
    today: Callable[[], date]
    site_url: str
    lock: Lock = field(default_factory=Lock)

    def desk(self) -> Desk:
        """The data as they are at this moment."""
        return Desk(self.data, self.today())


def application(door: Door) -> Starlette:
    """The ASGI application."""
    routes: list[BaseRoute] = []
    for lang in languages(door.data):
        path = f"/{prefix(lang)}{FORMS}/{{name:str}}/"
        routes.append(Route(path, _Page(door, lang).answer, methods=["GET", "POST"]))
    routes.append(Mount("/", StaticFiles(directory=door.site, html=True)))
    guards = [Middleware(TrustedHostMiddleware, allowed_hosts=HOSTS), Middleware(_Safe)]
    return Starlette(routes=routes, middleware=guards)


class _Safe:
    """Adds the headers that no page can say of itself to every answer."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass on, adding headers."""

        async def add(message: Message) -> None:
            if message["type"] == "http.response.start":
                MutableHeaders(scope=message).update(HEADERS)
            await send(message)

        await self.app(scope, receive, add)


class _Page:
    """The form pages and the proposal pages of one language."""

    def __init__(self, door: Door, lang: str) -> None:
        self.door = door
        self.lang = lang

    async def answer(self, request: Request) -> Response:
        """One request for `/contribuisci/<stem or key>/`."""
        name = request.path_params["name"]
        body = b""
        if request.method == "POST":
            refusal = self._refusal(request)
            if refusal:
                return refusal
            try:
                body = await request.body()
            except ClientDisconnect:
                return Response(status_code=400)  # half a form is none, and nobody is there to be told
        return await run_in_threadpool(self._answer, name, request, body)

    def _refusal(self, request: Request) -> Response | None:
        """A form sent by another site, or too large to be one of ours, is not read."""
        strings = self.door.desk().words[self.lang]
        origin = request.headers.get("origin", "")
        if origin and urlsplit(origin).netloc != request.headers.get("host"):
            return PlainTextResponse(strings.text("door.refused"), 403)
        if not request.headers.get("content-length", "").isdigit():
            return PlainTextResponse(strings.text("door.refused"), 411)
        if int(request.headers["content-length"]) > MAX_BYTES:
            return PlainTextResponse(strings.text("door.too_large"), 413)
        return None

    def _answer(self, name: str, request: Request, body: bytes) -> Response:
        desk = self.door.desk()
        form = desk.forms.get(name)
        if form and request.method == "POST":
            try:
                posted = posted_fields(body)
            except ValueError:
                return PlainTextResponse(desk.words[self.lang].text("door.too_large"), 413)
            with self.door.lock:
                return self._submit(desk, form, posted, request.url.path)
        if form:
            return self._ask(desk, form, request)
        return self._proposal(desk, name)

    def _ask(self, desk: Desk, form: Form, request: Request) -> Response:
        """The empty form, or one that begins with what a record says today."""
        named = request.query_params.get("record", "")
        answers = self._before(desk, form, named)
        asked = of_kind(form, answers)
        began = str(answers.get("record", ""))
        sheet = ShownForm(asked, self.lang, request.url.path, answers=answers, began=began, seen=seen(answers))
        return self._page(desk, sheet)

    def _before(self, desk: Desk, form: Form, named: str) -> dict[str, Answer]:
        """What the named record says today, as answers; none where there is no such record."""
        found = meant(desk.catalogue, form.kinds, named)
        return answers_of(form, found[0], desk.catalogue, self.lang) if len(found) == 1 else {}

    def _submit(self, desk: Desk, form: Form, posted: Mapping[str, list[str]], action: str) -> Response:
        began, named = (posted.get(name, [""])[0] for name in ("began", "record"))
        same = began == named  # a record named by hand instead was not what the form showed
        before = self._before(desk, form, began) if began and same else {}
        asked = of_kind(form, before)
        answers = answers_in(asked, posted, before)
        known = posted.get("seen", [""])[0]
        sheet = ShownForm(asked, self.lang, action, answers=answers, began=began, seen=known)
        if before and known and known != seen(before):
            return self._page(desk, replace(sheet, notice=desk.words[self.lang].text("webform.stale")), 409)
        try:
            taken = desk.propose(from_answers(form, self.lang, answers))
        except ForgeError as problem:
            strings = desk.words[self.lang]
            notice = f"{strings.text('webform.failed')} {strings.text(f'desk.{problem.code}', **problem.params)}"
            return self._page(desk, replace(sheet, notice=notice), 503)
        if not taken.decision.is_change:
            return self._page(desk, replace(sheet, problems=self._problems(desk, taken.decision, sheet)), 422)
        return RedirectResponse(action.replace(f"/{form.stem}/", f"/{taken.key}/"), 303)

    def _problems(self, desk: Desk, decision: Decision, sheet: ShownForm) -> dict[str, list[str]]:
        return problems_beside(desk.forms, desk.words[self.lang], decision, sheet)

    def _proposal(self, desk: Desk, key: str) -> Response:
        """What became of a proposal: its difference and preview while it waits, the live page once it is accepted."""
        views = {"pending": self._waiting, "accepted": self._accepted, "rejected": self._rejected}
        try:
            state = desk.forge.state(key)
            view = views[state](desk, key) if state else None
        except ForgeError:
            view = None
        if view is None:
            return self._missing()
        html = self._edition(desk).render("proposal.html", key=key, state=state, **view)
        stem = next(iter(desk.forms))  # any built form page lends its frame
        page = self._framed(stem, html, desk.words[self.lang].text(_SENT[state]))
        return HTMLResponse(page, headers={"Refresh": "3"} if view.get("building") else None)

    def _waiting(self, desk: Desk, key: str) -> dict[str, Any]:
        told = desk.seen(desk.forge.find(key), self.lang)
        news = [each.record for each in told.records]
        after = desk.catalogue.holding(news)
        preview = edition(after, desk.words[self.lang], self.door.today(), self.door.site_url)
        needs = [record for record in news if record.kind == "need"]
        return {
            "change": told,
            "rows": lambda each: self._told(desk, each),
            "previews": [article(preview, record) for record in news if after.schema(record).folder],
            "need": bool(needs),
            "services": next((f"../../{services_for(need)}" for need in needs), ""),
            "href": lambda like: self._href(desk, like.record),
        }

    def _told(self, desk: Desk, each: ToldRecord) -> list[Difference]:
        """What changes in a record; of a need, which has no page, what was asked and not what the desk keeps of it."""
        if each.record.kind != "need":
            return list(each.changes)
        form = desk.forms[desk.catalogue.schema(each.record).form.stem]
        asked = {item.labels[self.lang] for item in form.fields}
        return [row for row in each.changes if row.label in asked]

    def _accepted(self, desk: Desk, key: str) -> dict[str, Any]:
        """Links to the pages of its records, once they are built anew."""
        proposed = desk.change(desk.forge.accepted(key)).records
        paged = [record for record in proposed if desk.catalogue.schema(record).folder]
        known = [desk.catalogue.records[record.key] for record in paged if record.key in desk.catalogue.records]
        shown = [record for record in known if record.get("status") in PUBLIC]
        built = [record for record in shown if self._built(desk, record)]
        titled = self._edition(desk).title
        live = [(self._href(desk, record), titled(record)) for record in built]
        withdrawn = any(record.get("status") == "archived" for record in paged)
        told = "withdrawn" if withdrawn else "page" if paged else "need"
        return {"live": live, "building": len(built) < len(shown), "told": told}

    def _rejected(self, desk: Desk, key: str) -> dict[str, Any]:
        return {"reason": desk.forge.reason(key)}

    def _href(self, desk: Desk, record: Record) -> str:
        """A record's page, from any page of `contribuisci/`."""
        return f"../../{desk.catalogue.schema(record).folder}/{record.id}/"

    def _built(self, desk: Desk, record: Record) -> bool:
        """Whether the page of a record is there, and newer than its file."""
        page = self._folder() / desk.catalogue.schema(record).folder / record.id / "index.html"
        return page.is_file() and page.stat().st_mtime >= Path(record.path).stat().st_mtime

    def _edition(self, desk: Desk) -> Edition:
        return edition(desk.catalogue, desk.words[self.lang], self.door.today(), self.door.site_url)

    def _page(self, desk: Desk, sheet: ShownForm, status: int = 200) -> Response:
        found = meant(desk.catalogue, sheet.form.kinds, sheet.began) if sheet.began else []
        known = self._edition(desk)
        html = form_article(known, sheet, known.title(found[0]).text if len(found) == 1 else "")
        return HTMLResponse(self._framed(sheet.form.stem, html), status)

    def _framed(self, stem: str, html: str, title: str = "") -> str:
        """The built page of a form with `html` in the place of its article."""
        page = (self._folder() / FORMS / stem / "index.html").read_text(encoding="utf-8")
        head, rest = page.split(START, 1)
        tail = rest.split(END, 1)[1]
        if title:
            head = _TITLE.sub(lambda _: f"<title>{escape(title)}</title>", head, count=1)
        return f"{head}{curved_html(html)}{tail}"

    def _folder(self) -> Path:
        return self.door.site if self.lang == FIRST else self.door.site / self.lang

    def _missing(self) -> Response:
        page = self.door.site / "404.html"
        text = page.read_text(encoding="utf-8") if page.is_file() else ""
        return HTMLResponse(text, 404)
