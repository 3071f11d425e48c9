import os
from datetime import UTC, datetime
from pathlib import Path

import fsspec
import pytest

from lsp_core.channels.folder import Arrival, Folder
from lsp_core.errors import ChannelError
from lsp_core.returns.safety import LARGEST_FILE


def put(inbox: Path, name: str, content: bytes = b"Code,Period,This quarter\n", day: int = 20) -> Path:
    """A file as it arrived on a day of July 2023."""
    path = inbox / name
    path.write_bytes(content)
    arrived = datetime(2023, 7, day, 9, 15, tzinfo=UTC).timestamp()
    os.utime(path, (arrived, arrived))
    return path


def names(inbox: Path) -> list[str]:
    return [arrival.name for arrival in Folder(str(inbox)).waiting()]


def test_what_arrived_is_handed_over_whole_with_its_name_and_when(tmp_path):
    put(tmp_path, "ANYTOWN-2023-24-Q1-COUNCIL.csv", b"figures")
    (arrival,) = Folder(str(tmp_path)).waiting()
    assert (arrival.name, arrival.content) == ("ANYTOWN-2023-24-Q1-COUNCIL.csv", b"figures")
    assert arrival.arrived_at == datetime(2023, 7, 20, 9, 15, tzinfo=UTC)


def test_files_come_oldest_first_and_then_by_name(tmp_path):
    put(tmp_path, "b.xlsx", day=21)
    put(tmp_path, "a.xlsx", day=21)
    put(tmp_path, "late correction.xlsx", day=22)
    put(tmp_path, "z.xlsx", day=20)
    assert names(tmp_path) == ["z.xlsx", "a.xlsx", "b.xlsx", "late correction.xlsx"]


@pytest.mark.parametrize(
    "name", ["~$return.xlsx", ".return.xlsx", ".DS_Store", "return.xlsx.tmp", "return.PART", "return.xlsx.crdownload"]
)
def test_a_file_still_being_written_is_left_alone(tmp_path, name):
    put(tmp_path, name)
    put(tmp_path, "return.xlsx")
    assert names(tmp_path) == ["return.xlsx"]


def test_an_empty_file_and_a_folder_are_left_alone(tmp_path):
    put(tmp_path, "empty.xlsx", b"")
    (tmp_path / "processed").mkdir()
    put(tmp_path / "processed", "old.xlsx")
    assert names(tmp_path) == []


def test_one_file_that_cannot_be_read_does_not_stop_the_others(tmp_path, caplog):
    put(tmp_path, "good.xlsx")
    (tmp_path / "gone.xlsx").symlink_to(tmp_path / "nowhere.xlsx")
    assert names(tmp_path) == ["good.xlsx"]


def test_a_file_locked_by_its_writer_stays_for_the_next_time(tmp_path, monkeypatch, caplog):
    put(tmp_path, "good.xlsx")
    put(tmp_path, "locked.xlsx")
    inbox = Folder(str(tmp_path))
    opens = inbox._place.open

    def denied(path, *args, **kwargs):
        if path.endswith("locked.xlsx"):
            raise PermissionError(13, "Permission denied")
        return opens(path, *args, **kwargs)

    monkeypatch.setattr(inbox._place, "open", denied)
    assert [arrival.name for arrival in inbox.waiting()] == ["good.xlsx"]
    assert "locked.xlsx could not be read and stays in the inbox: Permission denied" in caplog.text


def test_of_a_file_too_large_to_be_a_return_only_enough_to_refuse_it_is_read(tmp_path):
    put(tmp_path, "video.mp4", b"0" * (LARGEST_FILE + 5000))
    (arrival,) = Folder(str(tmp_path)).waiting()
    assert len(arrival.content) == LARGEST_FILE + 1
    assert Folder(str(tmp_path)).file_away(arrival, "refused") is not None


@pytest.mark.parametrize("folder", ["processed", "refused"])
def test_a_file_dealt_with_is_moved_out_of_the_way(tmp_path, folder):
    put(tmp_path, "return.csv", b"figures")
    inbox = Folder(str(tmp_path))
    (arrival,) = inbox.waiting()
    moved = inbox.file_away(arrival, folder)
    assert Path(moved).parent == tmp_path / folder
    assert Path(moved).read_bytes() == b"figures"
    assert Path(moved).name.startswith("return 2023-07-20 091500 ")
    assert Path(moved).suffix == ".csv"
    assert inbox.waiting() == []


