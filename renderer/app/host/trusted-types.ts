import { z } from 'zod';

/*
 * Loaded before everything else, while nothing has touched the page yet.
 *
 * The page's policy refuses text as HTML or as the address of a script, but for one policy of this name. It lets
 * through the empty string (Konva clears its container with it) and workers of this very origin; anything else throws.
 */

interface PolicyFactory {
  createPolicy(
    name: string,
    rules: { createHTML(html: string): string; createScriptURL(url: string): string },
  ): unknown;
}

export function allowedHtml(html: string): string {
  if (html === '') return html;
  throw new TypeError('HTML from text is not allowed in this window');
}

export function allowedScriptUrl(url: string, page: { href: string }): string {
  const wanted = new URL(url, page.href);
  const own = new URL(page.href);
  // The origin of app:// is the text "null", the same for every such scheme: protocol and host are compared.
  const isOwn = wanted.protocol === own.protocol && wanted.host === own.host;
  if (isOwn && /^\/(assets\/)?[\w.-]+\.js$/.test(wanted.pathname)) return url;
  throw new TypeError('Scripts of other places are not allowed in this window');
}

function isFactory(value: unknown): value is PolicyFactory {
  return typeof value === 'object' && value !== null && 'createPolicy' in value;
}

// zod compiles its checks with `new Function` where it may: here it may not, and asking is reported as a violation.
z.config({ jitless: true });

const factory: unknown = Reflect.get(globalThis, 'trustedTypes');
if (isFactory(factory)) {
  factory.createPolicy('default', {
    createHTML: allowedHtml,
    createScriptURL: (url) => allowedScriptUrl(url, location),
  });
}
