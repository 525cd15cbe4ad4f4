/**
 * Prices in US dollars of us-east-1, arm64, before free tiers; other Regions differ.
 *
 * Source: AWS's pricing pages "Amazon CloudWatch", "AWS Lambda" (Arm), "AWS Key Management Service", "Amazon DynamoDB"
 * (on demand) and "Amazon Route 53" (health checks of AWS endpoints), and Checkly's page "Pricing & Billing", as public
 * copies held them on 2026-11-30; the services' own pages were not reachable from where this was written.
 */
export const PRICES_READ = '2026-11-30';

/** A price that falls with the quantity: each tier holds up to `upTo` units of the month. */
export type Tiers = readonly { readonly upTo: number; readonly usd: number }[];

/** "Custom metrics": a series a month, billed by the hours in which it receives data. */
export const METRIC_MONTH: Tiers = [
  { upTo: 10_000, usd: 0.3 },
  { upTo: 250_000, usd: 0.1 },
  { upTo: 1_000_000, usd: 0.05 },
  { upTo: Number.POSITIVE_INFINITY, usd: 0.02 },
];

export const PRICES_USD = {
  /** "metric analyzed": each series that an alarm looks at. */
  alarmMetricMonth: 0.1,
  /** The first three of an account are free, while each refers to 50 metrics at most. */
  dashboardMonth: 3,
  /** "Key storage": each of the first two yearly rotations adds as much. */
  keyMonth: 1,
  /** AWS PrivateLink Pricing: an interface endpoint in one zone, and the first petabyte a month. */
  interfaceEndpointHour: 0.01,
  interfaceEndpointGigabyte: 0.01,
  /** Amazon VPC Pricing, "NAT Gateway Pricing". */
  natGatewayHour: 0.045,
  natGatewayGigabyte: 0.045,
  metricRequest: 0.01 / 1000,
  lambdaRequest: 0.2 / 1_000_000,
  lambdaGbSecond: 0.0000133334,
  logGb: 0.5,
  /** A write of up to 1 KB. */
  tableWrite: 0.625 / 1_000_000,
} as const;

/** What others take for checks like these. */
export const RIVALS_USD = {
  /** CloudWatch Synthetics, a run of a canary; Lambda, S3 and logs come on top. */
  canaryRun: 0.0012,
  /** Checkly sells TCP monitors by the bundle. */
  checklyBundle: { usd: 10, monitors: 25 },
  /** Route 53, a health check of an AWS endpoint with HTTPS; it reaches public addresses only. */
  route53HealthCheck: 0.5 + 1,
} as const;

/** What a month's number of units costs. */
export function tieredUsd(quantity: number, tiers: Tiers): number {
  let from = 0;
  return tiers.reduce((sum, { upTo, usd }) => {
    const inTier = Math.max(0, Math.min(quantity, upTo) - from);
    from = upTo;
    return sum + inTier * usd;
  }, 0);
}

export const MONTH_MS = 30.4 * 86_400_000;

/** Dashboards of an account that cost nothing (CloudWatch pricing page, free tier). */
export const FREE_DASHBOARDS = 3;
