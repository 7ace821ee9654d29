// What a sample says that it prints, and how that is compared with what it does print.
import { format } from 'node:util';
import ts from 'typescript';

/**
 * Finds every `console.log(…)` of a sample and what its comment says that it prints. The comment stands behind the
 * statement on the same line; or, if nothing stands there, on the lines directly below it, each a comment of its own.
 *
 * @param {string} code
 * @returns {{ instrumented: string, expectations: { line: number, expected: string | undefined }[] }} `instrumented`
 *   calls `__log[i](…)` where the code called `console.log(…)` for the ith time
 */
export function findExpectations(code) {
  const source = ts.createSourceFile('sample.ts', code, ts.ScriptTarget.ESNext, true, ts.ScriptKind.TS);
  const lines = code.split('\n');
  const calls = [];
  const visit = (node) => {
    if (ts.isCallExpression(node) && node.expression.getText(source) === 'console.log') calls.push(node);
    ts.forEachChild(node, visit);
  };
  visit(source);
  let instrumented = code;
  const expectations = calls.map((call) => {
    const end = source.getLineAndCharacterOfPosition(call.end);
    return {
      line: source.getLineAndCharacterOfPosition(call.getStart(source)).line,
      expected: commentAfter(lines, end.line, end.character),
    };
  });
  // From the last to the first, so that positions stay right; an inner call comes after its outer one.
  for (const [index, call] of [...calls.entries()].sort(([, a], [, b]) => b.pos - a.pos)) {
    const { end } = call.expression;
    instrumented = `${instrumented.slice(0, call.expression.getStart(source))}__log[${index}]${instrumented.slice(end)}`;
  }
  return { instrumented, expectations };
}

function commentAfter(lines, line, character) {
  const behind = /^[\s;)}\]]*\/\/ ?(.*)$/.exec(lines[line].slice(character));
  if (behind) return behind[1];
  if (!/^[\s;)}\]]*$/.test(lines[line].slice(character))) return undefined;
  const below = [];
  for (let i = line + 1; i < lines.length; i++) {
    const comment = /^\s*\/\/ ?(.*)$/.exec(lines[i]);
    if (!comment) break;
    below.push(comment[1]);
  }
  return below.length === 0 ? undefined : below.join('\n');
}

/**
 * Whether `calls`, the arguments of all calls of one `console.log`, print what is expected. What is compared is the
 * text that Node's console would print, but for white space: any run of it counts as one space, and beside brackets,
 * commas and colons it counts for nothing. `…` stands for any text. A statement that ran several times prints its
 * lines one after the other; a comment may part them by commas.
 *
 * @param {string} expected
 * @param {readonly unknown[][]} calls
 */
export function prints(expected, calls) {
  const pattern = flatten(expected)
    .split('…')
    .map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'))
    .join('[\\s\\S]*');
  return ['\n', ','].some((mark) => new RegExp(`^${pattern}$`).test(flatten(printed(calls, mark))));
}

/**
 * @param {readonly unknown[][]} calls
 * @param {string} mark
 */
export function printed(calls, mark = '\n') {
  return calls.map((args) => format(...args)).join(mark);
}

function flatten(text) {
  return text
    .replace(/\s*([[\]{}(),:])\s*/g, '$1')
    .replace(/\s+/g, ' ')
    .trim();
}
