import type { Locale } from '../../core/locale.ts';
import { WIDGET_PHRASES } from '../phrases/widget-phrases.ts';
import { fillText } from '../text/fill.ts';

/**
 * What the widget says of itself, in Markdown. CloudWatch takes the first block of YAML for the parameters of a new
 * widget (CloudWatch User Guide, "Details about custom widgets", Using the describe parameter).
 *
 * @param vantages - every name that is allowed
 */
export function widgetAbout(vantages: readonly string[], locale: Locale): string {
  const { about, parameters, parameter, permission } = WIDGET_PHRASES[locale];
  const known = vantages.map((name) => `\`${name}\``).join(', ');
  return [
    '## gatewatch',
    '',
    about,
    '',
    `### ${parameters}`,
    '',
    `- **vantage** ${parameter.vantage.replace('{known}', known)}`,
    `- **lang** ${fillText(parameter.lang, { language: locale })}`,
    '',
    '``` yaml',
    `vantage: ${vantages[0]}`,
    `lang: ${locale}`,
    '```',
    '',
    permission,
    '',
  ].join('\n');
}
