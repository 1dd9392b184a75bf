import { expect, it } from 'vitest';
import { allowedHtml, allowedScriptUrl } from './trusted-types.ts';

it('lets only the empty text through as HTML', () => {
  expect(allowedHtml('')).toBe('');
  for (const html of [' ', '<b>x</b>', 'x']) expect(() => allowedHtml(html)).toThrow(TypeError);
});

it.each(['http://127.0.0.1:25000/', 'app://tessera/'])('lets only scripts of %s be workers', (href) => {
  const page = { href };
  expect(allowedScriptUrl('/assets/index-worker.a1.js', page)).toBe('/assets/index-worker.a1.js');
  for (const url of ['https://evil.example/assets/a.js', 'data:text/javascript,1', 'javascript:1', '/asset/a.js', '/export/e/a.js', '//evil/assets/a.js', 'app://evil/assets/a.js', 'http://127.0.0.1:25001/assets/a.js']) {
    expect(() => allowedScriptUrl(url, page)).toThrow(TypeError);
  }
});
