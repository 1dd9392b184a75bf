import { defineCommands } from './types.ts';

/** What an expert says of an item once the blind answer is sealed. They stand on the desk beside its own keys. */
export const reviewCommands = defineCommands([
  { id: 'review.accept', title: 'review:command.accept', group: 'review', scope: 'desk', keys: ['Shift+A'] },
  { id: 'review.fix', title: 'review:command.fix', group: 'review', scope: 'desk', keys: ['Shift+O'] },
  { id: 'review.reject', title: 'review:command.reject', group: 'review', scope: 'desk', keys: ['Shift+B'] },
  { id: 'review.set-aside', title: 'review:command.setAside', group: 'review', scope: 'desk', keys: ['Shift+Q'] },
  { id: 'review.take-1', title: 'review:command.take', titleValues: { number: 1 }, group: 'review', scope: 'desk', keys: ['Mod+Shift+Digit1'] },
  { id: 'review.take-2', title: 'review:command.take', titleValues: { number: 2 }, group: 'review', scope: 'desk', keys: ['Mod+Shift+Digit2'] },
  { id: 'review.take-3', title: 'review:command.take', titleValues: { number: 3 }, group: 'review', scope: 'desk', keys: ['Mod+Shift+Digit3'] },
  { id: 'review.take-4', title: 'review:command.take', titleValues: { number: 4 }, group: 'review', scope: 'desk', keys: ['Mod+Shift+Digit4'] },
  { id: 'review.take-5', title: 'review:command.take', titleValues: { number: 5 }, group: 'review', scope: 'desk', keys: ['Mod+Shift+Digit5'] },
  { id: 'review.take-6', title: 'review:command.take', titleValues: { number: 6 }, group: 'review', scope: 'desk', keys: ['Mod+Shift+Digit6'] },
  { id: 'review.take-7', title: 'review:command.take', titleValues: { number: 7 }, group: 'review', scope: 'desk', keys: ['Mod+Shift+Digit7'] },
  { id: 'review.sign', title: 'review:command.sign', group: 'review', scope: 'desk', keys: ['Mod+Shift+Enter'] },
]);
