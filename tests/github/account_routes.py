# SPDX-FileCopyrightText: 2026 Milano Sei L'Altro contributors
# SPDX-License-Identifier: EUPL-1.2
"""Accounts, roles, the App and the limits, as their operations answer."""

from __future__ import annotations

from datetime import timedelta

import jwt

from tests.github.clock import stamp
from tests.github.entries import Refused
from tests.github.people import App, User
from tests.github.repository import PUSHERS, found
from tests.github.routing import REPO, Answer, Call, answers
from tests.github.views import View, user_view

COLLABORATORS = f"{REPO}/collaborators"
# Roles as the older field `permission` knows them.
OLD_ROLES = {"maintain": "write", "triage": "read"}


@answers("GET", REPO, "metadata:read")
def get_repository(call: Call) -> Answer:
    """The repository, its options, and what the caller's role is."""
    role = call.views.role(call.repo.role(call.user))
    return Answer(200, {**call.views.repository(), **call.repo.options, "permissions": role})


@answers("GET", "/user")
def get_user(call: Call) -> Answer:
    """Who calls; a workflow or an App has no account to show."""
    if call.token.is_app:
        raise Refused(403, "Resource not accessible by integration")
    return Answer(200, {**user_view(call.user, call.fake.url), "name": None, "email": None})


@answers("GET", "/users/{username}")
def get_named_user(call: Call) -> Answer:
    """An account by its name."""
    return Answer(200, user_view(account(call, call.params["username"]), call.fake.url))


@answers("GET", "/user/{account_id}")
def get_numbered_user(call: Call) -> Answer:
    """An account by its number."""
    user = next((each for each in call.fake.users.values() if each.id == call.number("account_id")), None)
    if user is None:
        raise Refused(404, "Not Found")
    return Answer(200, user_view(user, call.fake.url))


@answers("GET", "/rate_limit")
def get_rate_limit(call: Call) -> Answer:
    """How much the caller may still ask this hour; asking it is free."""
    limit, used, reset = call.fake.limits.hour(call.token, call.fake.clock.now)
    rate = {"limit": limit, "used": used, "remaining": max(limit - used, 0), "reset": reset}
    return Answer(200, {"resources": {"core": rate, "search": rate, "graphql": rate}, "rate": rate})


@answers("GET", COLLABORATORS, "metadata:read")
def list_collaborators(call: Call) -> Answer:
    """Those with a role; only for who may push."""
    if not call.token.is_app and call.repo.role(call.user) not in PUSHERS:
        raise Refused(403, "Must have push access to view repository collaborators.")
    logins = [call.repo.owner, *call.repo.roles]
    users = [account(call, login) for login in logins]
    roles = [(user, call.repo.role(user)) for user in users]
    shown = [
        {**user_view(user, call.fake.url), "role_name": role, "permissions": call.views.role(role)}
        for user, role in roles
    ]
    return Answer(200, shown, paged=".")


@answers("GET", f"{COLLABORATORS}/{{username}}", "metadata:read")
def is_collaborator(call: Call) -> Answer:
    """204 for who has a role, else 404."""
    if call.params["username"] not in (call.repo.owner, *call.repo.roles):
        raise Refused(404, "Not Found")
    return Answer(204)


@answers("GET", f"{COLLABORATORS}/{{username}}/permission", "metadata:read")
def get_permission(call: Call) -> Answer:
    """The role of an account: on a public repository `read` for anybody; 404 for no account at all."""
    login = call.params["username"]
    user = account(call, login)
    role = call.repo.role(user)
    shown = {**user_view(user, call.fake.url), "role_name": role}
    return Answer(200, {"permission": OLD_ROLES.get(role, role), "role_name": role, "user": shown})


def account(call: Call, login: str) -> User:
    """The account of that name; one that was given a role is one. Raises Refused 404."""
    if any(login in repo.roles for repo in call.fake.repos.values()):
        call.fake.user(login)
    return found(call.fake.users, login)


@answers("POST", f"{REPO}/dispatches", "contents:write")
def dispatch(call: Call) -> Answer:
    """Note an event that somebody sent to the repository's workflows."""
    call.repo.dispatches.append(call.body)
    return Answer(204)


@answers("GET", "/app")
def get_app(call: Call) -> Answer:
    """The App that signs."""
    app = signing_app(call)
    return Answer(200, {"id": app.id, "slug": app.slug, "name": app.slug, "permissions": dict(app.permissions)})


@answers("GET", f"{REPO}/installation")
def get_installation(call: Call) -> Answer:
    """The App's installation on the repository."""
    return Answer(200, _installation(call, signing_app(call)))


@answers("GET", "/app/installations")
def list_installations(call: Call) -> Answer:
    """The App's installations: one."""
    return Answer(200, [_installation(call, signing_app(call))], paged=".")


@answers("GET", "/app/installations/{installation_id}")
def get_app_installation(call: Call) -> Answer:
    """One installation of the App."""
    app = signing_app(call)
    if call.number("installation_id") != app.installation:
        raise Refused(404, "Not Found")
    return Answer(200, _installation(call, app))


@answers("POST", "/app/installations/{installation_id}/access_tokens")
def create_installation_token(call: Call) -> Answer:
    """A token that acts as the App on its repositories for an hour."""
    app = signing_app(call)
    if call.number("installation_id") != app.installation:
        raise Refused(404, "Not Found")
    expires = call.fake.clock.now + timedelta(hours=1)
    token = call.fake.app_token(app, (call.body or {}).get("permissions"), expires)
    shown = {"token": token.text, "expires_at": stamp(expires), "permissions": dict(token.permissions or {})}
    return Answer(201, {**shown, "repository_selection": "selected"})


def signing_app(call: Call) -> App:
    """The App whose key signed the caller's JWT. Raises Refused 401."""
    for app in call.fake.apps.values():
        try:
            claims = jwt.decode(call.token.text, app.public_key, algorithms=["RS256"], options={"verify_iss": False})
        except jwt.PyJWTError:
            continue
        if str(claims.get("iss")) == str(app.id):
            return app
    raise Refused(401, "A JSON web token could not be decoded")


def _installation(call: Call, app: App) -> View:
    names = {"id": app.installation, "app_id": app.id, "app_slug": app.slug, "target_type": "User"}
    path = f"{call.fake.url}/app/installations/{app.installation}"
    links = {"access_tokens_url": f"{path}/access_tokens", "permissions": dict(app.permissions)}
    return {**names, **links, "repository_selection": "selected"}
