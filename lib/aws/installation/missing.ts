import { recover } from '../../core/refusals.ts';
import { asking, errorName } from '../refusals.ts';

/**
 * Names AWS gives to "there is none of that name".
 * Source: the "Errors" sections of GetFunctionConfiguration, GetSchedule, DescribeTable, DescribeSecret
 * (ResourceNotFoundException), SetAlarmState (ResourceNotFound), ListSubscriptionsByTopic (NotFound) and GetQueueUrl
 * (QueueDoesNotExist; AWS.SimpleQueueService.NonExistentQueue in the query protocol).
 */
const MISSING = [
  'ResourceNotFoundException',
  'ResourceNotFound',
  'NotFoundException',
  'NotFound',
  'QueueDoesNotExist',
  'AWS.SimpleQueueService.NonExistentQueue',
];

/** Asks AWS; a thing that does not exist is an answer. Refusals are thrown as `AwsRefusal`. */
export function orMissing<T>(action: string, ask: () => Promise<T>): Promise<T | 'missing'> {
  return recover(asking(action, ask), isMissing, () => 'missing');
}

/** Whether AWS says that there is nothing of that name. */
export function isMissing(error: unknown): error is Error {
  return MISSING.includes(errorName(error));
}
