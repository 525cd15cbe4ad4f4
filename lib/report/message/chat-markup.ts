/**
 * "Slack uses &, <, and > as control characters for special parsing in text objects, so they must be converted to HTML
 * entities" (Slack developer docs, "Formatting message text", Escaping text). It is what turns `<!channel>`, `<@U…>`
 * and `<https://…|label>` into text.
 */
export function escapeChat(text: string): string {
  return text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;');
}

/** Signs that look alike and format nothing: there is no escape for these. */
const LOOK_ALIKE: Readonly<Record<string, string>> = { '*': '∗', '~': '∼', '`': 'ˋ', _: 'ˍ', '@': '＠' };

/**
 * Text of a peer inside marked-up text: nothing in it formats, mentions or links. An underscore inside a word formats
 * nothing and stays; so does an `@` inside one. For names and short values; what is to be copied is in a code block.
 */
export function inertChat(text: string): string {
  return escapeChat(text)
    .replace(/[*~`]/g, (sign) => LOOK_ALIKE[sign] ?? '')
    .replace(/(?<![\p{L}\p{N}])[_@]|_(?![\p{L}\p{N}])/gu, (sign) => LOOK_ALIKE[sign] ?? '')
    .replace(/\]\(/g, '] (');
}

/** A block that is shown to the letter. No backtick can close it: each becomes its look-alike. */
export function codeBlock(text: string): string {
  return `\`\`\`\n${escapeChat(text).replace(/`/g, 'ˋ')}\n\`\`\``;
}
