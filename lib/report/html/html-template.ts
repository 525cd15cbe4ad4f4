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

/** Markup of our own, word for word. Never for anything that was received. */
export function raw(markup: string): Html {
  return { markup };
}

export function joined(parts: readonly Html[]): Html {
  return { markup: parts.map(({ markup }) => markup).join('') };
}
