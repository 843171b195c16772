"""What the site costs its readers and builders, beside other ways to do the same; `make bench` and its kin run these."""
