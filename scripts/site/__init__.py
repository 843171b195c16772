"""What turns the engine’s pages into this site: what a build needs made, style sheet, search index, the swap into place."""
