// What scrolls sideways takes the focus, so that arrow keys move it: programs, wide tables, diagrams.
// The theme does so for programs alone, and where there is a mouse.
addEventListener("load", () => {
  const watch = new ResizeObserver((seen) => requestAnimationFrame(() => seen.forEach(({ target }) => {
    if (target.scrollWidth > target.clientWidth) target.tabIndex = 0;
    else target.removeAttribute("tabindex");
  })));
  document.querySelectorAll("pre > code, .md-typeset__scrollwrap, .diagram").forEach((each) => watch.observe(each));
});
