"""The door: a small application on loopback that serves the built site and takes its forms.

What is filled here goes through the same `decide` as an issue. Problems come back beside their fields with everything
typed still there; a good submission becomes a local proposal, which a person accepts at the desk.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from threading import Lock
from urllib.parse import parse_qs, urlsplit

from markupsafe import escape
from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.middleware import Middleware
from starlette.middleware.trustedhost import TrustedHostMiddleware
from starlette.requests import Request
from starlette.responses import HTMLResponse, PlainTextResponse, RedirectResponse, Response
from starlette.routing import BaseRoute, Mount, Route
from starlette.staticfiles import StaticFiles

from laltro.intake.body import Answer, render_body
from laltro.intake.decision import Decision
from laltro.intake.entry import answers_of
from laltro.intake.reply import told
from laltro.intake.resolve import resolve
from laltro.intake.summary import differences
from laltro.model.form import Form
from laltro.model.strings import LANGUAGES
from laltro.publish.edition import Edition
from laltro.publish.extras import END, FORMS, START, form_article
from laltro.publish.pages import article
from laltro.publish.web_form import Sheet
from laltro.world.desk import Desk
from laltro.world.local_forge import ForgeError, Proposal
from laltro.world.site import edition

# A whole form of 65,536 characters, each percent-encoded as up to four bytes.
MAX_BYTES = 65_536 * 12
HOSTS = ["127.0.0.1", "localhost"]
SAFETY = {"X-Content-Type-Options": "nosniff", "X-Frame-Options": "DENY", "Referrer-Policy": "same-origin"}
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
    for lang in LANGUAGES:
        prefix = "" if lang == LANGUAGES[0] else f"/{lang}"
        path = f"{prefix}/{FORMS}/{{name:str}}/"
        routes.append(Route(path, _Page(door, lang).answer, methods=["GET", "POST"]))
    routes.append(Mount("/", StaticFiles(directory=door.site, html=True)))
    return Starlette(routes=routes, middleware=[Middleware(TrustedHostMiddleware, allowed_hosts=HOSTS)])


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
            body = await request.body()
        return await run_in_threadpool(self._answer, name, request, body)

    def _refusal(self, request: Request) -> Response | None:
        """A form sent by another site, or too large to be one of ours, is not read."""
        strings = self.door.desk().words[self.lang]
        origin = request.headers.get("origin", "")
        if origin and urlsplit(origin).netloc != request.headers.get("host"):
            return PlainTextResponse(strings.text("door.refused"), 403, SAFETY)
        if not request.headers.get("content-length", "").isdigit():
            return PlainTextResponse(strings.text("door.refused"), 411, SAFETY)
        if int(request.headers["content-length"]) > MAX_BYTES:
            return PlainTextResponse(strings.text("door.too_large"), 413, SAFETY)
        return None

    def _answer(self, name: str, request: Request, body: bytes) -> Response:
        desk = self.door.desk()
        form = desk.forms.get(name)
        if form and request.method == "POST":
            with self.door.lock:
                return self._submit(desk, form, _answers(form, body), request.url.path)
        if form:
            return self._ask(desk, form, request)
        return self._proposal(desk, name)

    def _ask(self, desk: Desk, form: Form, request: Request) -> Response:
        """The empty form, or one that begins with what a record says today."""
        record = resolve(desk.catalogue, form.kind, request.query_params.get("record", ""))
        answers = answers_of(form, record, desk.catalogue, self.lang) if record else {}
        return self._page(desk, Sheet(form, self.lang, request.url.path, answers=answers))

    def _submit(self, desk: Desk, form: Form, answers: Mapping[str, Answer], action: str) -> Response:
        try:
            taken = desk.propose(render_body(form, self.lang, answers), form.stem)
        except ForgeError as problem:
            strings = desk.words[self.lang]
            notice = f"{strings.text('webform.failed')} {strings.text(f'desk.{problem.code}', **problem.params)}"
            return self._page(desk, Sheet(form, self.lang, action, answers=answers, notice=notice), 503)
        if not taken.decision.is_change:
            problems = _problems(desk, taken.decision, self.lang)
            return self._page(desk, Sheet(form, self.lang, action, answers=answers, problems=problems), 422)
        return RedirectResponse(action.replace(f"/{form.stem}/", f"/{taken.key}/"), 303, SAFETY)

    def _proposal(self, desk: Desk, key: str) -> Response:
        """What became of a proposal: its difference and preview while it waits, the live page once it is accepted."""
        try:
            state = desk.forge.state(key)
            proposal = desk.forge.find(key) if state == "pending" else None
        except ForgeError:
            state, proposal = "", None
        if not state:
            return self._missing()
        view = self._waiting(desk, proposal) if proposal else self._ended(desk, key, state)
        waiting = proposal is not None or view["building"]
        html = self._edition(desk).render("proposal.html", key=key, **view)
        stem = next(iter(desk.forms))
        title = desk.words[self.lang].text("webform.proposal")
        headers = SAFETY | ({"Refresh": "3"} if waiting else {})
        return HTMLResponse(self._framed(stem, html, title), headers=headers)

    def _waiting(self, desk: Desk, proposal: Proposal) -> dict[str, object]:
        pairs = desk.records(proposal)
        after = desk.catalogue.holding(record for _, record in pairs)
        strings = desk.words[self.lang]
        preview = edition(after, strings, self.door.today(), self.door.site_url)
        changes = [(after.title(new), differences(after, strings, old, new)) for old, new in pairs]
        return {
            "changes": changes,
            "previews": [article(preview, new) for _, new in pairs],
            "live": [],
            "building": False,
        }

    def _ended(self, desk: Desk, key: str, state: str) -> dict[str, object]:
        """Links to the records that bear the key, as far as their pages are built already."""
        records = [record for record in desk.catalogue.records.values() if record.get("submission") == key]
        places = [(f"../../{desk.catalogue.schema(record).folder}/{record.id}/", record) for record in records]
        live = [
            (href, desk.catalogue.title(record))
            for href, record in places
            if (self._folder() / href.removeprefix("../../") / "index.html").is_file()
        ]
        building = state == "accepted" and len(live) < len(places)
        return {"changes": [], "previews": [], "live": live, "building": building, "accepted": state == "accepted"}

    def _edition(self, desk: Desk) -> Edition:
        return edition(desk.catalogue, desk.words[self.lang], self.door.today(), self.door.site_url)

    def _page(self, desk: Desk, sheet: Sheet, status: int = 200) -> Response:
        html = form_article(self._edition(desk), sheet)
        return HTMLResponse(self._framed(sheet.form.stem, html), status, SAFETY)

    def _framed(self, stem: str, html: str, title: str = "") -> str:
        """The built page of a form with `html` in the place of its article."""
        page = (self._folder() / FORMS / stem / "index.html").read_text(encoding="utf-8")
        head, rest = page.split(START, 1)
        tail = rest.split(END, 1)[1]
        if title:
            head = _TITLE.sub(lambda _: f"<title>{escape(title)}</title>", head, count=1)
        return f"{head}{html}{tail}"

    def _folder(self) -> Path:
        return self.door.site if self.lang == LANGUAGES[0] else self.door.site / self.lang

    def _missing(self) -> Response:
        page = self.door.site / "404.html"
        text = page.read_text(encoding="utf-8") if page.is_file() else ""
        return HTMLResponse(text, 404, SAFETY)


def _answers(form: Form, body: bytes) -> dict[str, Answer]:
    """The fields of a posted form; what the form does not ask is dropped."""
    posted = parse_qs(body.decode("utf-8", "replace"), keep_blank_values=True, max_num_fields=500)
    return {
        item.id: tuple(posted.get(item.id, [])) if item.many else posted.get(item.id, [""])[0].strip("\r\n")
        for item in form.fields
    }


def _problems(desk: Desk, decision: Decision, lang: str) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for problem in decision.diagnostics:
        if problem.severity == "error":
            found.setdefault(problem.field, []).append(told(problem, decision, desk.words[lang]))
    return found
