import type { Part } from '../text/parts.ts';
import { codeBlock, escapeChat, inertChat } from './chat-markup.ts';
import type { Rendered } from './fit-parts.ts';

/** A paragraph as marked-up text of a chat: only its heading is bold, and what is to be copied is a code block. */
export function markedPart(part: Part, colon: string): Rendered<string> {
  const heading = (part.heading ?? '') === '' ? [] : [`*${inertChat(part.heading ?? '')}*`];
  const text = [...heading, ...linesOf(part, colon)].join('\n');
  // The blank line before it counts too.
  return { blocks: [text], size: text.length + 2 };
}

function linesOf(part: Part, colon: string): readonly string[] {
  switch (part.form) {
    case 'text':
      return part.lines.map(inertChat);
    case 'bullets':
    case 'steps':
      return part.lines.map((line) => `• ${inertChat(line)}`);
    case 'code':
      return [codeBlock(part.lines.join('\n'))];
    case 'links':
      return part.links.map(({ label, url }) =>
        label === undefined ? escapeChat(url) : `${inertChat(label)}${colon} ${escapeChat(url)}`,
      );
  }
}
