/** What to do about a cause that no command fixes, by the cause's `why`. Sentences hold its `{values}`. */
export type FixPhrases = Readonly<Record<string, string>>;

const EXEMPT = 'Have {product} exempt these places from TLS inspection: {exemptions}';

export const en: FixPhrases = {
  'partial-inspection': EXEMPT,
  'only-proxy-inspects': EXEMPT,
  'only-direct-inspected': EXEMPT,
  'assumed-protocol':
    'If it does not serve {serves}, write protocols: [{spoken}] under this target in gatewatch.yaml.',
};
