/** Markup that is known to be safe: made by `html`, in which every value is escaped, or by ourselves. */
export interface Html {
  readonly markup: string;
}

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** Text for an element or a quoted attribute (HTML Living Standard, "Syntax", Text and Attributes). */
export function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (character) => ENTITIES[character] ?? '');
}

/** A template whose values are text, and escaped as such, unless they are markup already. */
export function html(pieces: TemplateStringsArray, ...values: readonly (string | number | Html)[]): Html {
  const markup = pieces.reduce((text, piece, index) => {
    const value = values[index - 1];
    const filled = typeof value === 'object' ? value.markup : escapeHtml(String(value ?? ''));
    return `${text}${filled}${piece}`;
  });
  return { markup };
}

/** A word that nobody can read in two halves: an id, an address, a name of a host, an option. */
const NAME = /^(?=.*[\d=/-])\S{7,}$/;

/**
 * Text whose ids, host names and options stay whole where a line ends; one that is wider than the line breaks after
 * its own signs.
 */
export function wholeWords(text: string): Html {
  const parts = text.split(/(\s+)/).map((part) => {
    if (!NAME.test(part)) return html`${part}`;
    const pieces = part.split(/(?<=[,/=])/).map((piece) => html`${piece}`.markup);
    return { markup: `<span class="w">${pieces.join('<wbr>')}</span>` };
  });
  return joined(parts);
}

/** Markup of our own, word for word. Never for anything that was received. */
export function raw(markup: string): Html {
  return { markup };
}

export function joined(parts: readonly Html[]): Html {
  return { markup: parts.map(({ markup }) => markup).join('') };
}
