"""What is made of the built site: offline edition, handbook, recipes for servers, the files of a release."""
