/**
 * Asks for each key once. The next question with the same key gets the same answer, also while the first is awaited, and
 * also where it failed.
 */
export function onceEach<T>(ask: (key: string) => Promise<T>): (key: string) => Promise<T> {
  const answers = new Map<string, Promise<T>>();
  return (key) => {
    const answer = answers.get(key) ?? ask(key);
    answers.set(key, answer);
    return answer;
  };
}
