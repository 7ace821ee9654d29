// Finds the code samples of Markdown files and of doc comments.

/**
 * @typedef {object} Sample
 * @property {string} file where it stands, relative to the repository
 * @property {number} line of its first line of code, from 1
 * @property {'ts' | 'tsx' | 'vue'} language
 * @property {string | undefined} name `[name.ts]` in the fence: other samples of the file import it under this name
 * @property {boolean} runs whether it is executed, not only compiled
 * @property {string} code
 */

const fence = /^(\s*)(`{3,}|~{3,})\s*(\S*)\s*(.*)$/;

/**
 * The samples of a text: every fenced block in `ts`, `tsx` or `vue`. `ts` blocks run unless their fence says `no-run`.
 *
 * @param {string} file
 * @param {string} text
 * @returns {Sample[]}
 */
export function extractSamples(file, text) {
  return file.endsWith('.md') ? fromLines(file, text.split('\n'), 1) : fromDocComments(file, text);
}

function fromDocComments(file, text) {
  return [...text.matchAll(/\/\*\*[\s\S]*?\*\//g)].flatMap((comment) => {
    const lines = comment[0].slice(3, -2).split('\n');
    const stripped = lines.map((line) => line.replace(/^\s*\* ?/, ''));
    return fromLines(file, stripped, text.slice(0, comment.index).split('\n').length);
  });
}

function fromLines(file, lines, firstLine) {
  const samples = [];
  for (let i = 0; i < lines.length; i++) {
    const [, indent = '', marks, language, info = ''] = fence.exec(lines[i]) ?? [];
    if (!marks) continue;
    const start = i + 1;
    do i++;
    while (i < lines.length && !isEnd(lines[i], marks));
    if (i === lines.length) throw new Error(`${file}:${firstLine + start - 1}: this code block never ends.`);
    if (language !== 'ts' && language !== 'tsx' && language !== 'vue') continue;
    samples.push({
      file,
      line: firstLine + start,
      language,
      name: /\[([\w.-]+)\]/.exec(info)?.[1],
      runs: language === 'ts' && !/\bno-run\b/.test(info),
      code: lines
        .slice(start, i)
        .map((line) => (line.startsWith(indent) ? line.slice(indent.length) : line.trimStart()))
        .join('\n'),
    });
  }
  return samples;
}

function isEnd(line, marks) {
  const text = line.trim();
  return text.startsWith(marks) && text.replaceAll(marks[0], '') === '';
}
