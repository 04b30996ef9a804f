# SPDX-FileCopyrightText: 2026 Milano Sei L'Altro contributors
# SPDX-License-Identifier: EUPL-1.2
"""The git database: blobs, trees, commits and refs, as their operations answer."""

from __future__ import annotations

import base64
import binascii
from datetime import datetime
from typing import Any

from tests.github.branches import create_ref, delete_ref, signature, update_ref, web_flow
from tests.github.entries import Refused
from tests.github.git_views import blob_view, git_commit_view, ref_view, tree_view
from tests.github.objects import TREE, Entry, Files, Objects, Signature
from tests.github.repository import found
from tests.github.routing import REPO, Answer, Call, answers

GIT = f"{REPO}/git"
_BAD_PARTS = {"", ".", "..", ".git"}


@answers("POST", f"{GIT}/blobs", "contents:write")
def create_blob(call: Call) -> Answer:
    """Keep a file's content (utf-8 or base64)."""
    content = call.body["content"].encode()
    if call.body.get("encoding") == "base64":
        try:
            content = base64.b64decode(content, validate=False)
        except binascii.Error as problem:
            raise Refused(422, "Content is not valid Base64") from problem
    sha = call.repo.objects.blob(content)
    return Answer(201, {"sha": sha, "url": f"{call.views.api}/git/blobs/{sha}"})


@answers("GET", f"{GIT}/blobs/{{file_sha}}", "contents:read")
def get_blob(call: Call) -> Answer:
    """A file's content."""
    sha = call.params["file_sha"]
    found(call.repo.objects.blobs, sha)
    return Answer(200, blob_view(call.views, sha))


@answers("POST", f"{GIT}/trees", "contents:write")
def create_tree(call: Call) -> Answer:
    """Make a tree of entries, on top of another one if `base_tree` is given; an entry without a sha deletes."""
    objects = call.repo.objects
    base = call.body.get("base_tree")
    # GitHub takes a commit here too, and means its tree.
    base = objects.commits[base].tree if base in objects.commits else base
    if base and base not in objects.trees:
        raise Refused(404, "Not Found")
    files = dict(objects.trees[base]) if base else {}
    for entry in call.body["tree"]:
        refuse_workflow(call, entry.get("path", ""))
        _put(objects, files, entry)
    return Answer(201, tree_view(call.views, objects.tree(files), recursive=False))


def refuse_workflow(call: Call, path: str) -> None:
    """Keep Apps and workflows without that permission away from workflows (Refused 403)."""
    if path.startswith(".github/workflows/") and call.token.is_app and not call.may("workflows", "write"):
        raise Refused(403, "Resource not accessible by integration")


def _put(objects: Objects, files: Files, entry: dict[str, Any]) -> None:
    path: str = entry.get("path", "")
    if _BAD_PARTS & set(path.lower().split("/")):
        raise Refused(422, "tree.path contains a malformed path component")
    if "content" not in entry and entry.get("sha") is None:
        if path not in files:
            raise Refused(422, "GitRPC::BadObjectState")
        del files[path]
        return
    sha: str = objects.blob(entry["content"].encode()) if "content" in entry else entry["sha"]
    mode = entry.get("mode", "100644")
    if sha not in (objects.trees if mode == TREE else objects.blobs):
        raise Refused(422, f"tree.sha {sha} is not a valid {'tree' if mode == TREE else 'blob'}")
    below = {name: each for name, each in files.items() if name.startswith(f"{path}/")}
    for name in below:
        del files[name]
    files.update(_below(objects, path, sha) if mode == TREE else {path: (mode, sha)})


def _below(objects: Objects, folder: str, tree: str) -> dict[str, Entry]:
    return {f"{folder}/{name}": entry for name, entry in objects.trees[tree].items()}


@answers("GET", f"{GIT}/trees/{{tree_sha}}", "contents:read")
def get_tree(call: Call) -> Answer:
    """A tree by its name, a commit's or a branch's."""
    repo, name = call.repo, call.params["tree_sha"]
    name = repo.refs.get(f"refs/heads/{name}", name)
    sha = repo.objects.commits[name].tree if name in repo.objects.commits else name
    found(repo.objects.trees, sha)
    return Answer(200, tree_view(call.views, sha, "recursive" in call.query))


@answers("POST", f"{GIT}/commits", "contents:write")
def create_commit(call: Call) -> Answer:
    """Make a commit; who calls signs it where nobody is named."""
    objects, body = call.repo.objects, call.body
    if body["tree"] not in objects.trees:
        raise Refused(422, "Tree SHA does not exist")
    parents = tuple(body.get("parents", ()))
    if any(parent not in objects.commits for parent in parents):
        raise Refused(422, "Parent SHA does not exist or is not a commit object")
    author = _signature(call, body.get("author"))
    committer = _signature(call, body.get("committer")) if body.get("committer") else author
    # What a bot commits in nobody's name, GitHub itself commits and signs.
    signed = call.token.is_app and not body.get("author") and not body.get("committer")
    committer = web_flow(call.repo) if signed else committer
    sha = objects.commit(body["tree"], parents, body["message"], author, committer)
    objects.verified |= {sha} if signed else set()
    return Answer(201, git_commit_view(call.views, objects.commits[sha]))


def _signature(call: Call, named: dict[str, str] | None) -> Signature:
    if not named:
        return signature(call.repo, call.user)
    date = datetime.fromisoformat(named["date"]) if "date" in named else call.repo.clock.now
    return Signature(named["name"], named["email"], date)


@answers("GET", f"{GIT}/commits/{{commit_sha}}", "contents:read")
def get_git_commit(call: Call) -> Answer:
    """A commit of the git database."""
    return Answer(200, git_commit_view(call.views, found(call.repo.objects.commits, call.params["commit_sha"])))


@answers("POST", f"{GIT}/refs", "contents:write")
def post_ref(call: Call) -> Answer:
    """Make a branch or another ref."""
    create_ref(call.repo, call.body["ref"], call.body["sha"])
    return Answer(201, ref_view(call.views, call.body["ref"]))


@answers("GET", f"{GIT}/ref/{{ref}}", "contents:read")
def get_ref(call: Call) -> Answer:
    """Exactly this ref."""
    ref = f"refs/{call.params['ref']}"
    found(call.repo.refs, ref)
    return Answer(200, ref_view(call.views, ref))


@answers("GET", f"{GIT}/matching-refs/{{ref}}", "contents:read")
def matching_refs(call: Call) -> Answer:
    """The refs whose names begin so, whole words or not."""
    start = f"refs/{call.params['ref']}"
    return Answer(200, [ref_view(call.views, ref) for ref in sorted(call.repo.refs) if ref.startswith(start)])


@answers("PATCH", f"{GIT}/refs/{{ref}}", "contents:write")
def patch_ref(call: Call) -> Answer:
    """Move a ref."""
    ref = f"refs/{call.params['ref']}"
    update_ref(call.repo, ref, call.body["sha"], call.user, bool(call.body.get("force")))
    return Answer(200, ref_view(call.views, ref))


@answers("DELETE", f"{GIT}/refs/{{ref}}", "contents:write")
def remove_ref(call: Call) -> Answer:
    """Take a ref away."""
    delete_ref(call.repo, f"refs/{call.params['ref']}", call.user)
    return Answer(204)
