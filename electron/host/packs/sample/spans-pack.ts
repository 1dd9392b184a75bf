import type { SamplePack, TextLabels, TrueSpan } from './types.ts';

const PERSON = 1;
const PLACE = 2;
const ORGANISATION = 3;
const DATE = 4;
const BUSINESS = 5;
const LOOKING_BACK = 6;
const EVERYDAY = 7;

function spans(classId: number, ...quotes: (string | [quote: string, nth: number])[]): TrueSpan[] {
  return quotes.map((entry) => (typeof entry === 'string' ? { classId, quote: entry } : { classId, quote: entry[0], nth: entry[1] }));
}

function labels(documentClass: number, ...groups: TrueSpan[][]): TextLabels {
  return { documentClass, spans: groups.flat() };
}

const instructions = `Mark every name, each time it comes, and give the text one class.

- **Person**: the name without its title: *Webster*, not *Colonel Webster*.
- **Place**: countries, states, towns, waters, buildings. *Indiana*, not *State of Indiana*; "the Union" is no place.
- **Organisation**: bodies with a name: *Congress*, *Department of State*. An office such as *Secretary of War* is none.
- **Date**: a day, a month or a year, with all that belongs to it.
- The whole text: **Government business** (what is to be done), **Looking back** (what was said or done), **Everyday life**.`;

const marketDay =
  'On 14 June 2025 Rosa 👩🏽‍🌾 sold her last strawberries 🍓 in Aarhus. Her neighbour Jose\u0301 carried the crates 📦📦, ' +
  'and the Harbour Bakery took what was left over for its cakes. By noon the square was empty, and Rosa counted her coins under the lime tree. 🌳\n';

const nightTrain =
  '👨🏻‍🚒 Ibrahim missed the night train to Łódź 🚆 on 3 March, so the tour of the Fire Museum began without him. ' +
  'His family 👨‍👩‍👧‍👦 was already waiting in Łódź; Zoë had bought the tickets at the Rail Office in Gdańsk. “Next time,” he wrote, “I’ll leave earlier 😅.”\n';

