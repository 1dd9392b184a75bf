import english from '../../docs/guide.md?raw';
import german from '../../docs/guide.de.md?raw';
import { language, useStrings } from '../app/strings/strings.ts';
import { Page } from '../app/ui/layout.tsx';
import { PlainMarkdown } from '../desk/panels/plain-markdown.tsx';
import { guideSections } from './guide-parts.ts';
import './guide.css';

/** Inside the app, as the text is: the guide is there without a network. `e2e/guide.spec.ts` takes them from the running app. */
const pictures = import.meta.glob<string>('../../docs/pictures/*.jpg', { eager: true, query: '?url', import: 'default' });

const guides = { en: guideSections(english), de: guideSections(german) };

/** The user's guide in the window's language, marked as what it is written in. Its pictures show the English window. */
export function GuideView() {
  const t = useStrings();
  const written = language() === 'de' ? 'de' : 'en';
  const [intro, ...rest] = guides[written];
  return (
    <Page title={t('app:guide.title')}>
      <div lang={written} translate="no" className="guide t-prose">
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

function Parts({ parts }: { parts: (typeof guides)['en'][number]['parts'] }) {
  return parts.map((part, index) =>
    part.kind === 'text' ? (
      <PlainMarkdown key={index} source={part.text} />
    ) : (
      <img key={index} src={pictures[`../../docs/${part.name}`]} alt={part.words} className="guide__picture" />
    ),
  );
}
