"""What leaves the site as data: downloads, citations, feed, metadata. Records and the site's address in, files out."""
