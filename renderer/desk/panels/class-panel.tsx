import type { Ref } from 'react';
import { useEffect, useMemo, useRef, useState } from 'react';
import type { ItemLabels } from '../../../shared/labels/types.ts';
import { useStrings } from '../../app/strings/strings.ts';
import { ClassSwatch } from '../../app/ui/class-chip.tsx';
import { cx } from '../../app/ui/cx.ts';
import { CommandKbd } from '../../app/ui/command-kbd.tsx';
import { SearchInput } from '../../app/ui/search-input.tsx';
import type { CommandId } from '../../commands/table.ts';
import type { ShownClass } from '../canvas/looks.ts';
import { lookFor } from '../canvas/looks.ts';
import { focusSurface } from '../focus.ts';
import { assignClassKeys, classCommandOf, pickableClasses } from '../session/class-keys.ts';
import { useDesk, useDeskState } from '../session/desk-context.tsx';
import type { RegionActions } from '../session/region-actions.ts';
import { itemClasses } from '../session/edits.ts';
import './class-panel.css';

/** A list longer than this gets a search field at once; a shorter one only when asked for. */
const SEARCH_FROM = 10;

/** The classes with key, colour, sign and count. A click does what the key does. */
export function ClassPanel({ actions, searchRef, isSearching, onSearchEnd }: { actions: RegionActions; searchRef: Ref<HTMLInputElement>; isSearching: boolean; onSearchEnd: () => void }) {
  const t = useStrings();
  const { looks } = useDesk();
  const schema = useDeskState((state) => state.batch?.schema);
  // A gesture under way changes no class: the count waits for its end.
  const labels = useDeskState((state) => state.open?.document.labels ?? null);
  const classId = useDeskState((state) => state.classId);
  const [query, setQuery] = useState('');
  const [aimed, setAimed] = useState(0);
  const counts = useMemo(() => countClasses(labels), [labels]);
  if (schema === undefined) return null;
  const classes = pickableClasses(schema);
  const keys = assignClassKeys(classes);
  const wanted = query.trim().toLocaleLowerCase();
  const found = classes.filter((each) => each.name.toLocaleLowerCase().includes(wanted));
  const commandOf = (id: number): CommandId | undefined => {
    const key = keys.get(id);
    return key === undefined ? undefined : classCommandOf(key);
  };
  const isChosen = (id: number): boolean => (schema.kind === 'class' ? (counts.get(id) ?? 0) > 0 : id === classId);
  const isAiming = query.trim() !== '' || isSearching;
  const aimedAt = Math.min(aimed, found.length - 1);
  const finish = (): void => {
    setQuery('');
    setAimed(0);
    onSearchEnd();
    focusSurface();
  };
  return (
    <section className="desk-section desk-classes" aria-labelledby="desk-classes-title" data-desk-pane="">
      <h2 id="desk-classes-title" className="desk-section__title">
        {t(schema.kind === 'class' ? 'desk:classes.item' : 'desk:classes.title')}
      </h2>
      {(classes.length > SEARCH_FROM || isSearching) && (
        <SearchInput
          ref={searchRef}
          className="desk-classes__search"
          label={t('desk:classes.search')}
          value={query}
          aria-controls="desk-classes-list"
          aria-description={isAiming ? found[aimedAt]?.name : undefined}
          onChange={(typed) => {
            setQuery(typed);
            setAimed(0);
          }}
          onKeyDown={(event) => {
            const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
            if (step !== undefined && found.length > 0) {
              event.preventDefault();
              setAimed((aimedAt + step + found.length) % found.length);
            }
            const picked = found[aimedAt];
            if (event.key === 'Enter' && picked !== undefined) actions.pickClass(picked.id);
            if (event.key === 'Enter' || event.key === 'Escape') finish();
          }}
        />
      )}
      <ul className="desk-classes__list" id="desk-classes-list">
        {found.map((each, at) => (
          <ClassRow
            key={each.id}
            look={lookFor(looks, each.id)}
            command={commandOf(each.id)}
            count={counts.get(each.id) ?? 0}
            isChosen={isChosen(each.id)}
            isAimed={isAiming && at === aimedAt}
            onPick={() => {
              actions.pickClass(each.id);
              focusSurface();
            }}
          />
        ))}
        {found.length === 0 && <li className="t-soft">{t('desk:classes.none')}</li>}
      </ul>
      {schema.kind !== 'class' && schema.classes.length > 0 && schema.documentClasses.length > 0 && <DocumentClasses actions={actions} labels={labels} />}
    </section>
  );
}

function ClassRow({ look, command, count, isChosen, isAimed = false, onPick }: { look: ShownClass; command: CommandId | undefined; count: number; isChosen: boolean; isAimed?: boolean; onPick: () => void }) {
  const t = useStrings();
  const row = useRef<HTMLLIElement>(null);
  useEffect(() => {
    if (isAimed) row.current?.scrollIntoView({ block: 'nearest' });
  }, [isAimed]);
  return (
    <li ref={row}>
      <button type="button" className={cx('desk-class', isChosen && 'desk-class--chosen', isAimed && 'desk-class--aimed')} aria-pressed={isChosen} onClick={onPick}>
        <ClassSwatch look={look} glyph={look.glyph} sizePx={18} />
        <span className="desk-class__name t-truncate" title={look.name}>
          {look.name}
        </span>
        {count > 0 && (
          <span className="desk-class__count t-number" title={t('desk:classes.count', { count })}>
            <span aria-hidden="true">{count}</span>
            <span className="t-hidden">{t('desk:classes.count', { count })}</span>
          </span>
        )}
        {command !== undefined && <CommandKbd id={command} />}
      </button>
    </li>
  );
}

/** Classes of the whole item, beside those of its regions. */
function DocumentClasses({ actions, labels }: { actions: RegionActions; labels: ItemLabels | null }) {
  const t = useStrings();
  const { looks } = useDesk();
  const documentClasses = useDeskState((state) => state.batch?.schema.documentClasses ?? []);
  const chosen = new Set(labels === null ? [] : itemClasses(labels).map((region) => region.classId));
  return (
    <div role="group" aria-label={t('desk:classes.item')}>
      <h3 className="desk-section__title">{t('desk:classes.item')}</h3>
      <ul className="desk-classes__list">
        {documentClasses.map(({ id }) => (
          <ClassRow key={id} look={lookFor(looks, id)} command={undefined} count={0} isChosen={chosen.has(id)} onPick={() => actions.toggleItemClass(id)} />
        ))}
      </ul>
    </div>
  );
}

function countClasses(labels: ItemLabels | null): ReadonlyMap<number, number> {
  const counts = new Map<number, number>();
  for (const { classId } of labels?.regions ?? []) counts.set(classId, (counts.get(classId) ?? 0) + 1);
  return counts;
}
