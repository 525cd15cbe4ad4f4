import type { HealthNotificationType } from '../../catalogue/health-notifications.ts';

/** What each line of the health log means and what to do, in one language; `other` is a type AWS does not list. */
export type HealthGlossary = Readonly<Record<HealthNotificationType | 'other', string>>;