def test_files_of_the_same_name_and_even_the_same_content_are_all_kept(tmp_path):
    inbox = Folder(str(tmp_path))
    for content in (b"one", b"two", b"two"):
        put(tmp_path, "return.csv", content)
        (arrival,) = inbox.waiting()
        inbox.file_away(arrival, "processed")
    assert sorted(path.read_bytes() for path in (tmp_path / "processed").iterdir()) == [b"one", b"two", b"two"]


def test_a_file_that_somebody_else_has_moved_is_no_trouble(tmp_path):
    put(tmp_path, "return.csv")
    inbox = Folder(str(tmp_path))
    (arrival,) = inbox.waiting()
    assert Folder(str(tmp_path)).file_away(arrival, "processed") is not None
    assert inbox.file_away(arrival, "processed") is None


def test_a_newer_file_under_the_same_name_is_not_filed_away_unread(tmp_path):
    put(tmp_path, "return.csv", b"first")
    inbox = Folder(str(tmp_path))
    (arrival,) = inbox.waiting()
    put(tmp_path, "return.csv", b"correction")
    assert inbox.file_away(arrival, "processed") is None
    assert [waiting.content for waiting in inbox.waiting()] == [b"correction"]


@pytest.mark.parametrize(
    "name",
    ["../../outside.csv", "..\\..\\outside.csv", "/etc/outside.csv", "...", "con\x00trol.csv", "x" * 300 + ".csv"],
)
def test_a_name_is_never_a_path(tmp_path, name):
    inbox_path = tmp_path / "inbox"
    inbox_path.mkdir()
    lies_at = put(inbox_path, "return.csv", b"figures")
    arrival = Arrival(name, b"figures", datetime(2023, 7, 20, tzinfo=UTC), str(lies_at))
    moved = Path(Folder(str(inbox_path)).file_away(arrival, "processed"))
    assert moved.resolve().parent == inbox_path / "processed"


def test_nothing_is_moved_anywhere_else(tmp_path):
    put(tmp_path, "return.csv")
    inbox = Folder(str(tmp_path))
    (arrival,) = inbox.waiting()
    with pytest.raises(ValueError, match="not a folder that files are moved to"):
        inbox.file_away(arrival, "../elsewhere")


def test_a_folder_that_cannot_be_written_to_is_said_and_the_file_stays(tmp_path):
    put(tmp_path, "return.csv")
    (tmp_path / "processed").write_text("a file where the folder should be")
    inbox = Folder(str(tmp_path))
    arrival = next(waiting for waiting in inbox.waiting() if waiting.name == "return.csv")
    with pytest.raises(ChannelError, match=r"return\.csv could not be moved"):
        inbox.file_away(arrival, "processed")
    assert (tmp_path / "return.csv").exists()


def test_a_folder_that_is_not_there_is_an_error_with_a_remedy(tmp_path):
    with pytest.raises(ChannelError) as missing:
        Folder(str(tmp_path / "nowhere")).waiting()
    assert "is not there" in missing.value.reason
    assert missing.value.remedy


@pytest.mark.parametrize("url", ["carrier-pigeon://coop/returns"])
def test_an_address_of_no_known_kind_is_an_error_with_a_remedy(url):
    with pytest.raises(ChannelError, match="not an address"):
        Folder(url)


def test_a_password_in_the_address_is_never_shown():
    with pytest.raises(ChannelError) as error:
        Folder("carrier-pigeon://jo:secret@coop/returns")
    assert "secret" not in str(error.value)
    assert "coop/returns" in str(error.value)


def test_an_inbox_at_an_address_works_as_a_folder_does():
    place = fsspec.filesystem("memory")
    place.pipe("/returns-inbox/return.csv", b"figures")
    inbox = Folder("memory://returns-inbox")
    (arrival,) = inbox.waiting()
    assert (arrival.name, arrival.content) == ("return.csv", b"figures")
    assert arrival.arrived_at.tzinfo is not None
    moved = inbox.file_away(arrival, "processed")
    assert place.cat(moved) == b"figures"
    assert inbox.waiting() == []
