# SPDX-FileCopyrightText: 2026 Milano Sei L'Altro contributors
# SPDX-License-Identifier: EUPL-1.2
"""Commits, files, branches, statuses and checks, as their operations answer."""

from __future__ import annotations

import base64
from typing import Any

from tests.github.branches import HEADS, refuse_by_rule, signature
from tests.github.branches import move as move_ref
from tests.github.entries import Refused
from tests.github.git_routes import refuse_workflow
from tests.github.git_views import blob_view, changed_view, commit_view
from tests.github.objects import Commit
from tests.github.repository import MAIN, Repository
from tests.github.routing import REPO, Answer, Call, answers
from tests.github.views import View

AT = f"{REPO}/commits/{{ref}}"
FILE = f"{REPO}/contents/{{path}}"


def commit_of(repo: Repository, name: str) -> Commit:
    """The commit of a sha, a branch or a ref; main's for no name. Raises Refused 404."""
    refs = (name, f"refs/{name}", f"{HEADS}{name}") if name else (MAIN,)
    sha = next((repo.refs[ref] for ref in refs if ref in repo.refs), name)
    if sha not in repo.objects.commits:
        raise Refused(404, f"No commit found for the ref {name}")
    return repo.objects.commits[sha]


@answers("GET", f"{REPO}/commits", "contents:read")
def list_commits(call: Call) -> Answer:
    """A branch's history, the newest first."""
    start = commit_of(call.repo, call.query.get("sha", ""))
    return Answer(200, [commit_view(call.views, each) for each in call.repo.objects.history(start.sha)], paged=".")


@answers("GET", AT, "contents:read")
def get_commit(call: Call) -> Answer:
    """One commit, with the files it changed."""
    objects, commit = call.repo.objects, commit_of(call.repo, call.params["ref"])
    changes = objects.changes(commit.parents[0], commit.sha) if commit.parents else []
    files = [changed_view(call.views, each, commit.sha) for each in changes]
    return Answer(200, {**commit_view(call.views, commit), "files": files})


@answers("GET", f"{REPO}/compare/{{basehead}}", "contents:read")
def compare(call: Call) -> Answer:
    """How far two commits are apart (`base...head`), and what head changed since they parted."""
    names = call.params["basehead"].partition("...")
    base, head = commit_of(call.repo, names[0]), commit_of(call.repo, names[2])
    objects, views = call.repo.objects, call.views
    fork = objects.commits[objects.fork(base.sha, head.sha)]
    ahead, behind = objects.new(base.sha, head.sha), objects.new(head.sha, base.sha)
    words = {(False, False): "identical", (True, False): "ahead", (False, True): "behind", (True, True): "diverged"}
    counts = {"ahead_by": len(ahead), "behind_by": len(behind), "total_commits": len(ahead)}
    ends = {"base_commit": commit_view(views, base), "merge_base_commit": commit_view(views, fork)}
    lists = {"commits": [commit_view(views, each) for each in ahead]}
    lists["files"] = [changed_view(views, each, head.sha) for each in objects.changes(fork.sha, head.sha)]
    return Answer(200, {"status": words[bool(ahead), bool(behind)], **counts, **ends, **lists})


@answers("GET", f"{REPO}/branches", "contents:read")
def list_branches(call: Call) -> Answer:
    """Every branch."""
    names = sorted(ref.removeprefix(HEADS) for ref in call.repo.refs if ref.startswith(HEADS))
    return Answer(200, [_branch(call, name) for name in names], paged=".")


@answers("GET", f"{REPO}/branches/{{branch}}", "contents:read")
def get_branch(call: Call) -> Answer:
    """One branch with its last commit."""
    name = call.params["branch"]
    if f"{HEADS}{name}" not in call.repo.refs:
        raise Refused(404, "Branch not found")
    return Answer(200, {**_branch(call, name), "commit": commit_view(call.views, commit_of(call.repo, name))})


def _branch(call: Call, name: str) -> View:
    sha = call.repo.refs[f"{HEADS}{name}"]
    ruled = bool(call.repo.required_statuses or call.repo.required_approvals)
    head = {"sha": sha, "url": f"{call.views.api}/commits/{sha}"}
    rule = {"protected": name == "main" and ruled, "protection_url": f"{call.views.api}/branches/{name}/protection"}
    return {"name": name, "commit": head, **rule}


@answers("GET", FILE, "contents:read")
def get_file(call: Call) -> Answer:
    """A file in base64, or what lies in a folder."""
    path = call.params["path"].strip("/")
    files = call.repo.objects.files(commit_of(call.repo, call.query.get("ref", "")).sha)
    if path in files:
        return Answer(200, _content(call, path, files[path][1], whole=True))
    start = f"{path}/" if path else ""
    inside = {name[len(start) :].partition("/")[0]: name for name in files if name.startswith(start)}
    if not inside:
        raise Refused(404, "Not Found")
    return Answer(200, [_lies(call, start + name, files) for name in sorted(inside)])


