import type { DemoTexts } from './texts.en.ts';

export const fr: DemoTexts = {
  whatItIs: 'Ceci est une démonstration : un laboratoire local (127.0.0.1) aux pannes voulues.',
  whatNext:
    'En page ou en ticket : --html FILE, --markdown. Une vraie cible : gatewatch check --region ap-northeast-2',
};
