/**
 * The smallest count that something of this probability exceeds in `tries` tries with a probability of at most `tail`.
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
