import { Document, isMap, isScalar, isSeq, type Node, type YAMLMap } from 'yaml';
import { DISCOVERABLE } from '../../config/schema.ts';
import type { Locale } from '../../core/locale.ts';
import { USUAL_SEVERITIES } from '../../core/reason.ts';
import type { Refused } from '../../core/refusals.ts';
import { fillText } from '../../report/text/fill.ts';
import type { Proposal, ProposedTarget, ProposedVantage } from './propose.ts';
import type { InitTexts } from './texts.en.ts';
import { INIT_TEXTS, refusedLine } from './texts.ts';

export interface YamlInput {
  readonly proposal: Proposal;
  readonly refused: readonly Refused[];
  readonly locale: Locale;
  readonly account: string;
  readonly region: string;
  /** What it will be called. */
  readonly file: string;
  readonly email?: string;
}

/** A gatewatch.yaml that says beside each value what it is. Names come out of tags: what is read is bounded here. */
export function writeYaml({ proposal, refused, locale, account, region, file, email }: YamlInput): string {
  const texts = INIT_TEXTS[locale];
  const document = new Document({
    language: locale,
    schedule: 'rate(5 minutes)',
    ...(email !== undefined && { notify: { email: [{ to: email, severity: USUAL_SEVERITIES }] } }),
    vantages: proposal.vantages.map(({ name, vpc, subnets, targets }) => ({
      name,
      vpc: vpc.id,
      subnets: subnets.map(({ id }) => id),
      targets: targets.map((target) => ({ name: target.name, type: target.type, ...target.fields })),
    })),
  });
  document.commentBefore = comment(texts.head.map((line) => fillText(line, { account, region, file })));
  const vantages = document.get('vantages', true);
  if (isSeq(vantages)) {
    // Of a key's comment, the key carries it.
    const key = keyNode(document.contents, 'vantages');
    if (key !== undefined) {
      key.spaceBefore = true;
      if (email === undefined) key.commentBefore = comment(texts.nobodyNotified.split('\n'));
    }
    for (const [index, node] of vantages.items.entries()) {
      const proposed = proposal.vantages[index];
      if (!isMap(node) || proposed === undefined) continue;
      node.spaceBefore = index > 0;
      explainVantage(node, proposed, texts);
    }
  }
  const missing = [
    ...proposal.withoutSubnets.map((vpc) => fillText(texts.noSubnet, { vpc })),
    ...refused.map((one) => refusedLine(one, texts)),
  ];
  if (missing.length > 0) document.comment = comment(missing);
  return document.toString({ lineWidth: 0 });
}

function explainVantage(node: YAMLMap, { vpc, subnets, targets }: ProposedVantage, texts: InitTexts): void {
  const { id, name, cidrs } = vpc;
  const zones = new Set(subnets.map(({ zone }) => zone));
  node.commentBefore = comment([
    fillText(texts.vpc, { name: name === '' ? id : name, cidrs }),
    ...(zones.size > 1 ? [] : [texts.oneZone]),
  ]);
  for (const [index, item] of itemsOf(node, 'subnets').entries()) {
    const subnet = subnets[index];
    if (!isScalar(item) || subnet === undefined) continue;
    item.comment = ` ${fillText(subnet.isPublic ? texts.publicSubnet : texts.privateSubnet, { zone: subnet.zone })}`;
  }
  const key = keyNode(node, 'targets');
  const words = DISCOVERABLE.join(', ');
  if (key !== undefined) key.commentBefore = comment(texts.discover.replace('{words}', words).split('\n'));
  for (const [index, item] of itemsOf(node, 'targets').entries()) {
    const target = targets[index];
    if (isMap(item) && target !== undefined) item.commentBefore = comment(aboutTarget(target, texts));
  }
}

function aboutTarget(
  { type, fields, isElsewherePossible }: ProposedTarget,
  texts: InitTexts,
): readonly string[] {
  const about = texts.target[type];
  const isSilent = type === 'storage-gateway' && fields.address === undefined;
  return [
    ...(about === undefined ? [] : [about]),
    ...(isSilent ? [texts.noAddress] : []),
    ...(isElsewherePossible ? [texts.elsewhere] : []),
  ];
}

function comment(lines: readonly string[]): string {
  return lines.map((line) => ` ${line}`).join('\n');
}

function itemsOf(map: YAMLMap, key: string): readonly unknown[] {
  const list = map.get(key, true);
  return isSeq(list) ? list.items : [];
}

/** The library keeps a comment that is before a key with the key's own node. */
function keyNode(map: unknown, name: string): Node | undefined {
  if (!isMap(map)) return undefined;
  const pair = map.items.find(({ key }) => isScalar(key) && key.value === name);
  return isScalar(pair?.key) ? pair.key : undefined;
}
