import * as z from 'zod/mini';

/** "LoadBalancer" in the Elastic Load Balancing API reference: `app/` name `/` id, or the whole ARN. */
const LOAD_BALANCER =
  /^(arn:aws[a-z-]*:elasticloadbalancing:[a-z0-9-]+:\d{12}:loadbalancer\/)?app\/[A-Za-z0-9-]{1,32}\/[0-9a-f]{16}$/;

export const loadBalancerField = z
  .string()
  .check(
    z.regex(LOAD_BALANCER, 'expected app/name/0123456789abcdef or the ARN of an Application Load Balancer'),
  );

/** `app/name/id` out of an ARN; anything else as it is. */
export function loadBalancerName(nameOrArn: string): string {
  return nameOrArn.replace(/^arn:.*:loadbalancer\//, '');
}
