import { Linter } from 'eslint';
import tseslint from 'typescript-eslint';
import { describe, expect, it } from 'vitest';
import { noLiteralText } from '../../.ci/no-literal-text.mjs';

/** The words that the rule refuses in a piece of TSX. */
function refused(code: string): string[] {
  const found = new Linter().verify(
    code,
    [{ files: ['**/*.tsx'], languageOptions: { parser: tseslint.parser, parserOptions: { ecmaFeatures: { jsx: true } } }, plugins: { own: { rules: { text: noLiteralText } } }, rules: { 'own/text': 'error' } }],
    'view.tsx',
  );
  return found.map(({ message }) => /put "(.*)" into/u.exec(message)?.[1] ?? message);
}

describe('the lint rule against words outside of the catalogue', () => {
  it('refuses them as text, whatever decides between them', () => {
    expect(refused('const v = <p>Hello there {isOn ? "on" : "off"} {isOn && `it is ${x}`} {name + " is here"} {a ?? "none"}</p>;')).toEqual(['Hello there', '"on"', '"off"', '`it is ${x}`', '" is here"', '"none"']);
  });

  it('refuses them in what is shown or spoken of an element', () => {
    expect(refused('const v = <><Field label="Name" hint={isOn ? "A hint" : undefined} /><input placeholder="Type" aria-label={"Find"} title="Why" /></>;')).toEqual(['"Name"', '"A hint"', '"Type"', '"Find"', '"Why"']);
  });

  it('refuses them in notices and in what a screen reader is told', () => {
    expect(refused('notify({ tone: "good", text: "It is done" }); actions.announce("Moved"); notify({ text: t("app:done"), action: { label } });')).toEqual(['"It is done"', '"Moved"']);
  });

  it('lets signs, numbers, keys of the catalogue and values for programs be', () => {
    expect(refused('const v = <p className="two words" data-x="a b" role="status" title={t("app:x")}>{t("app:y", { name: "Tom" })} · 12 % × {status === "open" && <b />} <Tool label="app:nav.work" title={`desk:tool.${name}`} /> <input placeholder="https://…" type="text" /></p>;')).toEqual([]);
  });
});
