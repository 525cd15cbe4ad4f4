import { AwsRefusal } from '../../core/errors.ts';

/** The answer; undefined where AWS refuses it and the run goes on without. */
export async function unlessRefused<T>(answer: Promise<T>): Promise<T | undefined> {
  try {
    return await answer;
  } catch (error) {
    if (error instanceof AwsRefusal) return undefined;
    throw error;
  }
}
