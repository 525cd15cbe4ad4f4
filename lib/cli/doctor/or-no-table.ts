import { errorName } from '../../aws/refusals.ts';

/** What the table answers; where there is no table, which has a line of its own, what stands for nothing in it. */
export async function orNoTable<T>(answer: Promise<T>, nothing: T): Promise<T> {
  try {
    return await answer;
  } catch (error) {
    if (errorName(error) === 'ResourceNotFoundException') return nothing;
    throw error;
  }
}
