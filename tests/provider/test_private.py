"""Private files: their owner's alone, written whole or not at all, and no way through links."""

from __future__ import annotations

import os
import stat
import threading
from pathlib import Path

import pytest

from statsig_console import private

pytestmark = pytest.mark.skipif(os.name != "posix", reason="rights and links are POSIX's")


def rights(path: Path) -> int:
    """Who may do what with a file."""
    return stat.S_IMODE(path.stat().st_mode)


def test_a_file_is_its_owner_s_and_replaces_a_link(tmp_path: Path) -> None:
    """What a link led to is not touched, neither where the file goes nor where it is drafted."""
    victim = tmp_path / "victim"
    victim.write_text("precious")
    for name in ("file", "file.new"):
        (tmp_path / name).symlink_to(victim)

    private.replace(tmp_path / "file", "text")

    assert (victim.read_text(), (tmp_path / "file").read_text()) == ("precious", "text")
    assert (rights(tmp_path / "file"), (tmp_path / "file").is_symlink()) == (0o600, False)
    assert sorted(each.name for each in tmp_path.iterdir()) == ["file", "victim"]


@pytest.mark.parametrize("by_link", [False, True])
def test_what_is_no_file_is_written_into_and_stays(tmp_path: Path, by_link: bool) -> None:
    """A report to `/dev/null`, asked for by root, is not to put a file there."""
    pipe, name = tmp_path / "pipe", tmp_path / "name"
    os.mkfifo(pipe)
    name.symlink_to(pipe)
    said: list[bytes] = []
    reader = threading.Thread(target=lambda: said.append(pipe.read_bytes()), daemon=True)
    reader.start()

    private.replace(name if by_link else pipe, "a report")
    reader.join(10)

    assert said == [b"a report"]
    assert stat.S_ISFIFO(pipe.lstat().st_mode)
    assert name.is_symlink()


@pytest.mark.parametrize("place", ["/dev/null", "/dev/stdout", "/proc/self/fd/1"])
def test_names_of_devices_stand_for_no_files(place: str) -> None:
    """Also where what they lead to is one, as where the output goes into a file."""
    assert private.is_outlet(Path(place))


def test_a_file_that_cannot_be_written_leaves_no_draft(tmp_path: Path) -> None:
    """And what was there stays."""
    (tmp_path / "file").mkdir()

    with pytest.raises(OSError, match="file"):
        private.replace(tmp_path / "file", "text")

    assert [each.name for each in tmp_path.iterdir()] == ["file"]


def test_a_file_is_read_and_continued_through_no_link(tmp_path: Path) -> None:
    """Nor is a missing one made."""
    (tmp_path / "file").write_bytes(b"begun")
    (tmp_path / "link").symlink_to(tmp_path / "file")

    with private.longer(tmp_path / "file") as file:
        file.write(b", ended")

    assert [private.read(tmp_path / name) for name in ("file", "link", "missing")] == [b"begun, ended", None, None]
    for name in ("link", "missing"):
        with pytest.raises(OSError, match=name):
            private.longer(tmp_path / name)


def test_a_file_that_grows_is_one_of_its_kind(tmp_path: Path) -> None:
    """It is made, or private already and begins as it should; anything else is left alone."""
    place = tmp_path / "file"
    for line in (b"start\n", b"more\n"):
        with private.grown(place, b"start\n") as file:
            file.write(line)
    assert (place.read_bytes(), rights(place)) == (b"start\nmore\n", 0o600)

    with pytest.raises(FileExistsError, match="holds something else"):
        private.grown(place, b"another")
    place.chmod(0o644)
    with pytest.raises(PermissionError, match="only you may read"):
        private.grown(place, b"start\n")

    assert place.read_bytes() == b"start\nmore\n"
