"""Files -> articles -> passages: the first room. It knows no index and no question."""

from qa.articles.files import SourceFile, find_files
from qa.articles.guard import GuardedReader
from qa.articles.reading import read_file
from qa.articles.sentences import sentence_spans
from qa.articles.splitting import split

__all__ = ["GuardedReader", "SourceFile", "find_files", "read_file", "sentence_spans", "split"]
