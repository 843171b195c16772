"""“make serve”: its server, the faults it shows, the pages it keeps."""
