import { describe, expect, it } from 'vitest';
import { instructionParts, pictureMarkdown, picturesNamed } from './instructions.ts';

describe('pictures in instructions', () => {
  it('are found with what stands around them, in order', () => {
    expect(instructionParts('Draw tight.\n\n![A good box](good.png)\n\nNot ![](bad%20one.jpg)like this.')).toEqual([
      { kind: 'text', text: 'Draw tight.\n\n' },
      { kind: 'picture', name: 'good.png', words: 'A good box' },
      { kind: 'text', text: '\n\nNot ' },
      { kind: 'picture', name: 'bad%20one.jpg', words: '' },
      { kind: 'text', text: 'like this.' },
    ]);
  });

  it('are named once, blanks around a name do not count, and a link is no picture', () => {
    expect(picturesNamed('![a]( one two.png ) ![b](one two.png) [c](three.png) ![d]()')).toEqual(['one two.png']);
  });

  it('are written so that they are read again, whatever the words', () => {
    const markdown = pictureMarkdown('boat.png', 'A [good]\nbox');
    expect(instructionParts(markdown)).toEqual([{ kind: 'picture', name: 'boat.png', words: 'A  good  box' }]);
  });
});
