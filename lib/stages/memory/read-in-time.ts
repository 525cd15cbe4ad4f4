/** A run does not wait longer for what it can do without. */
const READ_MS = 2500;

/**
 * What the table says, where it says it in time.
 *
 * @returns undefined when the table did not tell, or not in time; that goes to `onError`, and no further
 */
export async function readInTime<T>(
  read: () => Promise<T>,
  during: string,
  onError: (error: unknown, during: string) => void,
): Promise<T | undefined> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`the table did not answer within ${READ_MS} ms`)), READ_MS);
  });
  try {
    return await Promise.race([read(), late]);
  } catch (error) {
    onError(error, during);
    return undefined;
  } finally {
    clearTimeout(timer);
  }
}
