/** The first hour: practice with the sample, the tour, and what somebody came for. */
export const practice = {
  title: 'Practice',
  stays: 'Real labels on the sample. They are kept like all others and never leave this machine.',
  leave: 'Leave practice',
  kinds: 'What to practise',
  kind: { boxes: 'Boxes', spans: 'Texts', classes: 'Classes' },
  section: 'The sample is on this machine: label it without a wallet and without a network. Nothing of it is ever sent.',
  open: 'Practise',
  tour: {
    label: 'Tour',
    start: 'Start the tour',
    skip: 'Skip the tour',
    position: 'Step {{number}} of {{count}}.',
    draw: {
      title: 'Draw a box.',
      text: 'Press {{box}} and drag around one thing in the photograph, the house for instance. Without a mouse: {{point}} sets a corner, the arrow keys pull the other one, {{point}} again ends.',
    },
    name: { title: 'Name it.', text: 'Say what is in the box: press a digit from {{first}} to {{last}}, or choose in the list at the side.' },
    undo: { title: 'Take it back.', text: '{{undo}} undoes the last step, and as many before it as you like, also after a restart.' },
    redo: { title: 'And do it again.', text: '{{redo}} brings it back. It was saved the moment you did it, each time.' },
    seal: { title: 'Seal it.', text: '{{seal}} says that this item is done and goes to the next one. Until a batch is sent you can open it again.' },
  },
  roles: {
    title: 'What brings you here?',
    lead: 'It decides what the rail at the left shows and where Tessera opens. Everything else stays within reach, and the settings change it.',
    practise: 'Practise some more',
    panel: 'What you do here',
    legend: 'Shown in the rail, and where Tessera opens',
    hint: 'The menu at the foot of the rail shows and hides single parts.',
    name: { annotator: 'I label', reviewer: 'I review', lead: 'I lead projects', all: 'All of it' },
    text: {
      annotator: 'Take seats in projects, label offline, and be paid when independent others agree.',
      reviewer: 'Look at drawn samples and disputed items as an expert, and say what is right.',
      lead: 'Open projects from files, fund them, watch quality, and export the dataset with its proof.',
      all: 'Show labelling, review and projects together.',
    },
  },
} as const;
