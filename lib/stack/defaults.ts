/** What holds for the whole service, however it is deployed. */
export const STACK_DEFAULTS = {
  service: 'gatewatch',
  runtime: 'nodejs24.x',
  architecture: 'arm64',
  logRetentionInDays: 30,
} as const;

/** Tags of the stack, and of what takes tags in it. */
export function stackTags(stage: string): { readonly Project: string; readonly Stage: string } {
  return { Project: STACK_DEFAULTS.service, Stage: stage };
}
