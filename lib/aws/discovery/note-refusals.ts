import type { Discovery } from '../../core/aws/discovered-target.ts';
import { AwsRefusal } from '../../core/errors.ts';

/** Collects what AWS would not tell, once each action; anything but a refusal is thrown on. */
export function noteRefusals(): {
  readonly note: (error: unknown) => void;
  readonly refused: () => Discovery['refused'];
  /** The answer, or what to go on with where AWS refuses it. */
  readonly orNoted: <T>(answer: Promise<T>, otherwise: T) => Promise<T>;
} {
  const refused = new Map<string, Discovery['refused'][number]>();
  const note = (error: unknown) => {
    if (!(error instanceof AwsRefusal)) throw error;
    refused.set(`${error.code} ${error.action}`, { code: error.code, action: error.action });
  };
  return {
    note,
    refused: () => [...refused.values()],
    orNoted: async (answer, otherwise) => {
      try {
        return await answer;
      } catch (error) {
        note(error);
        return otherwise;
      }
    },
  };
}
