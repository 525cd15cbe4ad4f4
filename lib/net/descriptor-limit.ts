import { readdirSync, readFileSync } from 'node:fs';

/** For files, name servers, pipes and what libraries open: never given to a socket. */
const RESERVE = 48;
/** Where the system does not say: what macOS gives a process by default. */
const UNKNOWN_LIMIT = 256;
/** More at once than this is a flood, whatever the system allows. */
const MOST_SOCKETS = 16_384;
const FEWEST_SOCKETS = 8;

/**
 * How many sockets may be open at once, by this process' own limit of file descriptors. Node raises the soft limit to
 * the hard one when it starts, so that what the shell says (`ulimit -Sn`) is not what counts; a Lambda has 1,024 (AWS
 * "Lambda quotas"). Past the limit every connect fails with EMFILE at once, which would look like a network fault.
 */
export function socketLimit(): number {
  const limit = descriptorLimit();
  return Math.max(FEWEST_SOCKETS, Math.min(MOST_SOCKETS, limit - openDescriptors() - RESERVE));
}

function descriptorLimit(): number {
  try {
    // proc(5), /proc/PID/limits: "Max open files", soft limit, hard limit, unit.
    const [, soft] =
      /^Max open files\s+(\d+|unlimited)/m.exec(readFileSync('/proc/self/limits', 'utf8')) ?? [];
    return soft === 'unlimited' ? MOST_SOCKETS : Number(soft ?? UNKNOWN_LIMIT);
  } catch {
    return limitOfReport() ?? UNKNOWN_LIMIT;
  }
}

/** Node's own account, for systems without /proc; slow, so it is not asked first. */
function limitOfReport(): number | undefined {
  const report = process.report?.getReport() as
    | { readonly userLimits?: { readonly open_files?: { readonly soft?: number | string } } }
    | undefined;
  const soft = report?.userLimits?.open_files?.soft;
  if (soft === 'unlimited') return MOST_SOCKETS;
  return typeof soft === 'number' ? soft : undefined;
}

function openDescriptors(): number {
  try {
    return readdirSync('/proc/self/fd').length;
  } catch {
    return 32;
  }
}
