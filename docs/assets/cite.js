// Copying a citation with one action. Without this script the citations are read and selected as any text.
(() => {
  const words = document.documentElement.lang.startsWith("zh")
    ? { copy: "复制", copied: "已复制", selected: "已选中，请按复制键", readOn: "[引用日期]" }
    : { copy: "Copy", copied: "Copied", selected: "Selected; press the copy key", readOn: "[date of access]" };

  // The day on which the reader looks, which only the reader’s browser knows.
  function today() {
    const now = new Date();
    return [now.getFullYear(), now.getMonth() + 1, now.getDate()].map((part) => String(part).padStart(2, "0")).join("-");
  }

  function select(text) {
    const range = document.createRange();
    range.selectNodeContents(text);
    getSelection().removeAllRanges();
    getSelection().addRange(range);
  }

  async function copy(button, text, status) {
    try {
      await navigator.clipboard.writeText(text.textContent.replace(words.readOn, `[${today()}]`).trim());
      status.textContent = words.copied;
    } catch {
      select(text); // no clipboard, as on pages that are not served over HTTPS
      status.textContent = words.selected;
    }
    setTimeout(() => (status.textContent = ""), 4000);
  }

  for (const text of document.querySelectorAll(".cite .cite-text")) {
    const style = text.closest(".cite-older") ? "GB/T 7714-2015" : text.parentElement.querySelector(".cite-style").textContent;
    const button = Object.assign(document.createElement("button"), { type: "button", className: "cite-copy", textContent: words.copy });
    const status = Object.assign(document.createElement("span"), { className: "cite-status" });
    button.setAttribute("aria-label", `${words.copy} ${style}`);
    status.setAttribute("role", "status");
    text.after(" ", button, status);
    button.addEventListener("click", () => copy(button, text, status));
  }
})();
