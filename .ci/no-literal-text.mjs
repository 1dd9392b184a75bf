/*
 * A lint rule: what people read comes from the catalogue of strings. It refuses words in JSX, as text or in an
 * attribute that is read (a name, a hint, a placeholder), and words that are given to a notice or a screen reader.
 */

/** Attributes whose value is shown or spoken; of our own components too. */
const READ = new Set(['alt', 'aria-description', 'aria-label', 'aria-placeholder', 'aria-roledescription', 'aria-valuetext', 'caption', 'description', 'head', 'heading', 'hint', 'label', 'legend', 'placeholder', 'text', 'title', 'tooltip']);
/** Functions that say something: their text, or the property of their argument that holds it. */
const SAYING = new Set(['notify', 'announce']);
const SAID = new Set(['text', 'label']);

/** Two letters beside each other are a word; signs, numbers, addresses and keys of the catalogue (`app:nav.work`) are none. */
const isWords = (text) => /\p{L}{2}/u.test(text.replace(/https?:\S*|^[a-z]+:[\w.-]*$/gu, ''));

/** The literals that an expression may turn out to be. */
function literalsOf(node) {
  switch (node?.type) {
    case 'Literal':
      return typeof node.value === 'string' && isWords(node.value) ? [node] : [];
    case 'TemplateLiteral':
      return isWords(node.quasis.map(({ value }) => value.cooked ?? '').join('')) ? [node] : [];
    case 'ConditionalExpression':
      return [...literalsOf(node.consequent), ...literalsOf(node.alternate)];
    case 'LogicalExpression':
      return node.operator === '&&' ? literalsOf(node.right) : [...literalsOf(node.left), ...literalsOf(node.right)];
    case 'BinaryExpression':
      return node.operator === '+' ? [...literalsOf(node.left), ...literalsOf(node.right)] : [];
    case 'JSXExpressionContainer':
    case 'TSAsExpression':
    case 'TSSatisfiesExpression':
      return literalsOf(node.expression);
    default:
      return [];
  }
}

export const noLiteralText = {
  meta: { type: 'problem', schema: [], messages: { literal: 'Words that people read come from the catalogue: put "{{text}}" into renderer/app/strings and say it by its key.' } },
  create(context) {
    const report = (node) => context.report({ node, messageId: 'literal', data: { text: context.sourceCode.getText(node).trim().slice(0, 60) } });
    const check = (node) => literalsOf(node).forEach(report);
    return {
      JSXText: (node) => {
        if (isWords(node.value)) report(node);
      },
      JSXExpressionContainer: (node) => {
        if (node.parent.type === 'JSXElement' || node.parent.type === 'JSXFragment') check(node);
      },
      JSXAttribute: (node) => {
        if (node.name.type === 'JSXIdentifier' && READ.has(node.name.name)) check(node.value);
      },
      CallExpression: (node) => {
        const name = node.callee.type === 'MemberExpression' ? node.callee.property.name : node.callee.name;
        if (!SAYING.has(name)) return;
        for (const given of node.arguments) {
          check(given);
          if (given.type !== 'ObjectExpression') continue;
          for (const property of given.properties) if (property.type === 'Property' && SAID.has(property.key.name)) check(property.value);
        }
      },
    };
  },
};
