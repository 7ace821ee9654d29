// f: objects in objects, 200 levels; a longer document holds several such trees.
import * as z from 'zod';
import { fill, type Workload } from '../workload.ts';

interface Node {
  id: number;
  child?: Node | undefined;
}

const node: z.ZodType<Node> = z.object({
  id: z.number().int(),
  get child() {
    return node.optional();
  },
});

function makeTree(depth: number): Node {
  let tree: Node = { id: depth };
  for (let id = depth - 1; id > 0; id--) tree = { id, child: tree };
  return tree;
}

export const deep: Workload = {
  id: 'f',
  title: '200 levels deep, 3 KB',
  describes:
    'Objects with a number and one child, 200 levels, so that the whole path is open to the last byte.',
  size: 3_000,
  schema: z.object({ trees: z.array(node) }),
  write: (_random, size) => JSON.stringify({ trees: fill(size - 200, () => makeTree(200)) }),
};
