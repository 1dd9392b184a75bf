/** A section of the guide: its heading, then text and pictures as they come. */
interface GuideSection {
  readonly title: string;
  readonly parts: readonly GuidePart[];
}

type GuidePart = { readonly kind: 'text'; readonly source: string } | { readonly kind: 'picture'; readonly file: string; readonly alt: string };

const PICTURE = /^!\[([^\]]*)\]\(pictures\/([\w-]+\.jpg)\)$/;

/** The guide's Markdown by its headings of the second level; what stands before the first is its introduction. */
export function guideSections(markdown: string): readonly GuideSection[] {
  return markdown.split(/^## /m).map((text) => {
    const [first = '', ...lines] = text.split(/\r?\n/);
    return { title: first.replace(/^# /, '').trim(), parts: partsOf(lines) };
  });
}

function partsOf(lines: readonly string[]): GuidePart[] {
  const parts: GuidePart[] = [];
  let source = '';
  const flush = (): void => {
    if (source.trim() !== '') parts.push({ kind: 'text', source });
    source = '';
  };
  for (const line of lines) {
    const [, alt, file] = PICTURE.exec(line.trim()) ?? [];
    if (alt === undefined || file === undefined) source += `${line}\n`;
    else {
      flush();
      parts.push({ kind: 'picture', file, alt });
    }
  }
  flush();
  return parts;
}
