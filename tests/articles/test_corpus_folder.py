from __future__ import annotations

from pathlib import Path

import pytest

from qa.articles.corpus_folder import MAX_UPLOAD_BYTES, CorpusFolder, CorpusFolderError, safe_name


@pytest.fixture
def folder(tmp_path: Path) -> CorpusFolder:
    return CorpusFolder(tmp_path / "corpus", tmp_path / "aside")


@pytest.fixture
def upload(tmp_path: Path) -> Path:
    path = tmp_path / "upload"
    path.write_text("An article.", encoding="utf-8")
    return path


def test_an_upload_lands_in_the_corpus_under_its_name(folder: CorpusFolder, upload: Path) -> None:
    assert folder.add(upload, "my article.txt") == "my article.txt"
    assert (folder.corpus / "my article.txt").read_text("utf-8") == "An article."


def test_other_content_under_a_taken_name_gets_a_number(folder: CorpusFolder, upload: Path) -> None:
    folder.add(upload, "a.txt")
    upload.write_text("Another.", encoding="utf-8")
    assert folder.add(upload, "a.txt") == "a-2.txt"
    assert (folder.corpus / "a.txt").read_text("utf-8") == "An article."
    with pytest.raises(CorpusFolderError, match="in the corpus already"):
        folder.add(upload, "a-2.txt")


@pytest.mark.parametrize(
    ("name", "safe"),
    [
        ("../../etc/passwd.txt", "passwd.txt"),
        ("..\\..\\boot.txt", "boot.txt"),
        ("/abs/olute.md", "olute.md"),
        (".hidden.txt", "hidden.txt"),
        ("a\x00b\u202etxt.txt", "abtxt.txt"),
        ("x" * 300 + ".txt", "x" * 120 + ".txt"),
        ('<img src="x">.html', "img src=x.html"),
    ],
)
def test_names_lose_what_could_lead_out_or_mislead(name: str, safe: str) -> None:
    assert safe_name(name) == safe


@pytest.mark.parametrize(
    "name",
    ["CON.html", "con.txt", "Aux.md", "nul.tar.html", "COM1.txt", "lpt9.html", "COM¹.txt",
     "CONIN$.txt", " con .txt", "folder/PRN.html"],
)  # fmt: skip
def test_a_name_that_windows_takes_for_a_device_is_refused(name: str) -> None:
    with pytest.raises(CorpusFolderError, match="Windows takes this name for a device"):
        safe_name(name)


@pytest.mark.parametrize("name", ["console.txt", "com10.txt", "auxiliary.md", "my con.txt"])
def test_a_name_that_begins_like_a_device_is_kept(name: str) -> None:
    assert safe_name(name) == name


@pytest.mark.parametrize("letter", ["x", "é", "界", "\U0001f600"])
def test_a_long_name_fits_every_file_system_with_a_number(
    folder: CorpusFolder, upload: Path, letter: str
) -> None:
    names = []
    for text in ("One.", "Two."):
        upload.write_text(text, encoding="utf-8")
        names.append(folder.add(upload, letter * 400 + ".txt"))
    assert [len((folder.corpus / name).read_text("utf-8")) for name in names] == [4, 4]


def test_a_name_that_no_file_system_takes_is_one_sentence(folder: CorpusFolder) -> None:
    with pytest.raises(CorpusFolderError, match=r"File name too long\.$"):
        folder.remove("x" * 5_000)


@pytest.mark.parametrize("name", ["", "...", "noextension", ".txt", "/", "\x00"])
def test_a_name_that_is_none_is_refused(name: str) -> None:
    with pytest.raises(CorpusFolderError, match="no usable name"):
        safe_name(name)


def test_what_no_reader_reads_is_refused(folder: CorpusFolder, upload: Path) -> None:
    with pytest.raises(CorpusFolderError, match=r"run\.exe: Files of type \.exe are not read"):
        folder.add(upload, "run.exe")
    upload.write_bytes(b"")
    with pytest.raises(CorpusFolderError, match="empty"):
        folder.add(upload, "a.txt")
    with upload.open("wb") as file:
        file.truncate(MAX_UPLOAD_BYTES + 1)
    with pytest.raises(CorpusFolderError, match="larger than 100 MB"):
        folder.add(upload, "a.txt")
    assert not folder.corpus.exists() or list(folder.corpus.iterdir()) == []


def test_what_is_deleted_can_be_put_back(folder: CorpusFolder, upload: Path) -> None:
    folder.add(upload, "a.txt")
    gone = folder.remove("a.txt")
    assert not (folder.corpus / "a.txt").exists()
    folder.put_back(gone)
    assert (folder.corpus / "a.txt").read_text("utf-8") == "An article."


def test_undo_overwrites_nothing(folder: CorpusFolder, upload: Path) -> None:
    folder.add(upload, "a.txt")
    gone = folder.remove("a.txt")
    (folder.corpus / "a.txt").write_text("New.", encoding="utf-8")
    with pytest.raises(CorpusFolderError, match="took its place"):
        folder.put_back(gone)
    assert (folder.corpus / "a.txt").read_text("utf-8") == "New."


def test_nothing_outside_of_the_corpus_is_deleted(
    folder: CorpusFolder, upload: Path, tmp_path: Path
) -> None:
    folder.add(upload, "a.txt")
    outside = tmp_path / "outside.txt"
    outside.write_text("Mine.", encoding="utf-8")
    (folder.corpus / "link.txt").symlink_to(outside)
    (folder.corpus / "folder").symlink_to(tmp_path)
    for relative in (
        "../outside.txt",
        str(outside),
        "link.txt",
        "folder/outside.txt",
        "",
        ".",
        "x\0",
        "missing.txt",
    ):
        with pytest.raises(CorpusFolderError, match="There is no file"):
            folder.remove(relative)
    assert outside.read_text("utf-8") == "Mine."
