/**
 * Whether a text fits a pattern of a policy, where `*` is any number of characters and `?` is one (IAM User Guide, "IAM
 * JSON policy elements"). Two places are kept, so the work is at most the product of both lengths.
 */
export function fitsWildcards(pattern: string, text: string): boolean {
  let [at, place, star, from] = [0, 0, -1, 0];
  while (at < text.length) {
    if (pattern[place] === '*') {
      star = place;
      from = at;
      place += 1;
    } else if (place < pattern.length && (pattern[place] === '?' || pattern[place] === text[at])) {
      place += 1;
      at += 1;
    } else if (star >= 0) {
      from += 1;
      at = from;
      place = star + 1;
    } else return false;
  }
  while (pattern[place] === '*') place += 1;
  return place === pattern.length;
}
