import { Cron } from 'croner';
import * as z from 'zod/mini';
import { parseDurationMs } from './duration.ts';
import { parseRate } from './rate.ts';

/** Fields of gatewatch.yaml that are no target's own. Each refuses in words that begin with `expected`. */

/**
 * A vantage's name goes into names of functions, alarms and metrics: lower case, ASCII, short enough for
 * `gatewatch-<stage>-probe-<vantage>` in 64 characters (Lambda "FunctionName").
 */
export const vantageName = z
  .string()
  .check(
    z.regex(
      /^[a-z](?:[a-z0-9-]{0,30}[a-z0-9])?$/,
      'expected 1 to 32 lower-case letters, digits and hyphens, beginning with a letter',
    ),
  );

/** A target's name is a metric dimension, which must be ASCII (CloudWatch "Dimension"); no comma, so that lists can be typed. */
export const objectName = z
  .string()
  .check(
    z.regex(
      /^[A-Za-z0-9](?:[A-Za-z0-9._-]{0,62}[A-Za-z0-9])?$/,
      'expected 1 to 64 ASCII letters, digits, dots, hyphens and underscores, beginning and ending with a letter or digit',
    ),
  );

/** What a target was called before: its name alone, or behind the vantage it was checked from. */
export const formerName = z
  .string()
  .check(
    z.regex(
      /^(?:[a-z][a-z0-9.-]{0,80}\/)?[A-Za-z0-9](?:[A-Za-z0-9._-]{0,62}[A-Za-z0-9])?$/,
      'expected the earlier name of the target, or VANTAGE/TARGET where it was checked from another vantage',
    ),
  );

/** How often a vantage looks: rates only, so that a period belongs to every datapoint. */
export const scheduleRate = z.string().check(
  z.superRefine((text, context) => {
    const rate = parseRate(text);
    if ('fault' in rate) context.addIssue({ code: 'custom', message: rate.fault });
  }),
);

/** One line, one `@`, no spaces and no angle brackets: whether it exists only a message tells. */
export const emailAddress = z
  .string()
  .check(z.regex(/^[^\s@<>,;"]{1,64}@[^\s@<>,;"]{1,190}\.[^\s@<>,;".]{2,63}$/, 'expected an e-mail address'));

/** Elastic Load Balancing User Guide, "LoadBalancer" dimension of Application Load Balancer metrics. */
export const loadBalancerName = z
  .string()
  .check(z.regex(/^app\/[A-Za-z0-9-]{1,32}\/[0-9a-f]{16}$/, 'expected app/NAME/ID as at the end of its ARN'));

/** Amazon S3 User Guide, "Bucket naming rules". */
export const s3Url = z
  .string()
  .check(
    z.regex(
      /^s3:\/\/[a-z0-9][a-z0-9.-]{1,61}[a-z0-9](?:\/[^\s]*)?$/,
      'expected s3://BUCKET or s3://BUCKET/PREFIX',
    ),
  );

/** CloudWatch Logs API Reference, "CreateLogGroup": letters, digits and _-/.#; a star stands for any of them. */
export const logGroupName = z
  .string()
  .check(
    z.regex(
      /^(?!\*$)[A-Za-z0-9_\-/.#]{1,512}\*?$/,
      'expected the name of a log group, or its beginning and a star, such as /aws/vendedlogs/*',
    ),
  );

/** A tag's value or an object's name, with wildcards (EC2 User Guide, "Tag your Amazon EC2 resources": 256 characters). */
export const filterPattern = z
  .string()
  .check(z.minLength(1), z.maxLength(256, 'expected at most 256 characters, with * and ? as wildcards'));

export const accountId = z
  .string()
  .check(z.regex(/^\d{12}$/, 'expected an account id of twelve digits, in quotes'));

/** It stands in names of vantages, alarms and schedule groups. */
export const accountName = z
  .string()
  .check(
    z.regex(
      /^[a-z](?:[a-z0-9-]{0,14}[a-z0-9])?$/,
      'expected 1 to 16 lower-case letters, digits and hyphens, beginning with a letter',
    ),
  );

/**
 * Of one of several channels of a kind: it stands in names of functions, `gatewatch-<stage>-event-bridge-<name>` in 64
 * characters (Lambda "FunctionName").
 */
export const channelName = z
  .string()
  .check(
    z.regex(
      /^[a-z](?:[a-z0-9-]{0,18}[a-z0-9])?$/,
      'expected 1 to 20 lower-case letters, digits and hyphens, beginning with a letter',
    ),
  );

/** Organizations API Reference, "OrganizationalUnit" and "Root", Id. */
export const organizationalUnit = z
  .string()
  .check(
    z.regex(
      /^(?:ou-[0-9a-z]{4,32}-[0-9a-z]{8,32}|r-[0-9a-z]{4,32})$/,
      'expected the id of an organizational unit or root, such as ou-ab12-34567890 or r-ab12',
    ),
  );

/** STS API Reference, "AssumeRole", ExternalId. */
export const externalId = z
  .string()
  .check(z.regex(/^[\w+=,.@:/-]{2,1224}$/, 'expected 2 to 1,224 letters, digits and +=,.@:/-'));

export const cronPattern = z
  .string()
  .check(z.refine(isCron, 'expected five cron fields such as "0 18 * * SAT"'));

export const isoDuration = z
  .string()
  .check(
    z.refine(
      (text) => parseDurationMs(text) !== undefined,
      'expected an ISO 8601 duration such as PT4H or P1DT12H',
    ),
  );

export const timeOfDay = z
  .string()
  .check(z.regex(/^(?:[01]\d|2[0-3]):[0-5]\d$/, 'expected a time of day from "00:00" to "23:59", in quotes'));

export const timeZone = z
  .string()
  .check(z.refine(isTimeZone, 'expected a time zone of the IANA database such as Asia/Seoul'));

export function isCron(text: string): boolean {
  try {
    // A pattern that never comes (30 February) is as wrong as one that cannot be read.
    return new Cron(text, { paused: true, mode: '5-part', timezone: 'UTC' }).nextRun() !== null;
  } catch {
    // Croner throws for anything it cannot read; the words of our own name what was expected.
    return false;
  }
}

export function isTimeZone(text: string): boolean {
  // Offsets such as +09:00 are accepted by Intl, but do not follow summer time.
  if (!/^[A-Za-z]/.test(text)) return false;
  try {
    new Intl.DateTimeFormat('en', { timeZone: text });
    return true;
  } catch {
    // Intl throws RangeError for a zone it does not know.
    return false;
  }
}

/** What names of vantages, targets and tags are compared with. */
export const namePattern = z
  .string()
  .check(
    z.regex(/^\P{Cc}{1,256}$/u, 'expected a name of 1 to 256 characters, in which * and ? stand for others'),
  );

/** EC2 User Guide, "Tag restrictions". */
export const tagKey = z
  .string()
  .check(z.regex(/^\P{Cc}{1,128}$/u, 'expected the key of a tag, of 1 to 128 characters'));

export const ownerName = z
  .string()
  .check(z.regex(/^\P{Cc}{1,100}$/u, 'expected a name of 1 to 100 characters'));

/** IAM User Guide, "AWS JSON policy elements: Principal": an account, or a role or user of one; no star. */
export const viewerPrincipal = z
  .string()
  .check(
    z.regex(
      /^(?:\d{12}|arn:aws[a-z-]*:iam::\d{12}:(?:role|user)\/[\w+=,.@/-]{1,512})$/,
      'expected an account id of twelve digits in quotes, or the ARN of an IAM role or user',
    ),
  );
