"""The index room: articles in, candidates and search out."""

from qa.index.build import build_index
from qa.index.check import Finding, check_index
from qa.index.encoder import PACKAGED_MODEL, Embedder, load_embedder, packaged_path
from qa.index.engine.open_engine import ENGINES
from qa.index.engine.search_engine import SearchEngine, Side, WordEntry
from qa.index.filtered_index import FilteredIndex, scoped
from qa.index.fusion import CANDIDATES, DENSE_WEIGHT, fuse
from qa.index.join import join_build
from qa.index.listing import Listing, ListQuery, listed
from qa.index.parquet_file import export_index, import_index
from qa.index.progress import Progress
from qa.index.rows import ArticleRow, FileRow, IndexStats, Story
from qa.index.search_index import SearchIndex, WholeIndex
from qa.index.store import Index
from qa.index.watch import watch

__all__ = [
    "CANDIDATES",
    "DENSE_WEIGHT",
    "ENGINES",
    "PACKAGED_MODEL",
    "ArticleRow",
    "Embedder",
    "FileRow",
    "FilteredIndex",
    "Finding",
    "Index",
    "IndexStats",
    "ListQuery",
    "Listing",
    "Progress",
    "SearchEngine",
    "SearchIndex",
    "Side",
    "Story",
    "WholeIndex",
    "WordEntry",
    "build_index",
    "check_index",
    "export_index",
    "fuse",
    "import_index",
    "join_build",
    "listed",
    "load_embedder",
    "packaged_path",
    "scoped",
    "watch",
]
