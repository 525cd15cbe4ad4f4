/**
 * What Slack accepts, written from its documentation and not from our code: Block Kit reference ("Blocks", "Header
 * block", "Section block", "Context block", "Text object") and "Formatting message text". The limit of all blocks
 * together is the least at which `msg_blocks_too_long` was reported (slackapi/bolt-js issues 2509 and 2867).
 */
interface Text {
  readonly type?: unknown;
  readonly text?: unknown;
}
interface Attachment {
  readonly text?: unknown;
  readonly fallback?: unknown;
}
interface Payload {
  readonly text?: unknown;
  readonly blocks?: readonly Block[];
  readonly attachments?: readonly Attachment[];
}
interface Button {
  readonly type?: unknown;
  readonly text?: Text;
  readonly url?: unknown;
  readonly action_id?: unknown;
}
interface Block {
  readonly type?: unknown;
  readonly text?: Text;
  readonly fields?: readonly Text[];
  readonly elements?: readonly Text[];
}

/** Everything Slack would refuse about a payload; empty when it takes it. */
export function slackRefusals(payload: unknown): readonly string[] {
  const { text, blocks, attachments } = payload as Payload;
  const refusals: string[] = [];
  const refuse = (when: boolean, why: string) => {
    if (when) refusals.push(why);
  };
  refuse(typeof text !== 'string' || text === '', 'no_text');
  refuse(typeof text === 'string' && text.length > 40_000, 'msg_too_long');
  refuse((attachments?.length ?? 0) > 100, 'too_many_attachments');
  for (const one of attachments ?? [])
    refuse(typeof one.text !== 'string' || typeof one.fallback !== 'string', 'no_text of an attachment');
  if (blocks === undefined) return refusals;
  refuse(!Array.isArray(blocks) || blocks.length === 0 || blocks.length > 50, 'invalid_blocks: 1 to 50');
  refuse(JSON.stringify(blocks).length > 11_000, 'msg_blocks_too_long');
  for (const [index, { type, text: one, fields, elements }] of blocks.entries()) {
    const at = `invalid_blocks: [${index}] ${String(type)}`;
    if (type === 'header') refusals.push(...textRefusals(`${at} text`, one, 150, ['plain_text']));
    else if (type === 'section') {
      refuse(one === undefined && fields === undefined, `${at} needs text or fields`);
      if (one !== undefined) refusals.push(...textRefusals(`${at} text`, one, 3000));
      if (fields !== undefined) {
        refuse(fields.length === 0 || fields.length > 10, `${at} fields: 1 to 10`);
        refusals.push(...fields.flatMap((field) => textRefusals(`${at} field`, field, 2000)));
      }
    } else if (type === 'context') {
      refuse(!elements || elements.length === 0 || elements.length > 10, `${at} elements: 1 to 10`);
      refusals.push(...(elements ?? []).flatMap((element) => textRefusals(`${at} element`, element, 2000)));
    } else if (type === 'actions') {
      const pressed = (elements ?? []) as readonly Button[];
      refuse(pressed.length === 0 || pressed.length > 25, `${at} elements: 1 to 25`);
      for (const { type: kind, text: label, url, action_id: action } of pressed) {
        refuse(kind !== 'button', `${at}: a button is expected`);
        refusals.push(...textRefusals(`${at} text`, label, 75, ['plain_text']));
        refuse(typeof url !== 'string' || !url.startsWith('https://') || url.length > 3000, `${at}: url`);
        refuse(typeof action !== 'string' || action.length > 255, `${at}: action_id`);
      }
      refuse(new Set(pressed.map((one) => one.action_id)).size !== pressed.length, `${at}: action_id twice`);
    } else refusals.push(`${at}: unknown type`);
  }
  return refusals;
}

function textRefusals(
  at: string,
  one: Text | undefined,
  limit: number,
  types: readonly unknown[] = ['plain_text', 'mrkdwn'],
): readonly string[] {
  if (one === undefined || !types.includes(one.type)) return [`${at}: type`];
  if (typeof one.text !== 'string' || one.text.length === 0) return [`${at}: empty`];
  return one.text.length > limit ? [`${at}: ${one.text.length} of ${limit} characters`] : [];
}

/** Every text of a payload that Slack would parse for markup. */
export function markedTexts(payload: unknown): readonly string[] {
  const { text, blocks = [], attachments = [] } = payload as Payload;
  const objects = blocks.flatMap((block) => [
    ...(block.text === undefined ? [] : [block.text]),
    ...(block.fields ?? []),
    ...(block.elements ?? []),
  ]);
  return [
    String(text),
    ...objects.filter(({ type }) => type === 'mrkdwn').map((one) => String(one.text)),
    ...attachments.map((one) => String(one.text)),
  ];
}

/** Every text of a payload. */
export function allTexts(payload: unknown): readonly string[] {
  const { blocks = [] } = payload as { readonly blocks?: readonly Block[] };
  const plain = blocks.flatMap((block) => [
    ...(block.text === undefined ? [] : [block.text]),
    ...(block.fields ?? []),
    ...(block.elements ?? []).map((one) => (one.type === 'button' ? ((one as Button).text ?? {}) : one)),
  ]);
  return [...markedTexts(payload), ...plain.map((one) => String(one.text))];
}
