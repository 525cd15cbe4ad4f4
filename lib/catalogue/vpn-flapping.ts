/** How far back TunnelState is counted. */
export const FLAPPING_HOURS = 24;
/** A tunnel that AWS replaces goes down once, and once more when the device is late: three times is no maintenance. */
export const FLAPPING_DEGRADED_DOWNS = 3;
/** Every two hours: users notice. */
export const FLAPPING_FAILED_DOWNS = 12;
/** TunnelState comes every five minutes (Site-to-Site VPN User Guide, "Monitor tunnels using Amazon CloudWatch"). */
export const TUNNEL_STATE_MINUTES = 5;