def _lies(call: Call, path: str, files: dict[str, Any]) -> View:
    if path in files:
        return _content(call, path, files[path][1], whole=False)
    return {**_place(call, path), "type": "dir", "size": 0}


def _content(call: Call, path: str, sha: str, whole: bool) -> View:
    blob = blob_view(call.views, sha)
    shown = {**_place(call, path), "type": "file", "sha": sha, "size": blob["size"]}
    return {**shown, **({"content": blob["content"], "encoding": "base64"} if whole else {})}


def _place(call: Call, path: str) -> View:
    return {"name": path.rpartition("/")[2], "path": path, "url": f"{call.views.api}/contents/{path}"}


@answers("PUT", FILE, "contents:write")
def put_file(call: Call) -> Answer:
    """Write one file by a commit of its own; an existing one only for who names what was there."""
    content = base64.b64decode(call.body["content"])
    files, new = _written(call), call.params["path"] not in _files(call)
    sha = call.repo.objects.blob(content)
    commit = _commit(call, {**files, call.params["path"]: ("100644", sha)})
    return Answer(201 if new else 200, {"content": _content(call, call.params["path"], sha, whole=False), **commit})


@answers("DELETE", FILE, "contents:write")
def delete_file(call: Call) -> Answer:
    """Delete one file by a commit of its own."""
    if call.params["path"] not in _files(call):
        raise Refused(404, "Not Found")
    files = {path: entry for path, entry in _written(call).items() if path != call.params["path"]}
    return Answer(200, {"content": None, **_commit(call, files)})


def _files(call: Call) -> dict[str, Any]:
    return call.repo.objects.files(commit_of(call.repo, call.body.get("branch", "")).sha)


def _written(call: Call) -> dict[str, Any]:
    """The branch's files, once it is sure that the caller knows the one to be changed. Raises Refused 409, 422."""
    refuse_workflow(call, call.params["path"])
    files, path, sha = _files(call), call.params["path"], call.body.get("sha")
    if path in files and sha is None:
        raise Refused(422, 'Invalid request.\n\n"sha" wasn\'t supplied.')
    if sha is not None and files.get(path, ("", ""))[1] != sha:
        raise Refused(409, f"{path} does not match {sha}")
    return files


def _commit(call: Call, files: dict[str, Any]) -> View:
    repo, ref = call.repo, f"{HEADS}{call.body.get('branch', 'main')}"
    author = signature(repo, call.user)
    sha = repo.objects.commit(repo.objects.tree(files), (repo.refs[ref],), call.body["message"], author)
    if ref == MAIN:
        refuse_by_rule(repo, sha)
    move_ref(repo, ref, sha, call.user)
    return {"commit": {"sha": sha, "message": call.body["message"]}}


@answers("POST", f"{REPO}/statuses/{{sha}}", "statuses:write")
def create_status(call: Call) -> Answer:
    """Say of a commit how it stands."""
    body = call.body
    texts = (body["state"], body.get("context", "default"), body.get("description"), body.get("target_url"))
    status = call.repo.set_status(call.params["sha"], call.user, *texts)
    return Answer(201, {**call.views.status(status), "creator": call.views.user(status.creator)})


@answers("GET", f"{REPO}/statuses/{{sha}}", "statuses:read")
@answers("GET", f"{AT}/statuses", "statuses:read")
def list_statuses(call: Call) -> Answer:
    """Every status that a commit ever had, the newest first."""
    sha = commit_of(call.repo, call.params.get("ref") or call.params["sha"]).sha
    statuses = [each for each in call.repo.statuses if each.sha == sha][::-1]
    shown = [{**call.views.status(each), "creator": call.views.user(each.creator)} for each in statuses]
    return Answer(200, shown, paged=".")


@answers("GET", f"{AT}/status", "statuses:read")
def combined_status(call: Call) -> Answer:
    """The latest status of each context, and all in one: failure, pending (also for none), success."""
    sha = commit_of(call.repo, call.params["ref"]).sha
    latest = call.repo.latest_statuses(sha)
    states = {each.state for each in latest}
    whole = "failure" if states & {"failure", "error"} else "success" if states == {"success"} else "pending"
    place = {
        "sha": sha,
        "url": f"{call.views.api}/commits/{sha}/status",
        "commit_url": f"{call.views.api}/commits/{sha}",
    }
    shown = {"statuses": [call.views.status(each) for each in latest], "total_count": len(latest)}
    return Answer(200, {"state": whole, **place, **shown, "repository": call.views.repository()}, paged="statuses")


@answers("GET", f"{AT}/check-runs", "checks:read")
def list_check_runs(call: Call) -> Answer:
    """The check runs of a commit."""
    sha = commit_of(call.repo, call.params["ref"]).sha
    wanted = {"name": call.query.get("check_name"), "status": call.query.get("status")}
    runs = [run for run in call.repo.check_runs if run.sha == sha]
    runs = [run for run in runs if all(value in (None, getattr(run, name)) for name, value in wanted.items())]
    shown = [call.views.check_run(run) for run in runs]
    return Answer(200, {"total_count": len(shown), "check_runs": shown}, paged="check_runs")
