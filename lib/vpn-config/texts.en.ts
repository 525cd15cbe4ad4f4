import type { DifferenceKind } from './compare.ts';
import type { DeviceNote } from './device-connection.ts';

/** What `gatewatch vpn-config` says, in one language. */
export const texts = {
  /** `{count}`, `{vpn}` */
  headline: {
    none: 'No difference: the files match the tunnel options of {vpn}.',
    one: '1 difference between the files and {vpn}.',
    many: '{count} differences between the files and {vpn}.',
  },
  weight: { stops: 'STOPS THE TUNNEL', unstable: 'UNSTABLE', slow: 'SLOW' },
  /** `{tunnel}`, `{connection}`, `{device}`, `{aws}`: the fact, and what follows from it. */
  difference: {
    'outside-address-old':
      'The device connects to {device}, which is no tunnel of this VPN any more. The tunnel is at {aws} now.',
    'tunnel-not-configured':
      'The device has no connection to tunnel {tunnel}. If AWS replaces the other tunnel, traffic stops.',
    'local-id': 'The device calls itself {device}. AWS expects {aws}, the address of the customer gateway.',
    'remote-id': 'The device expects the peer to call itself {device}. AWS calls itself {aws}.',
    'ike-version': 'The device uses {device}. This tunnel accepts {aws}.',
    'phase-1-proposals': 'No phase 1 proposal of the device is accepted ({device}). AWS accepts: {aws}.',
    'phase-2-proposals': 'No phase 2 proposal of the device is accepted ({device}). AWS accepts: {aws}.',
    'forward-secrecy-off': 'Perfect forward secrecy is off on the device. AWS requires it in phase 2.',
    'traffic-selectors': 'The traffic selectors differ: the device has {device}, AWS has {aws}.',
    'several-selectors':
      'The device has several networks in one tunnel ({device}). AWS keeps one pair of security associations: the pairs replace each other.',
    'secret-missing': 'The secrets file has no pre-shared key for {tunnel}. Authentication fails.',
    'secret-differs': 'The pre-shared key for {tunnel} is not the key of the tunnel. Authentication fails.',
    'nobody-starts': 'Neither side starts the tunnel: the device has {device}, AWS waits ({aws}).',
    'service-not-restarted':
      '{device} changed after the service had started. The service still uses the old file.',
    'phase-1-lifetime':
      'The device keeps phase 1 for {device}, AWS for {aws}. AWS ends it first, and traffic stops until the device notices.',
    'phase-2-lifetime':
      'The device keeps phase 2 for {device}, AWS for {aws}. AWS ends it first, and traffic stops until the device notices.',
    'dpd-off':
      'Dead peer detection is off on the device. After AWS replaces the endpoint, the tunnel stays down. AWS ends it after {aws} without an answer.',
    'mtu-too-large': 'The MTU of the tunnel is {device}; {aws} fits. Larger packets are cut in two or lost.',
  } satisfies Readonly<Record<DifferenceKind, string>>,
  write: 'write in {place}',
  run: 'run',
  afterwards: 'Afterwards load the files: {command}',
  /** `{tunnels}` */
  sameKeys: 'The pre-shared key matches: {tunnels}.',
  keysNotCompared:
    'The pre-shared key was not compared, because AWS did not show it: {tunnels}. It may be in Secrets Manager.',
  nothingCompared: 'No connection to this VPN was found in the files.',
  /** `{text}` */
  note: {
    'include-not-read': 'not read: include {text}. Give these files too.',
    'value-not-known': 'not compared: {text}',
    'line-not-known': 'not understood: {text}',
  } satisfies Readonly<Record<DeviceNote['what'], string>>,
};
export type VpnConfigTexts = Readonly<typeof texts>;
