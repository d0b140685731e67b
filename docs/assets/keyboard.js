// Elements that scroll sideways (programs, wide tables, diagrams) can be focused, so that arrow keys scroll them.
// The theme does so only for programs, and only if there is a mouse.
addEventListener("load", () => {
  const watch = new ResizeObserver((seen) => requestAnimationFrame(() => seen.forEach(({ target }) => {
    if (target.scrollWidth > target.clientWidth) target.tabIndex = 0;
    else target.removeAttribute("tabindex");
  })));
  document.querySelectorAll("pre > code, .md-typeset__scrollwrap, .diagram").forEach((each) => watch.observe(each));
});
