// Copying a citation with one action. Without this script the citations are read and selected as any text.
{
  const { make, copy } = window.siteTools;
  const [word, readOn] = document.documentElement.lang.startsWith("zh") ? ["复制", "[引用日期]"] : ["Copy", "[date of access]"];

  for (const text of document.querySelectorAll(".cite-text")) {
    const style = text.closest(".cite-older") ? "GB/T 7714-2015" : text.parentElement.querySelector(".cite-style").textContent;
    const button = make("button", { type: "button", class: "cite-copy", "aria-label": `${word} ${style}` }, word);
    text.after(" ", button);
    button.addEventListener("click", () => {
      const today = `[${new Date().toLocaleDateString("sv")}]`; // the day on which the reader looks, as 2026-11-23
      copy(text.textContent.replace(readOn, today).trim(), text);
    });
  }
}
