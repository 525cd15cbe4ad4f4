/** Ids of AWS objects, ARNs, accounts, addresses and host names: what a page for everybody does not name. */
const PRIVATE = [
  /\barn:aws[\w-]*:[^\s,;)]+/g,
  /\b[\w-]+(?:\.[\w-]+){2,}\b/g,
  /\b[a-z]+(?:-[a-z]+)*-(?:0[0-9a-f]{7,16}|[0-9a-f]{17}|[0-9a-f]{8})\b/g,
  /\bsgw-[0-9A-F]{8}\b/g,
  /\b\d{1,3}(?:\.\d{1,3}){3}(?:\/\d{1,2})?\b/g,
  /(?<![\w:])(?:[0-9a-fA-F]{1,4}:){2,7}[0-9a-fA-F:.]{0,39}(?![\w:])/g,
  /\b\d{12}\b/g,
] as const;

/** A text in which every id, address and host name is an ellipsis. */
export function withoutIds(text: string): string {
  return PRIVATE.reduce((rest, pattern) => rest.replace(pattern, '…'), text);
}
