import type { ProjectSchema } from '../../../../shared/labels/schema.ts';

/** Who answers: the two practice annotators, or the practice expert, who is always right. */
export type Practitioner = 'a' | 'b' | 'expert';

/** Where an item comes from and under what terms it may be passed on. */
export interface Credit {
  readonly title: string;
  readonly author: string;
  readonly source: string;
  readonly licence: string;
}

/** A rectangle of the picture in whole pixels: left, top, right, bottom. */
export type Corners4 = readonly [x0: number, y0: number, x1: number, y1: number];

export interface TrueBox {
  readonly classId: number;
  readonly at: Corners4;
}

/** A span by what it says: the `nth` (from 0) place where the text has `quote`. */
export interface TrueSpan {
  readonly classId: number;
  readonly quote: string;
  readonly nth?: number;
}

/** What one item shows, and what one says who is mistaken about it. */
export interface BoxAnswers {
  readonly truth: readonly TrueBox[];
  readonly mistakes?: { readonly a?: readonly TrueBox[]; readonly b?: readonly TrueBox[] };
}

export interface TextLabels {
  readonly documentClass: number;
  readonly spans: readonly TrueSpan[];
}

export interface SpanAnswers {
  readonly truth: TextLabels;
  readonly mistakes?: { readonly a?: TextLabels; readonly b?: TextLabels };
}

export interface ClassAnswers {
  readonly truth: number;
  readonly mistakes?: { readonly a?: number; readonly b?: number };
}

/** How the build makes an item's file. */
export type SampleMaking =
  /** A photograph of a package as it is, or a part of it: left, top, width, height in pixels. */
  | { readonly from: 'photograph'; readonly photograph: string; readonly crop: readonly [number, number, number, number] | null }
  /** The part of an address that begins with the first words given and ends with the last. */
  | { readonly from: 'address'; readonly file: string; readonly begins: string; readonly ends: string }
  | { readonly from: 'own-text'; readonly text: string };

export interface SampleItem<A> {
  /** The file's name without its ending, and with it the item's id in the pack. */
  readonly id: string;
  readonly making: SampleMaking;
  readonly answers: A;
}

interface SampleBase {
  readonly key: string;
  readonly schema: ProjectSchema;
  /** Items a batch, chosen so that each batch has its practice mistakes. */
  readonly batchSize: number;
}

export type SamplePack =
  | (SampleBase & { readonly kind: 'boxes'; readonly items: readonly SampleItem<BoxAnswers>[] })
  | (SampleBase & { readonly kind: 'spans'; readonly items: readonly SampleItem<SpanAnswers>[] })
  | (SampleBase & { readonly kind: 'class'; readonly items: readonly SampleItem<ClassAnswers>[] });
