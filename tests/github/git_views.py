# SPDX-FileCopyrightText: 2026 Milano Sei L'Altro contributors
# SPDX-License-Identifier: EUPL-1.2
"""How GitHub shows refs, trees, commits and what changed between two of them."""

from __future__ import annotations

import base64
import difflib
import re
from typing import Any

from tests.github.clock import stamp
from tests.github.objects import TREE, Changed, Commit, Signature
from tests.github.people import User
from tests.github.views import View, Views

WEB_FLOW = ("noreply@github.com", User("web-flow", 19864447))
KINDS = {TREE: "tree", "160000": "commit"}


def ref_view(views: Views, ref: str) -> View:
    """A ref and the commit it points to."""
    sha = views.repo.refs[ref]
    target = {"type": "commit", "sha": sha, "url": f"{views.api}/git/commits/{sha}"}
    return {"ref": ref, "node_id": f"REF_{ref}", "url": f"{views.api}/git/{ref}", "object": target}


def blob_view(views: Views, sha: str) -> View:
    """A blob, in base64."""
    content = views.repo.objects.blobs[sha]
    encoded = base64.encodebytes(content).decode()
    names = {"sha": sha, "node_id": f"B_{sha}", "url": f"{views.api}/git/blobs/{sha}"}
    return {**names, "content": encoded, "encoding": "base64", "size": len(content)}


def tree_view(views: Views, sha: str, recursive: bool) -> View:
    """A tree: what lies in it, or also all below."""
    entries = [_entry(views, *each) for each in _entries(views, sha, "", recursive)]
    return {"sha": sha, "url": f"{views.api}/git/trees/{sha}", "tree": entries, "truncated": False}


def _entries(views: Views, sha: str, folder: str, recursive: bool) -> list[tuple[str, str, str]]:
    found: list[tuple[str, str, str]] = []
    for mode, name, each in views.repo.objects.folders[sha]:
        found.append((mode, folder + name, each))
        if mode == TREE and recursive:
            found += _entries(views, each, f"{folder}{name}/", recursive)
    return found


def _entry(views: Views, mode: str, path: str, sha: str) -> View:
    kind = KINDS.get(mode, "blob")
    size = {"size": len(views.repo.objects.blobs[sha])} if kind == "blob" else {}
    return {"path": path, "mode": mode, "type": kind, "sha": sha, "url": f"{views.api}/git/{kind}s/{sha}", **size}


def git_commit_view(views: Views, commit: Commit) -> View:
    """A commit of the git database."""
    path = f"{views.api}/git/commits"
    parents = [{"sha": sha, "url": f"{path}/{sha}", "html_url": f"{views.page}/commit/{sha}"} for sha in commit.parents]
    names = {"sha": commit.sha, "node_id": f"C_{commit.sha}", "url": f"{path}/{commit.sha}"}
    page = {"html_url": f"{views.page}/commit/{commit.sha}", "parents": parents}
    return {**names, **page, **_said(views, commit)}


def commit_view(views: Views, commit: Commit) -> View:
    """A commit as the list of commits shows it, with the accounts that its addresses tell of."""
    path = f"{views.api}/commits"
    parents = [{"sha": sha, "url": f"{path}/{sha}"} for sha in commit.parents]
    names = {"sha": commit.sha, "node_id": f"C_{commit.sha}", "url": f"{path}/{commit.sha}", "parents": parents}
    said = {**_said(views, commit), "url": f"{views.api}/git/commits/{commit.sha}", "comment_count": 0}
    page = {"html_url": f"{views.page}/commit/{commit.sha}", "comments_url": f"{path}/{commit.sha}/comments"}
    accounts = {"author": _account(views, commit.author), "committer": _account(views, commit.committer)}
    return {**names, **page, "commit": said, **accounts}


def _said(views: Views, commit: Commit) -> dict[str, Any]:
    tree = {"sha": commit.tree, "url": f"{views.api}/git/trees/{commit.tree}"}
    who = {"author": _signature(commit.author), "committer": _signature(commit.committer)}
    verified = commit.sha in views.repo.objects.verified
    check = {"verified": verified, "reason": "valid" if verified else "unsigned"}
    return {**who, "message": commit.message, "tree": tree, "verification": check}


def _account(views: Views, signature: Signature) -> View | None:
    """The account behind an address of GitHub's own; None behind any other."""
    if signature.email == WEB_FLOW[0]:
        return views.user(WEB_FLOW[1])
    match = re.fullmatch(r"([0-9]+)\+(.+)@users\.noreply\.github\.com", signature.email)
    return views.user(User(match[2], int(match[1]), "Bot" if match[2].endswith("[bot]") else "User")) if match else None


def _signature(signature: Signature) -> View:
    return {"name": signature.name, "email": signature.email, "date": stamp(signature.date)}


def changed_view(views: Views, changed: Changed, ref: str) -> View:
    """A file of a difference, with its patch."""
    blobs = views.repo.objects.blobs
    before, after = (
        blobs.get(sha, b"").decode(errors="replace").split("\n") for sha in (changed.before, changed.after)
    )
    lines = list(difflib.unified_diff(before, after, lineterm=""))[2:]
    added, removed = (sum(line.startswith(sign) for line in lines) for sign in "+-")
    counts = {"additions": added, "deletions": removed, "changes": added + removed, "patch": "\n".join(lines)}
    page = f"{views.page}/blob/{ref}/{changed.path}"
    links = {"blob_url": page, "raw_url": page, "contents_url": f"{views.api}/contents/{changed.path}?ref={ref}"}
    return {
        "sha": changed.after or changed.before,
        "filename": changed.path,
        "status": changed.status,
        **counts,
        **links,
    }
