"""Records in, Markdown fragments and drawings out: templates, charts, how a stage looks."""
