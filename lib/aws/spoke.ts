import { AssumeRoleCommand, STSClient } from '@aws-sdk/client-sts';
import type { Clock } from '../core/time.ts';
import { MINUTE_MS, SECOND_MS } from '../core/time.ts';
import { type ClientOptions, clientSettings, type Session } from './client-settings.ts';
import { asking } from './refusals.ts';

/** The IAM action by which another account is entered. */
export const ENTER_ACTION = 'sts:AssumeRole';

/** "Role chaining limits your session to a maximum of one hour" (IAM User Guide, "Roles terms and concepts"). */
const SESSION_SECONDS = 3600;
/** A run that begins with a session ends with it. */
const RENEWED_BEFORE_MS = 10 * MINUTE_MS;
/** Every reader of a run would ask again for what was refused a moment ago. */
const REFUSAL_LASTS_MS = 20 * SECOND_MS;

export interface SpokeRole {
  readonly roleArn: string;
  readonly externalId: string;
  /** Stands in the other account's CloudTrail. */
  readonly sessionName: string;
}

/**
 * Enters another account by its role. One session serves until shortly before its end, for all callers; so does a refusal,
 * for a moment.
 *
 * @returns a function that rejects with `AwsRefusal` (`sts:AssumeRole`)
 */
export function createEntrance(
  region: string,
  { roleArn, externalId, sessionName }: SpokeRole,
  { clock, ...options }: ClientOptions & { readonly clock: Clock },
): (() => Promise<Session>) & { readonly close: () => void } {
  const client = new STSClient(clientSettings(region, options));
  let held: { readonly session: Promise<Session>; untilMs: number } | undefined;
  const enter = async (): Promise<Session> => {
    const { Credentials } = await asking(ENTER_ACTION, () =>
      client.send(
        new AssumeRoleCommand({
          RoleArn: roleArn,
          RoleSessionName: sessionName,
          ExternalId: externalId,
          DurationSeconds: SESSION_SECONDS,
        }),
      ),
    );
    const { AccessKeyId = '', SecretAccessKey = '', SessionToken = '', Expiration } = Credentials ?? {};
    return {
      accessKeyId: AccessKeyId,
      secretAccessKey: SecretAccessKey,
      sessionToken: SessionToken,
      ...(Expiration !== undefined && { expiration: Expiration }),
    };
  };
  const entrance = (): Promise<Session> => {
    const nowMs = clock.wallMs();
    if (held !== undefined && nowMs < held.untilMs) return held.session;
    const session = enter();
    const entry = { session, untilMs: nowMs + SESSION_SECONDS * SECOND_MS - RENEWED_BEFORE_MS };
    held = entry;
    session.catch(() => {
      entry.untilMs = nowMs + REFUSAL_LASTS_MS;
    });
    return session;
  };
  return Object.assign(entrance, { close: () => client.destroy() });
}
