/** Whether calls to AWS leave otherwise than directly, with the usual roots. Asked before anything is loaded. */
export function isOutboundSet(
  trust: unknown,
  { HTTPS_PROXY, https_proxy, AWS_CA_BUNDLE }: NodeJS.ProcessEnv,
): boolean {
  return [trust, HTTPS_PROXY, https_proxy, AWS_CA_BUNDLE].some(
    (one) => typeof one === 'string' && one !== '',
  );
}
