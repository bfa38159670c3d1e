/** Titles without what all of them begin with, cut between words: `Sprint 23` among its like is `23`. */
export function shortNames(titles: readonly string[]): readonly string[] {
  const [first = ''] = titles;
  if (titles.length < 2) return titles;
  let same = 0;
  while (same < first.length && titles.every((title) => title[same] === first[same])) same += 1;
  const cut = first.slice(0, same).lastIndexOf(' ') + 1;
  const shorter = titles.map((title) => title.slice(cut));
  return shorter.includes('') ? titles : shorter;
}
