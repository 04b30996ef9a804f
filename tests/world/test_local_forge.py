"""Proposals in a real git repository: nothing of the person's own work is ever touched."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from laltro.world.local.local_forge import SENT, ForgeError, LocalForge, Offer, digest

RECORD = "data/services/uno.yaml"
OTHER = "data/services/due.yaml"


@pytest.fixture(autouse=True)
def nobody(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """A machine where git knows no name and no configuration."""
    for name in [name for name in os.environ if name.startswith("GIT_")]:
        monkeypatch.delenv(name)
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "home"))
    monkeypatch.setenv("GIT_CONFIG_NOSYSTEM", "1")
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", str(tmp_path / "none"))
    (tmp_path / "none").write_text("[user]\n\tuseConfigOnly = true\n[init]\n\tdefaultBranch = main\n", encoding="utf-8")


class Repository:
    """A repository with two records, one more file, and a proposal or two."""

    def __init__(self, top: Path, data: str = "data") -> None:
        self.top = top
        self.data = top / data
        self.data.mkdir(parents=True)
        self.git("init", "--quiet")
        self.write("services/uno.yaml", "id: uno\n")
        self.write("services/due.yaml", "id: due\n")
        (top / "fuori.txt").write_text("fuori\n", encoding="utf-8")
        (top / 'città "strana"\n.txt').write_text("x\n", encoding="utf-8")
        self.commit()

    def git(self, *words: str, stdin: str = "") -> str:
        author = ["-c", "user.name=t", "-c", "user.email=t@example.org"]
        command = ["git", *author, *words]
        return subprocess.run(command, cwd=self.top, input=stdin, text=True, capture_output=True, check=True).stdout

    def write(self, name: str, text: str) -> Path:
        path = self.data / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
        return path

    def commit(self) -> None:
        self.git("add", "--all")
        self.git("commit", "--quiet", "--message", "x")

    def branch(self, key: str, change: Callable[[], object]) -> None:
        """A proposal made by hand: whatever `change` does, committed on its own branch."""
        self.git("checkout", "--quiet", "-b", f"submission/{key}")
        change()
        self.commit()
        self.git("checkout", "--quiet", "main")

    def forge(self) -> LocalForge:
        return LocalForge(self.data)

    def state(self) -> tuple[bytes, str, str, dict[str, bytes]]:
        """Everything that a person would miss: the index, the status, the branch, the files."""
        files = {
            str(path): path.read_bytes() for path in self.top.rglob("*") if path.is_file() and ".git" not in path.parts
        }
        index = (self.top / ".git/index").read_bytes()
        return index, self.git("--no-optional-locks", "status", "--porcelain"), self.git("rev-parse", "HEAD"), files

    def refs(self) -> list[str]:
        return self.git("for-each-ref", "--format=%(refname)").split()


@pytest.fixture
def repository(tmp_path: Path) -> Repository:
    return Repository(tmp_path / "repo")


def refused(action: Callable[[], object]) -> tuple[str, str]:
    with pytest.raises(ForgeError) as caught:
        action()
    return caught.value.code, caught.value.params.get("path", "")


def proposed(repository: Repository, key: str = "local-1", **texts: str) -> LocalForge:
    forge = repository.forge()
    files = {f"data/services/{name}.yaml": text for name, text in (texts or {"uno": "id: uno\nname: Uno\n"}).items()}
    forge.propose([Offer(key, "Servizio: aggiornamento di uno", files, f"risposte di {key}")])
    return forge


def test_proposing_touches_neither_files_nor_index(repository: Repository) -> None:
    repository.write("services/due.yaml", "id: due\nname: mio\n")
    repository.git("add", "data/services/due.yaml")
    (repository.top / "fuori.txt").write_text("mio\n", encoding="utf-8")
    before = repository.state()
    forge = proposed(repository, uno="id: uno\nname: Uno\n", nuovo="id: nuovo\n")
    [proposal] = forge.proposals()
    assert forge.texts(proposal) == {RECORD: "id: uno\nname: Uno\n", "data/services/nuovo.yaml": "id: nuovo\n"}
    assert forge.before(proposal, RECORD) == "id: uno\n"
    assert forge.before(proposal, "data/services/nuovo.yaml") == ""
    assert repository.state() == before


def test_a_body_is_known_by_its_digest_while_it_waits_and_after(repository: Repository) -> None:
    forge = proposed(repository)
    assert [item.digests for item in forge.proposals()] == [(digest("risposte di local-1"),)]
    assert forge.decided() == {}
    forge.reject(forge.find("local-1"), "no")
    assert forge.decided() == {digest("risposte di local-1"): "local-1"}


def test_accepting_commits_only_its_files(repository: Repository) -> None:
    forge = proposed(repository, uno="id: uno\nname: Uno\n", nuovo="id: nuovo\n")
    repository.write("services/due.yaml", "id: due\nname: mio\n")
    repository.git("add", "data/services/due.yaml")
    (repository.top / "fuori.txt").write_text("mio\n", encoding="utf-8")
    status = repository.git("status", "--porcelain")
    forge.accept(forge.find("local-1"))
    assert repository.git("status", "--porcelain") == status
    assert repository.git("show", "--format=", "--name-only", "HEAD").split() == ["data/services/nuovo.yaml", RECORD]
    assert (repository.data / "services/uno.yaml").read_text(encoding="utf-8") == "id: uno\nname: Uno\n"
    assert forge.state("local-1") == "accepted"
    assert forge.proposals() == []
    assert "Submission: local-1" in repository.git("log", "-1", "--format=%B")
    assert repository.git("log", "-1", "--format=%an %ae").strip() == "laltro laltro@localhost"


def test_the_name_that_the_repository_knows_signs(repository: Repository) -> None:
    repository.git("config", "user.name", "Anna")
    repository.git("config", "user.email", "anna@example.org")
    forge = proposed(repository)
    forge.accept(forge.find("local-1"))
    assert repository.git("log", "-1", "--format=%an").strip() == "Anna"


DIRTY: dict[str, Callable[[Repository], object]] = {
    "edited": lambda r: r.write("services/uno.yaml", "id: uno\nname: mio\n"),
    "edited in bytes that are no text": lambda r: (r.data / "services/uno.yaml").write_bytes(b"\xff\xfe"),
    "deleted": lambda r: (r.data / "services/uno.yaml").unlink(),
    "a link": lambda r: (
        (r.data / "services/uno.yaml").unlink(),
        (r.data / "services/uno.yaml").symlink_to("due.yaml"),
    ),
    "staged, then undone": lambda r: (
        r.write("services/uno.yaml", "id: uno\nname: mio\n"),
        r.git("add", "data"),
        r.write("services/uno.yaml", "id: uno\n"),
    ),
}


@pytest.mark.parametrize("how", DIRTY)
def test_local_edits_of_its_own_file_stop_it(repository: Repository, how: str) -> None:
    forge = proposed(repository)
    DIRTY[how](repository)
    before = repository.state()
    assert refused(lambda: forge.accept(forge.find("local-1"))) == ("dirty", RECORD)
    assert repository.state() == before
    assert forge.state("local-1") == "pending"


def test_an_untracked_file_in_its_place_stops_it(repository: Repository) -> None:
    forge = proposed(repository, nuovo="id: nuovo\n")
    repository.write("services/nuovo.yaml", "mio\n")
    assert refused(lambda: forge.accept(forge.find("local-1"))) == ("dirty", "data/services/nuovo.yaml")


def test_a_record_that_changed_since_is_a_conflict(repository: Repository) -> None:
    forge = proposed(repository)
    repository.write("services/uno.yaml", "id: uno\nname: Altro\n")
    repository.commit()
    before = repository.state()
    assert refused(lambda: forge.accept(forge.find("local-1"))) == ("conflict", RECORD)
    assert repository.state() == before


def test_other_changes_since_are_kept(repository: Repository) -> None:
    forge = proposed(repository)
    repository.write("services/due.yaml", "id: due\nname: Altro\n")
    repository.commit()
    forge.accept(forge.find("local-1"))
    assert repository.git("show", f"HEAD:{OTHER}") == "id: due\nname: Altro\n"
    assert repository.git("status", "--porcelain") == ""


def test_a_locked_index_changes_nothing(repository: Repository) -> None:
    forge = proposed(repository)
    (repository.top / ".git/index.lock").touch()
    head = repository.git("rev-parse", "HEAD")
    assert refused(lambda: forge.accept(forge.find("local-1")))[0] == "git_failed"
    assert repository.git("rev-parse", "HEAD") == head
    (repository.top / ".git/index.lock").unlink()
    forge.accept(forge.find("local-1"))
    assert repository.git("status", "--porcelain") == ""


FOREIGN: dict[str, tuple[Callable[[Repository], object], str]] = {
    "a link": (lambda r: (r.data / "services/tre.yaml").symlink_to("/etc/passwd"), "data/services/tre.yaml"),
    "the run bit": (lambda r: (r.data / "services/uno.yaml").chmod(0o755), RECORD),
    "a deletion": (lambda r: (r.data / "services/uno.yaml").unlink(), RECORD),
    "outside data": (lambda r: (r.top / "Makefile").write_text("x"), "Makefile"),
    "a workflow": (lambda r: r.write("../.github/workflows/x.yml", "x"), ".github/workflows/x.yml"),
    "another name": (lambda r: r.write("services/Tre.yaml", "x"), "data/services/Tre.yaml"),
    "another ending": (lambda r: r.write("services/tre.yml", "x"), "data/services/tre.yml"),
    "a deeper folder": (lambda r: r.write("services/a/tre.yaml", "x"), "data/services/a/tre.yaml"),
    "no text": (lambda r: (r.data / "services/tre.yaml").write_bytes(b"id: \xff"), "data/services/tre.yaml"),
    "odd letters": (lambda r: r.write('services/"è\n.yaml', "x"), 'data/services/"è\n.yaml'),
    "beside good ones": (lambda r: (r.write("services/uno.yaml", "id: u\n"), r.write("../z", "x")), "z"),
}


@pytest.mark.parametrize("what", FOREIGN)
def test_a_branch_made_by_hand_may_only_write_records(repository: Repository, what: str) -> None:
    change, path = FOREIGN[what]
    repository.branch("local-7", lambda: change(repository))
    before = repository.state()
    forge = repository.forge()
    assert refused(lambda: forge.accept(forge.find("local-7"))) == ("foreign", path)
    assert repository.state() == before


def test_a_submodule_is_refused(repository: Repository) -> None:
    head = repository.git("rev-parse", "HEAD").strip()
    entry = f"160000,{head},data/services/tre.yaml"
    repository.git("update-index", "--add", "--cacheinfo", entry)
    tree = repository.git("write-tree").strip()
    commit = repository.git("commit-tree", tree, "-p", head, "-m", "x").strip()
    repository.git("update-ref", "refs/heads/submission/local-7", commit)
    repository.git("reset", "--quiet")
    forge = repository.forge()
    assert refused(lambda: forge.accept(forge.find("local-7"))) == ("foreign", "data/services/tre.yaml")


def test_a_branch_without_a_parent_hides_no_other(repository: Repository) -> None:
    tree = repository.git("rev-parse", "HEAD^{tree}").strip()
    commit = repository.git("commit-tree", tree, "-m", "x").strip()
    repository.git("update-ref", "refs/heads/submission/local-7", commit)
    forge = proposed(repository)
    assert [item.key for item in forge.proposals()] == ["local-1", "local-7"]
    assert refused(lambda: forge.accept(forge.find("local-7")))[0] == "foreign"


def test_rejecting_keeps_the_reason_and_the_key_is_never_used_again(repository: Repository) -> None:
    forge = proposed(repository)
    assert forge.next_number([]) == 2
    forge.reject(forge.find("local-1"), "non è\nun servizio")
    assert forge.state("local-1") == "rejected"
    assert forge.proposals() == []
    message = repository.git("log", "-1", "--format=%B", "refs/laltro/rejected/local-1")
    assert message.rstrip().endswith("Rejected: non è un servizio")
    assert forge.next_number([]) == 2
    assert forge.next_number(["local-9", "gh-30", "local-x", ""]) == 10
    proposed(repository, "local-2")
    forge.accept(forge.find("local-2"))
    assert forge.next_number([]) == 3


def test_a_key_in_use_is_not_overwritten(repository: Repository) -> None:
    forge = proposed(repository)
    commit = forge.find("local-1").commit
    assert refused(lambda: proposed(repository, nuovo="id: nuovo\n"))[0] == "git_failed"
    assert forge.find("local-1").commit == commit


def test_many_proposals_are_made_at_once(repository: Repository) -> None:
    forge = repository.forge()
    texts = {number: f"id: n{number}\nname: Città {number}\n" for number in range(1, 31)}
    forge.propose(
        Offer(f"local-{number}", "t", {f"data/services/n{number}.yaml": text}, f"risposte {number}")
        for number, text in texts.items()
    )
    found = forge.proposals()
    assert [item.key for item in found] == [f"local-{number}" for number in texts]
    assert [forge.texts(item) for item in found[:2]] == [
        {f"data/services/n{number}.yaml": texts[number]} for number in (1, 2)
    ]
    assert forge.sent(found[29]) == "risposte 30"


def test_what_was_sent_goes_when_the_proposal_ends(repository: Repository) -> None:
    forge = proposed(repository)
    proposed(repository, "local-2", nuovo="id: nuovo\n")
    assert forge.sent(forge.find("local-1")) == "risposte di local-1"
    assert SENT in repository.git("rev-list", "--all", "--objects").split()
    forge.accept(forge.find("local-1"))
    forge.reject(forge.find("local-2"), "no")
    assert not [ref for ref in repository.refs() if ref.startswith("refs/laltro/body/")]
    reached = repository.git("rev-list", "--all", "--objects").split()
    assert SENT not in reached
    assert "risposte di" not in repository.git("log", "--all", "--format=%B")


def test_a_branch_made_by_hand_has_no_body(repository: Repository) -> None:
    repository.branch("local-7", lambda: repository.write("services/tre.yaml", "id: tre\n"))
    forge = repository.forge()
    assert refused(lambda: forge.sent(forge.find("local-7")))[0] == "no_body"
    forge.reject(forge.find("local-7"), "no")
    assert forge.state("local-7") == "rejected"


def test_another_state_of_a_submission_keeps_its_key(repository: Repository) -> None:
    forge = proposed(repository)
    first = forge.find("local-1")
    changed = Offer("local-1", "t", {OTHER: "id: due\nname: Due\n"}, "risposte nuove")
    forge.revise(first, changed)
    [now] = forge.proposals()
    assert forge.texts(now) == {OTHER: "id: due\nname: Due\n"}
    assert forge.sent(now) == "risposte nuove"
    assert now.digests == (digest("risposte di local-1"), digest("risposte nuove"))  # both are known
    assert refused(lambda: forge.revise(first, changed))[0] == "moved"
    forge.accept(now)
    assert refused(lambda: forge.revise(now, changed))[0] == "unknown"


def test_a_path_named_like_a_commit_is_only_a_path(repository: Repository) -> None:
    repository.branch("local-1", lambda: repository.write("services/tre.yaml", "id: tre\n"))
    commit = repository.git("rev-parse", "submission/local-1").strip()
    repository.branch("local-0", lambda: (repository.top / commit).write_text("x", encoding="utf-8"))
    found = {item.key: item.paths for item in repository.forge().proposals()}
    assert found == {"local-0": (commit,), "local-1": ("data/services/tre.yaml",)}


def test_an_unknown_key_is_said(repository: Repository) -> None:
    assert refused(lambda: repository.forge().find("local-5"))[0] == "unknown"
    assert repository.forge().state("local-5") == ""


def test_without_a_repository_or_a_commit_nothing_is_kept(tmp_path: Path) -> None:
    (tmp_path / "alone/data").mkdir(parents=True)
    assert refused(lambda: LocalForge(tmp_path / "alone/data"))[0] == "no_git"
    subprocess.run(["git", "init", "--quiet", tmp_path / "alone"], check=True)
    assert refused(lambda: LocalForge(tmp_path / "alone/data"))[0] == "no_git"


@pytest.mark.parametrize("folder", ["data", "deep/down/data", "sito/schede", 'le "schede" \\ città', "."])
def test_the_data_folder_may_lie_anywhere(tmp_path: Path, folder: str) -> None:
    repository = Repository(tmp_path / "repo" if folder != "." else tmp_path / "data", folder)
    forge = proposed(repository, uno="id: uno\nname: Uno\n", nuovo="id: nuovo\n")
    assert sorted(forge.texts(forge.find("local-1"))) == ["data/services/nuovo.yaml", RECORD]
    forge.accept(forge.find("local-1"))
    assert (repository.data / "services/nuovo.yaml").read_text(encoding="utf-8") == "id: nuovo\n"
    assert repository.git("status", "--porcelain") == ""


def test_a_record_of_another_data_folder_is_foreign(tmp_path: Path) -> None:
    repository = Repository(tmp_path / "repo", "sub/data")
    repository.branch("local-7", lambda: repository.write("../../data/services/uno.yaml", "id: uno\nname: X\n"))
    forge = repository.forge()
    assert refused(lambda: forge.accept(forge.find("local-7"))) == ("foreign", RECORD)


def test_what_a_git_hook_sets_for_another_repository_is_not_ours(
    repository: Repository, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = Repository(tmp_path / "other")
    monkeypatch.setenv("GIT_DIR", str(other.top / ".git"))
    monkeypatch.setenv("GIT_INDEX_FILE", str(other.top / ".git/index"))
    forge = LocalForge(repository.data)
    forge.propose([Offer("local-1", "t", {RECORD: "id: uno\nname: Uno\n"}, "b")])
    monkeypatch.delenv("GIT_DIR")
    monkeypatch.delenv("GIT_INDEX_FILE")
    assert "refs/heads/submission/local-1" in repository.refs()
    assert "refs/heads/submission/local-1" not in other.refs()


@pytest.mark.parametrize("moment", ["999999999999999 +0000", "0 +0000", "1 +9999"])
def test_a_branch_with_an_odd_moment_hides_no_other(repository: Repository, moment: str) -> None:
    tree = repository.git("rev-parse", "HEAD^{tree}").strip()
    text = f"tree {tree}\nauthor t <t@example.org> {moment}\ncommitter t <t@example.org> {moment}\n\nx\n"
    commit = repository.git("hash-object", "-t", "commit", "-w", "--literally", "--stdin", stdin=text).strip()
    repository.git("update-ref", "refs/heads/submission/local-7", commit)
    proposed(repository)
    found = repository.forge().proposals()
    assert [(item.key, item.made.year >= 1970) for item in found] == [("local-1", True), ("local-7", True)]