/** Offsets are found in the texts by their quotes, so that they hold in code points whatever the emoji. */
export const spansPack: SamplePack = {
  key: 'spans',
  kind: 'spans',
  batchSize: 4,
  schema: {
    name: 'Names in speeches and notes',
    kind: 'spans',
    classes: [
      { id: PERSON, name: 'Person', colour: '#d6336c', key: '1', glyph: '☺' },
      { id: PLACE, name: 'Place', colour: '#2b9348', key: '2', glyph: '⌖' },
      { id: ORGANISATION, name: 'Organisation', colour: '#2f7ed8', key: '3', glyph: '⌂' },
      { id: DATE, name: 'Date', colour: '#e8890c', key: '4', glyph: '◷' },
    ],
    documentClasses: [
      { id: BUSINESS, name: 'Government business', colour: '#7b4fd0', key: '5', glyph: '§' },
      { id: LOOKING_BACK, name: 'Looking back', colour: '#0f9aa8', key: '6', glyph: '↶' },
      { id: EVERYDAY, name: 'Everyday life', colour: '#8a7a12', key: '7', glyph: '☕' },
    ],
    attributes: [],
    instructions,
    languages: ['en'],
    confidenceDefault: 90,
  },
  items: [
    {
      id: 'fort-sackville',
      making: { from: 'address', file: '1927_calvin_coolidge_r', begins: 'This expedition was led by George Rogers Clark.', ends: 'memorial at that point.' },
      answers: {
        truth: labels(
          LOOKING_BACK,
          spans(PERSON, 'George Rogers Clark'),
          spans(PLACE, 'Northwest Territory', 'Pacific', 'Indiana', 'Fort Sackville'),
          spans(ORGANISATION, 'Federal Government'),
        ),
        mistakes: {
          b: labels(BUSINESS, spans(PERSON, 'George Rogers Clark'), spans(PLACE, 'State of Indiana'), spans(ORGANISATION, 'Fort Sackville')),
        },
      },
    },
    {
      id: 'market-day',
      making: { from: 'own-text', text: marketDay },
      answers: {
        truth: labels(
          EVERYDAY,
          spans(DATE, '14 June 2025'),
          spans(PERSON, 'Rosa', 'Jose\u0301', ['Rosa', 1]),
          spans(PLACE, 'Aarhus'),
          spans(ORGANISATION, 'Harbour Bakery'),
        ),
        mistakes: {
          // One name missed: still enough for agreement.
          b: labels(EVERYDAY, spans(DATE, '14 June 2025'), spans(PERSON, 'Rosa', 'Jose\u0301'), spans(PLACE, 'Aarhus'), spans(ORGANISATION, 'Harbour Bakery')),
        },
      },
    },
    {
      id: 'kentucky',
      making: {
        from: 'address',
        file: '1790_george_washington_n',
        begins: 'Since your last sessions I have received',
        ends: 'in case the requisite sanction of Congress be added.',
      },
      answers: {
        truth: labels(BUSINESS, spans(PLACE, 'Kentucky', 'Virginia'), spans(ORGANISATION, 'Congress')),
        mistakes: { a: labels(LOOKING_BACK, spans(PERSON, 'Virginia'), spans(ORGANISATION, 'Union')) },
      },
    },
    {
      id: 'statue-of-liberty',
      making: { from: 'address', file: '1972_richard_nixon_r', begins: 'In New York Harbor stands one of', ends: 'what America has meant to the world.' },
      answers: {
        truth: labels(LOOKING_BACK, spans(PLACE, 'New York Harbor', 'Statue of Liberty', 'France', 'United States', 'America'), spans(DATE, '1886')),
        // Both take the peoples for organisations and the statue for a person: only an expert can put it right.
        mistakes: {
          a: labels(BUSINESS, spans(PLACE, 'New York Harbor'), spans(PERSON, 'Statue of Liberty'), spans(ORGANISATION, 'France', 'United States')),
          b: labels(BUSINESS, spans(PLACE, 'New York Harbor'), spans(PERSON, 'Statue of Liberty'), spans(ORGANISATION, 'France', 'United States')),
        },
      },
    },
    {
      id: 'san-juan',
      making: {
        from: 'address',
        file: '1906_theodore_roosevelt_r',
        begins: 'The harbor of San Juan in Porto Rico',
        ends: 'by preference the Department of State or the Department of War.',
      },
      answers: {
        truth: labels(
          BUSINESS,
          spans(PLACE, 'San Juan', 'Porto Rico', ['Porto Rico', 1], ['Porto Rico', 2], 'Philippines', 'Hawaii'),
          spans(ORGANISATION, 'Federal Treasury', 'Department of State', 'Department of War'),
        ),
        mistakes: { a: labels(EVERYDAY, spans(PLACE, 'San Juan'), spans(ORGANISATION, 'Porto Rico', ['Porto Rico', 1], ['Porto Rico', 2])) },
      },
    },
    {
      id: 'washington-said',
      making: { from: 'address', file: '1982_ronald_reagan_r', begins: 'President Washington began this tradition', ends: 'against the onslaught of aggression.' },
      answers: {
        truth: labels(LOOKING_BACK, spans(PERSON, 'Washington', 'George Washington', 'Winston Churchill'), spans(DATE, '1790')),
        mistakes: { b: labels(BUSINESS, spans(PLACE, 'Washington'), spans(PERSON, 'Winston Churchill')) },
      },
    },
    {
      id: 'night-train',
      making: { from: 'own-text', text: nightTrain },
      answers: {
        truth: labels(
          EVERYDAY,
          spans(PERSON, 'Ibrahim', 'Zoë'),
          spans(PLACE, 'Łódź', ['Łódź', 1], 'Gdańsk'),
          spans(DATE, '3 March'),
          spans(ORGANISATION, 'Fire Museum', 'Rail Office'),
        ),
        mistakes: {
          b: labels(EVERYDAY, spans(PERSON, 'Ibrahim'), spans(PLACE, 'Łódź', ['Łódź', 1], 'Gdańsk'), spans(DATE, '3 March'), spans(ORGANISATION, 'Fire Museum', 'Rail Office')),
        },
      },
    },
    {
      id: 'illinois-canal',
      making: {
        from: 'address',
        file: '1862_abraham_lincoln_r',
        begins: 'The military and commercial importance of enlarging',
        ends: 'the Department of Agriculture of the United States to be organized.',
      },
      answers: {
        truth: labels(
          BUSINESS,
          spans(PLACE, 'Illinois and Michigan Canal', 'Illinois River', 'United States'),
          spans(PERSON, 'Webster'),
          spans(ORGANISATION, 'Congress', ['Congress', 1], 'Department of Agriculture'),
          spans(DATE, '15th of May'),
        ),
        mistakes: {
          a: labels(LOOKING_BACK, spans(PLACE, 'Illinois', 'Michigan'), spans(PERSON, 'Colonel Webster', 'Secretary of War'), spans(ORGANISATION, 'United States')),
          b: labels(LOOKING_BACK, spans(PLACE, 'Illinois', 'Michigan'), spans(PERSON, 'Colonel Webster', 'Secretary of War'), spans(ORGANISATION, 'United States')),
        },
      },
    },
  ],
};
