import type { en } from './en/index.ts';

type Catalogue = typeof en;

type Leaf<T> = { [K in NameOf<T>]: T[K] extends string ? Unplural<K> : `${K}.${Leaf<T[K]>}` }[NameOf<T>];

type NameOf<T> = Extract<keyof T, string>;

/** `left_one` and `left_other` are one key, `left`, called with `count`. */
type Unplural<K extends string> = K extends `${infer Stem}_${'zero' | 'one' | 'two' | 'few' | 'many' | 'other'}` ? Stem : K;

/** Every key that there is, as `area:path.to.text`. */
export type StringKey = { [A in keyof Catalogue]: `${A}:${Leaf<Catalogue[A]>}` }[keyof Catalogue];

/** What stands in a text's {{places}}; `count` also picks the plural. Numbers are written as the language writes them. */
export type StringValues = Readonly<Record<string, string | number>>;

type At<T, P extends string> = P extends `${infer Head}.${infer Rest}`
  ? Head extends keyof T
    ? At<T[Head], Rest>
    : never
  : P extends keyof T
    ? T[P]
    : `${P}_other` extends keyof T
      ? T[`${P}_other`]
      : never;

type TextOf<K extends StringKey> = K extends `${infer Area}:${infer Path}` ? (Area extends keyof Catalogue ? At<Catalogue[Area], Path> : never) : never;

type PlacesIn<T> = T extends `${string}{{${infer Name}}}${infer Rest}` ? Name | PlacesIn<Rest> : never;

/** The places of a text that must be filled. A key that is only known when the program runs is not checked. */
type ValuesOf<K extends StringKey> = StringKey extends K
  ? [values?: StringValues]
  : [PlacesIn<TextOf<K>>] extends [never]
    ? [values?: StringValues]
    : [values: StringValues & Readonly<Record<PlacesIn<TextOf<K>>, string | number>>];

/** Says a text of the catalogue in the chosen language. */
export type Say = <K extends StringKey>(key: K, ...values: ValuesOf<K>) => string;

/** Another language: the same tree, other words. */
export type Translation<T> = { readonly [K in keyof T]: T[K] extends string ? string : Translation<T[K]> };
