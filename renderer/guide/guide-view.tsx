import guide from '../../docs/guide.md?raw';
import { useStrings } from '../app/strings/strings.ts';
import { Page } from '../app/ui/layout.tsx';
import { PlainMarkdown } from '../desk/panels/plain-markdown.tsx';
import { guideSections } from './guide-parts.ts';
import './guide.css';

/** Inside the app, as the text is: the guide is there without a network. `e2e/guide.spec.ts` takes them from the running app. */
const pictures = import.meta.glob<string>('../../docs/pictures/*.jpg', { eager: true, query: '?url', import: 'default' });

const sections = guideSections(guide);

/** The user's guide. It is written in English alone, and says so to who listens. */
export function GuideView() {
  const t = useStrings();
  const [intro, ...rest] = sections;
  return (
    <Page title={t('app:guide.title')}>
      <div lang="en" translate="no" className="guide t-prose">
        {intro !== undefined && <Parts parts={intro.parts} />}
        {rest.map(({ title, parts }) => (
          <section key={title} aria-label={title}>
            <h2>{title}</h2>
            <Parts parts={parts} />
          </section>
        ))}
      </div>
    </Page>
  );
}

function Parts({ parts }: { parts: (typeof sections)[number]['parts'] }) {
  return parts.map((part, index) =>
    part.kind === 'text' ? (
      <PlainMarkdown key={index} source={part.source} />
    ) : (
      <img key={index} src={pictures[`../../docs/pictures/${part.file}`]} alt={part.alt} className="guide__picture" />
    ),
  );
}
