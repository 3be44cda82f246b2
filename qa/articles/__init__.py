"""Files -> articles -> passages: the first room. It knows no index and no question."""

from qa.articles.file_listing import FolderListing, SourceFile, find_files, list_folder
from qa.articles.reading import read_file
from qa.articles.sandbox.guard import GuardedReader
from qa.articles.sentences import sentence_spans
from qa.articles.splitting import passage_of, split

__all__ = [
    "FolderListing",
    "GuardedReader",
    "SourceFile",
    "find_files",
    "list_folder",
    "passage_of",
    "read_file",
    "sentence_spans",
    "split",
]
