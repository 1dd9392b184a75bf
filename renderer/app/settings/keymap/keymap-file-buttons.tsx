import { Download, Upload } from 'lucide-react';
import type { KeymapProblem } from '../../../commands/keymap-file.ts';
import { keymapToFile, readKeymapText } from '../../../commands/keymap-file.ts';
import { keymap, setKeymap } from '../../../commands/keymap.ts';
import { commandTable } from '../../../commands/table.ts';
import { saveFile } from '../../format/save-file.ts';
import { notify } from '../../notices/notices.ts';
import type { Say } from '../../strings/strings.ts';
import { useStrings } from '../../strings/strings.ts';
import { Button } from '../../ui/button.tsx';
import { FileButton } from '../../ui/file-button.tsx';

const FILE_NAME = 'tessera-keymap.json';
const LARGEST_BYTES = 256 * 1024;
const NAMED = 3;

/** The keymap to a file, and from one. */
export function KeymapFileButtons() {
  const t = useStrings();
  const chosen = async (first: File | undefined): Promise<void> => {
    if (first === undefined) return;
    if (first.size > LARGEST_BYTES) notify({ tone: 'bad', text: t('app:keymap.tooLarge', { name: first.name }) });
    else take(await first.text(), first.name, t);
  };
  return (
    <div className="t-row">
      <Button size="s" icon={Download} onClick={save}>
        {t('app:keymap.export')}
      </Button>
      <FileButton size="s" icon={Upload} accept="application/json,.json" testId="keymap-file" onFiles={([first]) => void chosen(first)}>
        {t('app:keymap.import')}
      </FileButton>
    </div>
  );
}

function save(): void {
  saveFile(FILE_NAME, `${JSON.stringify(keymapToFile(keymap()), null, 2)}\n`, 'application/json');
}

function take(text: string, name: string, t: Say): void {
  const read = readKeymapText(text, commandTable);
  if (!read.ok) {
    notify({ tone: 'bad', text: read.error.message === 'JSON' ? t('app:keymap.notJson', { name }) : t('app:keymap.invalid', { name, field: read.error.field, problem: read.error.message }) });
    return;
  }
  const before = keymap();
  setKeymap(read.value.keymap);
  const { problems } = read.value;
  notify({
    tone: problems.length === 0 ? 'good' : 'warn',
    text: [t('app:keymap.imported', { name }), ...problems.slice(0, NAMED).map((problem) => wordsOf(problem, t)), ...(problems.length > NAMED ? [t('app:keymap.moreProblems', { count: problems.length - NAMED })] : [])].join(' '),
    action: { label: t('app:keymap.takeBack'), run: () => setKeymap(before) },
  });
}

function wordsOf(problem: KeymapProblem, t: Say): string {
  return problem.code === 'UNKNOWN_COMMAND' ? t('app:keymap.unknownCommand', { id: problem.id }) : t('app:keymap.badChord', { id: problem.id, chord: problem.chord });
}
