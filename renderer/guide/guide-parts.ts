import { instructionParts } from '../../shared/labels/instructions.ts';
import type { InstructionPart } from '../../shared/labels/instructions.ts';

/** A section of the guide: its heading, then text and pictures as they come. */
interface GuideSection {
  readonly title: string;
  readonly parts: readonly InstructionPart[];
}

/** The guide's Markdown by its headings of the second level; what stands before the first is its introduction. */
export function guideSections(markdown: string): readonly GuideSection[] {
  return markdown.split(/^## /m).map((text) => {
    const [first = '', ...lines] = text.split(/\r?\n/);
    const parts = instructionParts(lines.join('\n')).filter((part) => part.kind === 'picture' || part.text.trim() !== '');
    return { title: first.replace(/^# /, '').trim(), parts };
  });
}
