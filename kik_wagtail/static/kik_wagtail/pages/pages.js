/* Small things that a method page does with script; without it everything is there to read. */
const openWhatIsAskedFor = () => {
  const asked = location.hash && document.getElementById(decodeURIComponent(location.hash.slice(1)));
  if (asked instanceof HTMLDetailsElement) asked.open = true;
};
addEventListener("hashchange", openWhatIsAskedFor);
openWhatIsAskedFor();
