// Which package may import what, and whether each file of the packages keeps to it.
import { isBuiltin } from 'node:module';
import { dirname, join } from 'node:path';
import ts from 'typescript';

/**
 * The floors of the house. `packages`: the workspace packages below. `typesOnly`: what must leave no trace at run time.
 * `node`: the files that may use Node, the rest runs anywhere.
 */
export const floors = {
  core: { packages: [], typesOnly: ['zod'], node: [] },
  client: { packages: ['core'], typesOnly: ['zod'], node: [] },
  server: { packages: ['core'], typesOnly: ['zod'], node: [/^src\/(node|redis)\b/] },
  react: { packages: ['client'], typesOnly: ['zod'], node: [] },
  vue: { packages: ['client'], typesOnly: ['zod'], node: [] },
  testing: { packages: [], typesOnly: [], node: ['src/fixture-files.ts'] },
};

const isTest = (file) => /\.(test|test-d|test\.kit)\.tsx?$/.test(file);

/**
 * What is wrong with the imports of one file.
 *
 * @param {object} file
 * @param {keyof typeof floors} file.package
 * @param {string} file.path within the package, as in `src/patch.ts`
 * @param {string} file.text
 * @param {Record<string, Record<string, string>>} file.manifest the package.json
 * @param {readonly string[]} file.shared what tests may import from the root
 * @returns {string[]}
 */
export function wrongImports({ package: name, path, text, manifest, shared }) {
  const floor = floors[name];
  const test = isTest(path);
  const inTests = test ? [...Object.keys(manifest.devDependencies ?? {}), ...shared] : [];
  const declared = new Set([
    ...Object.keys(manifest.dependencies ?? {}),
    ...Object.keys(manifest.peerDependencies ?? {}),
    ...inTests,
  ]);
  const atRunTime = new Set(importsOf(withoutTypes(text, path)));
  return importsOf(text).flatMap((specifier) => {
    if (specifier.startsWith('.')) {
      const target = join(dirname(path), specifier);
      if (!target.startsWith('src/')) return test ? [] : [`${specifier} leads out of the package's source`];
      return isTest(target) && !test ? [`${specifier} is a test`] : [];
    }
    if (isBuiltin(specifier)) {
      const allowed =
        test || floor.node.some((each) => (typeof each === 'string' ? each === path : each.test(path)));
      return allowed ? [] : [`${specifier} is only there in Node`];
    }
    const [scope, rest] = specifier.split('/');
    const dependency = specifier.startsWith('@') ? `${scope}/${rest}` : scope;
    const own = manifest.name === dependency;
    if (!declared.has(dependency) && !(own && test)) return [`${dependency} is no dependency of the package`];
    const below = dependency.replace('@partialkit/', '');
    if (below !== dependency && !test && !floor.packages.includes(below))
      return [`${dependency} is not below ${name}`];
    if (!test && floor.typesOnly.includes(dependency) && atRunTime.has(specifier)) {
      return [`${dependency} may be imported for its types only`];
    }
    return [];
  });
}

function importsOf(text) {
  return ts.preProcessFile(text, true, true).importedFiles.map(({ fileName }) => fileName);
}

function withoutTypes(text, fileName) {
  const { ESNext } = ts.ScriptTarget;
  const compilerOptions = {
    target: ESNext,
    module: ts.ModuleKind.ESNext,
    verbatimModuleSyntax: true,
    jsx: ts.JsxEmit.Preserve,
  };
  return ts.transpileModule(text, { compilerOptions, fileName }).outputText;
}
