"""What looks at the finished site and refuses it: links, languages, metadata, policy, addresses."""
