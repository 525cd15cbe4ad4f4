import type { BlockCode } from './packet.ts';

/** One sentence for what stops a packet, and one for what stops its answer. Groups let answers pass. */
export type BlockSentences = Readonly<Record<BlockCode, { readonly asked: string; readonly answer: string }>>;
