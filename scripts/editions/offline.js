// In the offline edition only: a page opened from a disk may not fetch another, so the articles stand in a script for each language.
{
  const home = new URL("..", document.currentScript.src).href;
  const pages = () => window.offlinePages ?? {};

  /** Return the article at an address of this site as HTML, or reject when there is none. */
  window.offlinePage = async (address) => {
    const path = address.slice(home.length).replace(/index\.html$/, "");
    if (!(path in pages())) {
      const script = document.createElement("script");
      script.src = `${home}assets/offline-${path.startsWith("en/") ? "en" : "zh"}.js`;
      document.head.append(script);
      await new Promise((loaded, failed) => Object.assign(script, { onload: loaded, onerror: failed }));
    }
    return pages()[path] ?? Promise.reject(new Error(path));
  };
}
