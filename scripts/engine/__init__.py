"""MkDocs, the engine: what it is given at each event of a build, from the settings to the site in its place."""
