import { type ImageSystem, systemOfImage } from '../../catalogue/instance-connect.ts';
import type { Tags } from '../../core/aws/aws-object.ts';
import type { Instance } from '../../core/aws/instance-connect-reader.ts';
import type { Evidence } from '../../core/finding.ts';
import type { Judged, JudgedFault } from '../../core/probe.ts';
import { boundedText } from '../../core/text.ts';
import { evidence } from '../kit/findings.ts';
import type { InstanceConnectObservation } from './observe.ts';
import type { InstanceConnectReason, InstanceConnectSpec } from './spec.ts';
import { carriesTags, instanceConditionOf, isLeaving, isWindows } from './states.ts';

/** Is every instance there that should be logged in to, and does it run? */
export function judgeInstances(
  { instances: named = [], tags, vpc }: InstanceConnectSpec,
  { instances, imageNames }: InstanceConnectObservation,
): Judged<InstanceConnectReason> {
  const wanted = instances.filter((one) => named.includes(one.id) || !isLeaving(one));
  const missing = named.filter((id) => instances.every((one) => one.id !== id));
  const nobody = tags !== undefined && !wanted.some((one) => carriesTags(one, tags)) ? [tagText(tags)] : [];
  return {
    evidence: [
      ...wanted.map((one) => evidenceOf(one, imageNames)),
      ...[...missing, ...nobody].map((subject) => ({ subject, outcome: 'missing' })),
    ],
    faults: [
      ...wanted.flatMap(stateFault),
      ...wanted.flatMap((one) => keyPairFault(one, imageNames)),
      ...[...missing, ...nobody].map((subject) => ({
        reason: 'instance-not-running' as const,
        subject,
        values: { instance: subject, state: 'missing', stateReason: '-', keyPair: '-', vpc: vpc ?? '-' },
      })),
    ],
  };
}

/** `team=storage, os=linux`, as the configuration says it. */
function tagText(tags: Tags): string {
  const text = Object.entries(tags)
    .map(([key, value]) => `${key}=${value}`)
    .join(', ');
  return boundedText(text, 100);
}

function evidenceOf(instance: Instance, imageNames: ImageNames): Evidence {
  const [address] = instance.privateAddresses;
  return evidence({
    subject: instance.id,
    outcome: boundedText(instance.state, 40),
    name: instance.tags.Name && boundedText(instance.tags.Name, 80),
    address,
    stateReason: instance.stateReason && boundedText(instance.stateReason),
    vpc: instance.vpcId,
    zone: instance.zone,
    image: instance.imageId,
    imageName: imageNameOf(instance, imageNames),
    system: systemOf(instance, imageNames)?.system,
    platform: isWindows(instance) ? 'windows' : 'linux',
    keyPair: instance.keyName === undefined ? 'none' : boundedText(instance.keyName, 80),
  });
}

type ImageNames = InstanceConnectObservation['imageNames'];

function imageNameOf({ imageId = '' }: Instance, imageNames: ImageNames): string | undefined {
  return imageNames[imageId];
}

function systemOf(instance: Instance, imageNames: ImageNames): ImageSystem | undefined {
  return systemOfImage(imageNameOf(instance, imageNames) ?? '');
}

const WINDOWS: ImageSystem = { system: 'Windows', bringsPackage: false };

/**
 * Without a key pair a login needs the package, which takes a key for one minute, or on Windows an account of a domain.
 * An image of somebody's own may hold either: then nothing is said.
 */
function keyPairFault(
  instance: Instance,
  imageNames: ImageNames,
): readonly JudgedFault<InstanceConnectReason>[] {
  if (instance.keyName !== undefined || instanceConditionOf(instance.state) !== 'running') return [];
  const windows = isWindows(instance);
  const known = windows ? WINDOWS : systemOf(instance, imageNames);
  if (known?.bringsPackage !== false) return [];
  return [
    {
      reason: 'instance-key-pair-missing',
      subject: instance.id,
      ...(windows && { severity: 'info' as const }),
      values: { instance: instance.id, system: known.system },
    },
  ];
}

function stateFault(instance: Instance): readonly JudgedFault<InstanceConnectReason>[] {
  const condition = instanceConditionOf(instance.state);
  if (condition === 'running') return [];
  const status =
    condition === 'starting'
      ? ({ status: 'degraded', severity: 'info' } as const)
      : condition === 'unheard-of'
        ? ({ status: 'unknown' } as const)
        : {};
  const { id, state, stateReason, keyName, vpcId } = instance;
  return [
    {
      reason: 'instance-not-running',
      subject: id,
      ...status,
      values: {
        instance: id,
        state: boundedText(state, 40),
        stateReason: boundedText(stateReason ?? '') || '-',
        keyPair: boundedText(keyName ?? '', 80) || '-',
        vpc: vpcId ?? '-',
        // A command that AWS would refuse is not printed: only what has stopped can be started.
        ...(state === 'stopped' && { stopped: id }),
        ...(!isLeaving(instance) && {
          present: id,
          ...(isWindows(instance) ? { windows: id } : { linux: id }),
        }),
      },
    },
  ];
}
