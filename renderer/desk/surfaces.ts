import { BoxSurface } from './canvas/box-surface.tsx';
import type { DeskItem } from './port.ts';
import type { Surface } from './surface.ts';
import { TextSurface } from './text/text-surface.tsx';

/** What shows which kind of media: another kind is a line here and its folder. */
export const surfaces: Readonly<Record<DeskItem['media']['kind'], Surface>> = { image: BoxSurface, text: TextSurface };
