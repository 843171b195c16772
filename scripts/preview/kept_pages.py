"""Pages as they were converted, kept from one build of a preview to the next: converting all of them is two fifths of a build."""

from copy import deepcopy
from typing import Any

from mkdocs.structure.pages import Page

from scripts.preview.faults import heard

_LEFT = ("content", "toc", "_title_from_render", "present_anchor_ids")  # by a conversion, on its page
_READ = ("markdown_extensions", "mdx_configs", "validation", "use_directory_urls", "site_url")  # by every conversion

_kept: dict[str, tuple[Any, ...]] = {}  # by path in the site; not when something was said, so that it is said again


def render(page: Page, config: Any, files: Any) -> None:
    """Do what `Page.render` does, or take what it did when nothing that it reads has changed; raise what it raises."""
    targets, settings = sorted((file.src_uri, file.url, file.inclusion.name) for file in files), [config[name] for name in _READ]
    key = repr((page.markdown, page.file.src_uri, page.file.url, targets, settings))
    said, kept = list[str](), _kept.get(page.file.dest_uri, (None,))
    if kept[0] != key:
        with heard() as said:
            Page.render(page, config, files)
        links = {file.src_uri: found for file, found in (page.links_to_anchors or {}).items()}
        kept = (key, deepcopy({name: getattr(page, name) for name in _LEFT}), links)
    _kept[page.file.dest_uri] = (None,) if said else kept
    vars(page).update(deepcopy(kept[1]))  # a build changes what stands on its pages
    page.links_to_anchors = {files.src_uris[source]: found for source, found in kept[2].items()}  # and has files of its own
