import { MAX_KEY_LENGTH, MAX_SHAPE_KEYS, MAX_SHAPE_TEXT, MAX_SHAPES } from './format.ts';

/** Not a number of a shape: the key list has not been sent. */
export const UNLEARNED = -1;
/** Objects with this key list have had accessors: each is looked at before it is read. */
export const SUSPECT = -2;
/** Not a shape: too many keys, keys that are indices or very long, or no room in the tree. */
export const DICTIONARY = -3;

const MAX_NODES = 4 * MAX_SHAPES;
/**
 * Of so many shapes a quarter as many objects at least have to be of a shape known before, or none is learned from the next `PAUSE` objects with an unknown
 * key: to learn one costs several times what it costs to send its keys, and what strangers send may be different each time.
 */
const WINDOW = 256;
const PAUSE = 8192;
const DIGIT_0 = 0x30;
const DIGIT_9 = 0x39;

/** A prefix of a key list; its number is that of the shape with exactly these keys. */
export class ShapeNode {
  shape: number;
  /** The key that was followed last, and where to: objects of one kind come in runs. */
  lastKey: string | undefined = undefined;
  lastNode: ShapeNode;
  /** All that were followed, once there is more than one: most nodes have one alone. */
  children: Map<string, ShapeNode> | undefined = undefined;
  readonly depth: number;
  /** Of its keys together, in UTF-16 units. */
  readonly text: number;

  constructor(shape: number, depth: number, text: number) {
    this.shape = shape;
    this.depth = depth;
    this.text = text;
    this.lastNode = this;
  }
}

const NO_SHAPE = new ShapeNode(DICTIONARY, 0, 0);

/** The writer's side of learned shapes: from a list of keys to the number its reader knows it by. */
export class ShapeTree {
  root: ShapeNode = new ShapeNode(UNLEARNED, 0, 0);
  #nodes = 0;
  /** Of the keys that the nodes are found by. */
  #nodeText = 0;
  #shapes = 0;
  /** Of the keys of all shapes. */
  #shapeText = 0;
  #isFull = false;
  /** How many objects had a known shape, since the current window began. */
  reused = 0;
  /** How many shapes were learned in the current window, and how many unknown keys are still to be passed over. */
  #learned = 0;
  #pause = 0;
  /** Shapes numbered since the last complete frame. */
  readonly #fresh: ShapeNode[] = [];
  #forget: boolean;

  /** @param forget - whether the reader knows shapes of an earlier writer, which the first frame has to make void */
  constructor(forget: boolean) {
    this.#forget = forget;
  }

  /** Starts a message. Returns whether its frame must tell the reader to forget every shape. */
  begin(): boolean {
    // Undone here and not when a message is given up: that may be for want of stack, and then nothing more can be done.
    if (this.#fresh.length > 0) this.#undo();
    if (this.#isFull || this.#shapes >= MAX_SHAPES || this.#nodes >= MAX_NODES) {
      this.root = new ShapeNode(UNLEARNED, 0, 0);
      this.#nodes = 0;
      this.#nodeText = 0;
      this.#shapes = 0;
      this.#shapeText = 0;
      this.#isFull = false;
      this.#forget = true;
    }
    return this.#forget;
  }

  /** The node one key further, when it is not the one followed last. */
  follow(node: ShapeNode, key: string): ShapeNode {
    if (node.shape === DICTIONARY) return node;
    let next = node.children?.get(key);
    if (next === undefined) {
      if (this.#pause > 0) {
        this.#pause -= 1;
        return NO_SHAPE;
      }
      const { length } = key;
      const first = length > 0 ? key.charCodeAt(0) : 0;
      if (node.depth === MAX_SHAPE_KEYS || length > MAX_KEY_LENGTH || (first >= DIGIT_0 && first <= DIGIT_9)) return NO_SHAPE;
      if (this.#nodes >= MAX_NODES || this.#nodeText + length > MAX_SHAPE_TEXT) {
        this.#isFull = true;
        return NO_SHAPE;
      }
      this.#nodes += 1;
      this.#nodeText += length;
      next = new ShapeNode(UNLEARNED, node.depth + 1, node.text + length);
      if (node.lastKey !== undefined) (node.children ??= new Map([[node.lastKey, node.lastNode]])).set(key, next);
    }
    node.lastKey = key;
    node.lastNode = next;
    return next;
  }

  /** Gives the key list of `node` the next number. False when there is none left until the next message. */
  learn(node: ShapeNode): boolean {
    if (this.#shapes >= MAX_SHAPES || this.#shapeText + node.text > MAX_SHAPE_TEXT) {
      this.#isFull = true;
      return false;
    }
    // First: it may be for want of stack that this throws, and then nothing must have changed.
    this.#fresh.push(node);
    node.shape = this.#shapes;
    this.#shapes += 1;
    this.#shapeText += node.text;
    this.#learned += 1;
    if (this.#learned === WINDOW) {
      if (this.reused < WINDOW / 4) this.#pause = PAUSE;
      this.#learned = 0;
      this.reused = 0;
    }
    return true;
  }

  /** The frame is complete: its reader will know what it taught. */
  commit(): void {
    this.#forget = false;
    if (this.#fresh.length > 0) this.#fresh.length = 0;
  }

  /** The last frame was given up: its reader never sees what it taught. */
  #undo(): void {
    for (const node of this.#fresh) {
      node.shape = UNLEARNED;
      this.#shapeText -= node.text;
    }
    this.#shapes -= this.#fresh.length;
    this.#fresh.length = 0;
  }
}
