import { useState } from 'react';
import { BookOpen } from 'lucide-react';
import { networkPresets } from '../../../shared/protocol/addresses.ts';
import type { HostResult } from '../../../shared/host-api.ts';
import { ErrorPanel } from '../errors/error-panel.tsx';
import { notify } from '../notices/notices.ts';
import { useHost } from '../state/host.tsx';
import { useAction } from '../state/use-action.ts';
import { useAnswer } from '../state/use-answer.ts';
import { useStrings } from '../strings/strings.ts';
import { FileButton } from '../ui/file-button.tsx';
import { Field } from '../ui/field.tsx';
import { Select } from '../ui/inputs.tsx';

export interface NetworkChoice {
  name: string;
  chainId: number;
  coordinator: string;
}

interface Option extends NetworkChoice {
  key: string;
  isKnown: boolean;
}

/** The book's deployments first; then the presets that it lacks, with the address where CREATE2 puts this version. */
function optionsOf(book: HostResult<'chain.book'> | null): Option[] {
  const known = (book?.deployments ?? []).map(({ name, chainId, coordinator }) => ({ key: `${chainId}-${coordinator.address}`, name, chainId, coordinator: coordinator.address, isKnown: true }));
  const presets = networkPresets
    .filter(({ chainId, isLocal }) => !isLocal && !known.some((entry) => entry.chainId === chainId))
    .map(({ id, name, chainId }) => ({ key: id, name, chainId, coordinator: book?.standardCoordinator ?? '', isKnown: false }));
  return [...known, ...presets];
}

/** Fills the form from the address book; a book that somebody gave can be taken in. */
export function ChooseNetwork({ onChoose }: { onChoose: (choice: NetworkChoice) => void }) {
  const t = useStrings();
  const host = useHost();
  const { value: book, reload } = useAnswer('chain.book', {});
  const [chosen, setChosen] = useState('');
  const options = optionsOf(book);
  const current = options.find(({ key }) => key === chosen);
  const take = useAction(
    async (file: File) => host.call('chain.importBook', { text: await file.text() }),
    ({ deployments }) => {
      notify({ tone: 'good', text: t('app:settings.imported', { count: deployments.length }) });
      reload();
    },
  );
  const choose = (key: string) => {
    setChosen(key);
    const option = options.find((each) => each.key === key);
    if (option !== undefined) onChoose(option);
  };
  return (
    <>
      <Field label={t('app:settings.choose')} hint={current?.isKnown === false ? t('app:settings.standardHint') : t('app:settings.chooseHint')}>
        {(control) => (
          <Select
            {...control}
            value={chosen}
            onChange={choose}
            options={[
              { value: '', label: t('app:settings.chooseOther') },
              ...options.map(({ key, name, isKnown }) => ({ value: key, label: isKnown ? t('app:settings.chooseKnown', { name }) : name })),
            ]}
          />
        )}
      </Field>
      <div>
        <FileButton icon={BookOpen} isBusy={take.isBusy} accept=".json,application/json" testId="address-book" onFiles={([file]) => void (file !== undefined && take.run(file))}>
          {t('app:settings.importBook')}
        </FileButton>
      </div>
      {take.error !== null && <ErrorPanel error={take.error} hasNoAction />}
    </>
  );
}
