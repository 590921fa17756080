// The faults that a reader would see in what is shown: none, or what each is of.
() => {
  const seen = (one) => one.checkVisibility({ checkOpacity: true, checkVisibilityCSS: true }) && one.getClientRects().length;
  const called = (one) => `${one.tagName.toLowerCase()}.${one.className} ${one.textContent.trim().slice(0, 60)}`;
  const all = [...document.querySelectorAll("article *")].filter(seen);
  const own = (one) => [...one.childNodes].some((node) => node.nodeType === 3 && node.data.trim());
  const texts = all.filter((one) => own(one) && !one.closest("svg, math, select, .suggestions"));
  const faults = [];
  if (document.documentElement.scrollWidth > innerWidth) faults.push(`wider than the screen: ${document.documentElement.scrollWidth}`);
  for (const one of texts) {
    const style = getComputedStyle(one);
    if (parseFloat(style.fontSize) < 11) faults.push(`small: ${called(one)}`);
    if (style.overflowX === "hidden" && one.scrollWidth > one.clientWidth + 1) faults.push(`cut off: ${called(one)}`);
    const said = [...one.childNodes].filter((node) => node.nodeType === 3).map((node) => node.data).join("");
    if (!one.closest("code, pre") && /\{\w*\}|\bundefined\b|\bNaN\b|\[object /.test(said)) faults.push(`left open: ${called(one)}`);
  }
  const blocks = texts.filter((one) => getComputedStyle(one).display !== "inline").slice(0, 400)
    .map((one) => ({ one, place: one.getBoundingClientRect() }));
  blocks.forEach(({ one, place }, at) => {
    for (const other of blocks.slice(at + 1)) {
      if (one.contains(other.one) || other.one.contains(one)) continue;
      const across = Math.min(place.right, other.place.right) - Math.max(place.left, other.place.left);
      const down = Math.min(place.bottom, other.place.bottom) - Math.max(place.top, other.place.top);
      if (across > 3 && down > 3) faults.push(`over each other: ${called(one)} | ${called(other.one)}`);
    }
  });
  return faults;
}
