/** An AWS object's tags by key. The name a person gave it is `Name`. */
export type Tags = Readonly<Record<string, string>>;
