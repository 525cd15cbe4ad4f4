import { stackNames } from '../core/stack-names.ts';
import { STAGE_VARIABLE } from './names.ts';
import type { StackPart } from './part.ts';

export const STATE_TABLE = 'StateTable';

/** The table that remembers what was told (`lib/aws/state.ts`). Its loss costs comfort, not alarms: it goes with the stack. */
export function stateTablePart(): StackPart {
  return {
    resources: {
      [STATE_TABLE]: {
        Type: 'AWS::DynamoDB::Table',
        DeletionPolicy: 'Delete',
        UpdateReplacePolicy: 'Delete',
        Properties: {
          TableName: stackNames(STAGE_VARIABLE).table,
          BillingMode: 'PAY_PER_REQUEST',
          AttributeDefinitions: [
            { AttributeName: 'what', AttributeType: 'S' },
            { AttributeName: 'which', AttributeType: 'S' },
          ],
          KeySchema: [
            { AttributeName: 'what', KeyType: 'HASH' },
            { AttributeName: 'which', KeyType: 'RANGE' },
          ],
          PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: true },
          TimeToLiveSpecification: { AttributeName: 'expiresAt', Enabled: true },
        },
      },
    },
  };
}
