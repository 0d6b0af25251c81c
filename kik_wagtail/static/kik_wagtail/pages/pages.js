/* Small things that a method page does with script; without it everything is there to read. */
const openWhatIsAskedFor = () => {
  const asked = location.hash && document.getElementById(decodeURIComponent(location.hash.slice(1)));
  if (asked instanceof HTMLDetailsElement) asked.open = true;
};
addEventListener("hashchange", openWhatIsAskedFor);
openWhatIsAskedFor();

/* The table of contents says where the reader is. */
{
  const links = [...document.querySelectorAll(".kik-page__contents a")];
  const places = links.map((link) => document.getElementById(decodeURIComponent(link.hash.slice(1))));
  const markCurrent = () => {
    const passed = places.findLastIndex((place) => place && place.getBoundingClientRect().top <= innerHeight / 4);
    links.forEach((link, number) => {
      if (number === passed) link.setAttribute("aria-current", "location");
      else link.removeAttribute("aria-current");
    });
  };
  if (links.length) {
    const watch = new IntersectionObserver(markCurrent, { rootMargin: "0px 0px -75% 0px" });
    places.filter(Boolean).forEach((place) => watch.observe(place));
  }
}

/* On paper everything is open; afterwards it is as it was. */
{
  let opened = [];
  addEventListener("beforeprint", () => {
    opened = [...document.querySelectorAll(".kik-page details:not([open])")];
    opened.forEach((one) => { one.open = true; });
  });
  addEventListener("afterprint", () => opened.splice(0).forEach((one) => { one.open = false; }));
  for (const button of document.querySelectorAll("[data-kik-print]")) {
    button.hidden = false;
    button.addEventListener("click", () => print());
  }
}
