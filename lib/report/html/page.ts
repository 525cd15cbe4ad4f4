import { createHash } from 'node:crypto';
import type { Locale } from '../../core/locale.ts';
import { type Html, html, raw } from './html-template.ts';
import { PAGE_STYLE } from './page-style.ts';

interface Page {
  readonly locale: Locale;
  readonly title: string;
  readonly content: Html;
  /** Beside the style that all pages share. */
  readonly style?: string;
  /** The only script that runs, with what the body tells it. */
  readonly script?: { readonly text: string; readonly data: Html };
}

/**
 * A page that needs nothing beside itself: no font, no picture, no request. No script runs but the one it is made with
 * (CSP Level 3, "script-src", hash sources).
 */
export function page({ locale, title, content, style = '', script }: Page): string {
  const hash = script && createHash('sha256').update(script.text).digest('base64');
  return html`<!doctype html>
<html lang="${locale}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'${hash === undefined ? raw('') : html`; script-src 'sha256-${hash}'`}">
<meta name="referrer" content="no-referrer">
<title>${title}</title>
<style>${raw(PAGE_STYLE)}${raw(style)}</style>
</head>
<body${script === undefined ? raw('') : html` ${script.data}`}>
<main>${content}</main>
${script === undefined ? raw('') : html`<script>${raw(script.text)}</script>\n`}</body>
</html>
`.markup;
}
