import type { DemoTexts } from './texts.en.ts';

export const fr: DemoTexts = {
  whatItIs: 'Ceci est une démonstration : un laboratoire local (127.0.0.1) avec des pannes provoquées.',
  whatNext:
    'Pour une page ou un ticket : --html FICHIER, --markdown. Pour une vraie cible : gatewatch check --region ap-northeast-2',
};
