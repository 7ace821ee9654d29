// Where a value may stand: what it has to be there, and whether it is shown while it is open.
import { Frame } from './frame.ts';
import type { Shape } from './shape.ts';

/** The open place of a container, or that of the root. */
export interface Slot {
  /** What stands there has to be; undefined where it is not wanted, or was refused. */
  child: Shape | undefined;
  /** True while what stands there is not shown until it is whole. */
  veiled: boolean;
}

/** An open container and its shape. */
export class Place extends Frame implements Slot {
  readonly shape: Shape;
  /** The leaf that judges it as a whole, where it is built as it comes. */
  readonly leaf: Shape | undefined;
  child: Shape | undefined;
  /** True once anything in it was refused: its own checks cannot be run. */
  failed = false;
  /** True once it takes nothing more. */
  over = false;
  /** True once a hole would follow: what comes behind is judged, but not shown. */
  ended = false;
  /** In a union, the keys that have come: one that comes again may speak for an option that was given up. */
  readonly keys: Set<string> | undefined;
  /** The keys that have to be done before it is shown. */
  readonly gate: Set<string> | undefined;

  constructor(array: boolean, shape: Shape, leaf: Shape | undefined, inUnion: boolean) {
    super(array);
    this.shape = shape;
    this.leaf = leaf;
    this.keys = inUnion ? new Set() : undefined;
    this.gate = shape.gate && new Set(shape.gate);
  }

  /** Whether a value stands at the open place, or waits for it. */
  get filled(): boolean {
    return this.has(this.key);
  }
}
