// Loads the search panel when a reader turns to it: at its button, with the key “/”, or by an address that asks something.
const SEARCH = "search-panel.js";
wake(SEARCH, ".site-search__open", "pointerover", "focusin", "click");
document.addEventListener("keydown", (event) => {
  const isTyping = event.target.closest?.("input, textarea, select, [contenteditable], dialog");
  if (event.key !== "/" || event.ctrlKey || event.metaKey || event.altKey || isTyping) return;
  event.preventDefault();
  load(SEARCH).then(() => searchPanel?.open(), () => say(WORDS.failed, true));
});
if (parameter("q")) load(SEARCH);
