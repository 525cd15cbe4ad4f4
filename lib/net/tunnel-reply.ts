/** Where a tunnel is to end. Nobody looks the name up here: the proxy does. */
export interface Destination {
  readonly host: string;
  readonly port: number;
}

export interface TunnelLimits {
  /** Milliseconds, all of it together. */
  readonly timeoutMs: number;
  readonly signal: AbortSignal;
}

/** What a proxy said when it was asked for a tunnel. `status` is HTTP's, or SOCKS5's reply code. */
export type TunnelReply =
  | {
      readonly outcome: 'tunnel';
      readonly status: number;
      /** The answer announced a page, which no tunnel has. */
      readonly isPage?: boolean;
    }
  | {
      readonly outcome: 'refusal';
      readonly status: number;
      /** Squid's own name for it. */
      readonly error?: string;
      /** What the proxy calls itself. */
      readonly software?: string;
      /** The way it wants people to prove who they are. */
      readonly wants?: string;
      readonly leadsTo?: string;
    }
  /** SOCKS5: it takes nobody without credentials. */
  | { readonly outcome: 'wants-credentials' }
  | { readonly outcome: 'not-a-proxy'; readonly firstBytes: string }
  /** The connection stood, and no answer came on it; `agreed`: SOCKS5 had been agreed upon. */
  | { readonly outcome: 'silent' | 'closed' | 'reset'; readonly agreed?: true };
