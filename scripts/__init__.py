"""Build and check the site: data file -> typed records -> Markdown fragments; checks on sources and on the built site."""
