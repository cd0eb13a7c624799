import { describeError } from '../../clone/describe-error.ts';
import type { ErrorNode, ErrorProperty, ErrorRecord } from '../../clone/error-record.ts';
import { withoutOwnFrames } from '../../core/own-frames.ts';

/** What a task threw, as plain data. Its stack ends where the program's code was called: how a call is delivered tells nobody anything. */
export function describeThrown(error: unknown): ErrorRecord {
  const record = describeError(error);
  return { ...record, nodes: record.nodes.map((node) => (node.kind === 'error' ? trimmed(node) : node)) };
}

function trimmed(node: ErrorNode): ErrorNode {
  const trim = (property: ErrorProperty): ErrorProperty =>
    property.key === 'stack' && typeof property.value === 'string' ? { ...property, value: withoutOwnFrames(property.value) } : property;
  return { ...node, properties: node.properties.map(trim), inherited: node.inherited.map(trim) };
}
