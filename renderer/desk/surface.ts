import type { ComponentType } from 'react';
import type { LabelCommand } from '../../shared/labels/commands.ts';
import type { RegionId } from '../../shared/labels/ids.ts';
import type { RegionStart } from '../../shared/labels/make.ts';
import type { ProjectSchema } from '../../shared/labels/schema.ts';
import type { ItemLabels, Region } from '../../shared/labels/types.ts';
import type { DeskItem, DeskPlace } from './port.ts';
import type { ImagePyramid } from './media/pyramid.ts';

/** An item's media, decoded and ready to be shown. */
export type LoadedMedia =
  | { readonly kind: 'image'; readonly pyramid: ImagePyramid }
  /** The bytes as UTF-8, line ends and all. */
  | { readonly kind: 'text'; readonly text: string };

/** Somebody else's regions, shown below one's own and never edited: review, suggestions. */
export interface Overlay {
  readonly name: string;
  /** #rrggbb */
  readonly colour: string;
  readonly regions: readonly Region[];
}

/**
 * What a surface (the part of the desk that shows an item and takes gestures on it) is given.
 * A surface keeps no labels of its own: it shows `labels` and says what was done to them.
 */
export interface SurfaceProps {
  readonly item: DeskItem;
  readonly media: LoadedMedia;
  /** With the open draft in it: what is seen while a gesture goes on. */
  readonly labels: ItemLabels;
  readonly schema: ProjectSchema;
  readonly overlays: readonly Overlay[];
  /** Ids of the selected regions, in the order of selection. */
  readonly selection: readonly RegionId[];
  /** The class that a new region gets; 0 where the schema has none for regions. */
  readonly classId: number;
  readonly readOnly: boolean;
  /** Where the person left off on this item, null: fit. */
  readonly view: DeskPlace['view'];
  readonly actions: SurfaceActions;
}

/** Stable for the life of the desk: may be left out of dependency lists. */
export interface SurfaceActions {
  /** A fresh id with the current class, its default confidence and attributes. */
  readonly newRegion: () => RegionStart;
  /** A finished gesture: one mark, one undo step, saved at once. `markName` is a key of the strings catalogue. */
  readonly apply: (markName: string, commands: readonly LabelCommand[]) => boolean;
  /** A gesture under way: replaces what it drafted before. Seen at once, not saved before `commitDraft`. */
  readonly draft: (markName: string, commands: readonly LabelCommand[]) => void;
  /** Makes the draft a mark. */
  readonly commitDraft: () => void;
  /** Forgets the draft, as if the gesture had not begun. */
  readonly cancelDraft: () => void;
  readonly select: (ids: readonly RegionId[]) => void;
  /** Says it to a screen reader. Already a sentence, not a key. */
  readonly announce: (sentence: string) => void;
  /** Zoom and offset, kept over a restart. */
  readonly rememberView: (view: DeskPlace['view']) => void;
}

export type Surface = ComponentType<SurfaceProps>;
