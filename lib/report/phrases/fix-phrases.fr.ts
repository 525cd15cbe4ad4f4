import type { FixPhrases } from './fix-phrases.en.ts';

const EXEMPT = 'Faites exclure ces adresses de l’inspection TLS de {product} : {exemptions}';

export const fr: FixPhrases = {
  'partial-inspection': EXEMPT,
  'only-proxy-inspects': EXEMPT,
  'only-direct-inspected': EXEMPT,
  'assumed-protocol':
    'S’il ne sert pas {serves}, écrivez protocols: [{spoken}] sous cette cible dans gatewatch.yaml.',
};
