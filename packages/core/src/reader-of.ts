// Decides by the shape of a schema what is read as its document.
import { Reader, type ReadOptions } from './reader.ts';
import { ARRAY, type Shape } from './shape.ts';
import { ARR, NULL, OBJ, type Sink } from './token.ts';

/** Reads the document that `shape` wants into `sink`. */
export function readerOf({ kind, types }: Shape, sink: Sink, options: ReadOptions): Reader {
  // Rows of values are the items of an array, where the schema wants one.
  const rows = kind !== ARRAY ? undefined : types & NULL ? /[{"\dtf-]/ : /[{"\dtfn-]/;
  const brackets = types & ARR ? (types & OBJ || rows ? '{[' : '[') : '{';
  return new Reader(sink, options, types & (OBJ | ARR) ? brackets : '', rows, types);
}
