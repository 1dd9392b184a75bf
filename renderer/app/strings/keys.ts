import type { en } from './en/index.ts';

type Catalogue = typeof en;

type Leaf<T> = { [K in NameOf<T>]: T[K] extends string ? Unplural<K> : `${K}.${Leaf<T[K]>}` }[NameOf<T>];

type NameOf<T> = Extract<keyof T, string>;

/** `left_one` and `left_other` are one key, `left`, called with `count`. */
type Unplural<K extends string> = K extends `${infer Stem}_${'zero' | 'one' | 'two' | 'few' | 'many' | 'other'}` ? Stem : K;

/** Every key that there is, as `area:path.to.text`. */
export type StringKey = { [A in keyof Catalogue]: `${A}:${Leaf<Catalogue[A]>}` }[keyof Catalogue];

/** What may stand in a text's {{places}}; `count` also picks the plural. */
export type StringValues = Readonly<Record<string, string | number>>;

/** Another language: the same tree, other words. */
export type Translation<T> = { [K in keyof T]: T[K] extends string ? string : Translation<T[K]> };
