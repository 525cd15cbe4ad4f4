import type { Locale } from '../../core/locale.ts';

interface PagePhrases {
  readonly copy: string;
  readonly copied: string;
  readonly checkedAt: string;
}

/** The words that only a page has. */
export const PAGE_PHRASES: Readonly<Record<Locale, PagePhrases>> = {
  en: { copy: 'Copy', copied: 'Copied', checkedAt: 'When it was checked' },
  ko: { copy: '복사', copied: '복사됨', checkedAt: '점검한 시각' },
  fr: { copy: 'Copier', copied: 'Copié', checkedAt: 'Heure de la vérification' },
};
