"""The Markdown pages as they stand, with what a page is called, where it lies and how it is finished: text in, blocks out."""
