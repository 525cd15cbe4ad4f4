import type { Instance } from '../../core/aws/instance-connect-reader.ts';
import type { Tags } from '../../core/aws/tags.ts';

/** What has the wanted tags and is being terminated was replaced or removed on purpose. */
export function isLeaving({ state }: Instance): boolean {
  return state === 'shutting-down' || state === 'terminated';
}

/** All of them, with these values. */
export function carriesTags(instance: Instance, tags: Tags): boolean {
  return Object.entries(tags).every(([key, value]) => instance.tags[key] === value);
}

/** EC2 says `windows`, or nothing at all (EC2 API reference, "Instance", Platform). */
export function isWindows({ platform }: Instance): boolean {
  return platform?.toLowerCase() === 'windows';
}
