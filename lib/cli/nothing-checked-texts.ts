import type { Locale } from '../core/locale.ts';
import { en, type NothingChecked } from './nothing-checked-texts.en.ts';
import { fr } from './nothing-checked-texts.fr.ts';
import { ko } from './nothing-checked-texts.ko.ts';

export const NOTHING_CHECKED: Readonly<Record<Locale, NothingChecked>> = { en, ko, fr };
