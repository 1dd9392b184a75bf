import { NOTHING } from '../../../shared/quality/answers.ts';
import type { Say } from '../../app/strings/strings.ts';

/** A category as people read it: classes by their names, and "nothing" in the window's language. */
export function categoryName(label: string, t: Say): string {
  return label === NOTHING ? t('lead:quality.nothing') : label;
}
