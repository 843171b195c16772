// The switch to the other language keeps the section that is being read: ids are the same in both halves.
function sectionInView() {
  const passed = [...document.querySelectorAll("article :is(h2, h3)[id]")].filter(
    (heading) => heading.getBoundingClientRect().top < window.innerHeight / 3,
  );
  return passed.length ? "#" + passed[passed.length - 1].id : "";
}

document.addEventListener("click", (event) => {
  const link = event.target.closest("a.site-language");
  if (link) link.hash = sectionInView();
});
