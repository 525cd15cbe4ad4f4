/**
 * How often something of this probability may happen in so many tries, but for one time in so many: the smallest count whose
 * tail is lighter than `tail`.
 */
export function binomialBound(tries: number, probability: number, tail: number): number {
  let term = (1 - probability) ** tries;
  let below = term;
  let count = 0;
  while (1 - below > tail && count < tries) {
    term *= ((tries - count) / (count + 1)) * (probability / (1 - probability));
    below += term;
    count += 1;
  }
  return count;
}
