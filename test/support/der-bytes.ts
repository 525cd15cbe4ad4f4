/** Elements of DER made by hand, for readers of it (X.690 §8). */

/** A text stands for hexadecimal. */
export type Part = Buffer | string;

/** One element. */
export function der(tag: number, ...parts: readonly Part[]): Buffer {
  const content = Buffer.concat(
    parts.map((one) => (typeof one === 'string' ? Buffer.from(one, 'hex') : one)),
  );
  const length =
    content.length < 0x80 ? [content.length] : [0x82, content.length >> 8, content.length & 0xff];
  return Buffer.concat([Buffer.from([tag, ...length]), content]);
}

export const seq = (...parts: readonly Part[]) => der(0x30, ...parts);

export const text = (tag: number, value: string) => der(tag, Buffer.from(value, 'latin1'));

/** An object identifier (X.690 §8.19). */
export function oid(written: string): Buffer {
  const [first = 0, second = 0, ...rest] = written.split('.').map(Number);
  const bytes = [first * 40 + second, ...rest].flatMap((arc) => {
    const septets = [arc & 0x7f];
    for (let left = arc >> 7; left > 0; left >>= 7) septets.unshift((left & 0x7f) | 0x80);
    return septets;
  });
  return der(0x06, Buffer.from(bytes));
}

/** One attribute of a name, alone in its set. */
export const named = (type: string, value: string, tag = 0x0c) => der(0x31, seq(oid(type), text(tag, value)));
