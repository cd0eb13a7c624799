// The bytes of a frame. docs/internals/codec.md has the whole layout; a change here is a change there.
//
//   frame   = flags value
//   value   = tag payload
//
//   0x00-0x3f  the tags below
//   0x40-0x7f  an object of learned shape 0-63
//   0x80-0xbf  a Latin-1 string of 0-63 characters
//   0xc0-0xff  an integer 0-63

/** The reader keeps every object it builds, because a later value refers back to one. */
export const FLAG_REFERENCES = 0x01;
/** The shapes learned so far are void: numbering starts again at 0. */
export const FLAG_FORGET_SHAPES = 0x02;
export const KNOWN_FLAGS = 0x03;

export const TAG_UNDEFINED = 0x00;
export const TAG_NULL = 0x01;
export const TAG_FALSE = 0x02;
export const TAG_TRUE = 0x03;
export const TAG_INT8 = 0x04;
export const TAG_INT16 = 0x05;
export const TAG_INT32 = 0x06;
export const TAG_DOUBLE = 0x07;
export const TAG_LATIN1 = 0x08;
export const TAG_UTF16 = 0x09;
export const TAG_ARRAY = 0x0a;
export const TAG_SHAPE = 0x0b;
export const TAG_LEARN = 0x0c;
export const TAG_RECORD = 0x0d;
export const TAG_ODD_ARRAY = 0x0e;
export const TAG_REFERENCE = 0x0f;
export const TAG_MAP = 0x10;
export const TAG_SET = 0x11;
export const TAG_DATE = 0x12;
export const TAG_BIGINT64 = 0x13;
export const TAG_BIGINT = 0x14;
export const TAG_REGEXP = 0x15;
export const TAG_BOXED = 0x16;
export const TAG_ERROR = 0x17;
export const TAG_BUFFER = 0x18;
export const TAG_RESIZABLE_BUFFER = 0x19;
export const TAG_VIEW = 0x1a;
export const TAG_INT32_ARRAY = 0x1b;
export const TAG_FLOAT64_ARRAY = 0x1c;

export const FIRST_SHAPE = 0x40;
export const FIRST_STRING = 0x80;
export const FIRST_INTEGER = 0xc0;

/** Bits of the byte after `TAG_ERROR`. */
export const ERROR_HAS_MESSAGE = 0x01;
export const ERROR_HAS_STACK = 0x02;
export const ERROR_HAS_CAUSE = 0x04;

/** Nesting beyond this is left to the runtime, which has a limit of its own; neither side comes near the end of a default stack. */
export const MAX_DEPTH = 500;
/** More keys than this are not a shape but a dictionary. */
export const MAX_SHAPE_KEYS = 32;
/** A longer key is no name that a program uses again and again: an object that has one is a dictionary. In UTF-16 units. */
export const MAX_KEY_LENGTH = 64;
/** The keys of all shapes together have so many UTF-16 units at most; where a new shape would have more, both sides forget all shapes. */
export const MAX_SHAPE_TEXT: number = 2 ** 17;
/** When this many shapes are known both sides forget them all, so that one-off key lists cannot fill memory. */
export const MAX_SHAPES = 4096;

/** The bytes of a buffer of at least `SHORTEST_ALIGNED` start at a multiple of `ALIGNMENT`, counted from the start of the frame. */
export const ALIGNMENT = 8;
export const SHORTEST_ALIGNED = 64;

/** A resizable buffer may reserve so much; one that may grow further is left to the runtime. */
export const MAX_RESERVED: number = 2 ** 30;

/** The view types by number. A number, once given, keeps its meaning. */
export const VIEW_NAMES = [
  'DataView',
  'Int8Array',
  'Uint8Array',
  'Uint8ClampedArray',
  'Int16Array',
  'Uint16Array',
  'Int32Array',
  'Uint32Array',
  'Float32Array',
  'Float64Array',
  'BigInt64Array',
  'BigUint64Array',
  'Float16Array',
] as const;

/** The error types by number; any other name is an `Error`. */
export const ERROR_NAMES = ['Error', 'EvalError', 'RangeError', 'ReferenceError', 'SyntaxError', 'TypeError', 'URIError'] as const;
