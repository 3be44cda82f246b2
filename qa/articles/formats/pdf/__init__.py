"""PDF, and pictures of text: text runs of a page, their layout, recognition of scans."""
