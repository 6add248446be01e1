/** The events of the import function, and the state machine that sends them. */
import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { type ImportStep, parseImportEvent } from '../../handlers/import-event.ts';

interface State {
  readonly Type: string;
  readonly Next?: string;
  readonly End?: boolean;
  readonly Default?: string;
  readonly Choices?: readonly { readonly Next: string }[];
  readonly Retry?: readonly { readonly ErrorEquals: readonly string[] }[];
  readonly Parameters?: { readonly Payload?: Readonly<Record<string, unknown>> };
  readonly ItemSelector?: Readonly<Record<string, unknown>>;
  readonly ItemProcessor?: { readonly States: Readonly<Record<string, State>> };
}

const machine = JSON.parse(readFileSync('cloud/import-machine.json', 'utf8')) as {
  readonly StartAt: string;
  readonly States: Readonly<Record<string, State>>;
};
const states = Object.entries(machine.States);

/** An event as the state machine makes it: what it takes from its data has an example here. */
function eventOf(template: Readonly<Record<string, unknown>>): Record<string, unknown> {
  const examples: Readonly<Record<string, unknown>> = { 'batch.$': 3, 'part.$': 2, 'pass.$': 'pass-0123456789ab' };
  const named = Object.entries(template).map(([key, value]) => [key.replace('.$', ''), examples[key] ?? value]);
  return Object.fromEntries(named);
}

describe('the state machine of an import', () => {
  test('every state is reached, and ends or goes on', () => {
    const targets = states.flatMap(([, { Next, Default, Choices = [] }]) => [
      ...[Next, Default].filter((it) => it !== undefined),
      ...Choices.map((it) => it.Next),
    ]);
    expect(new Set([machine.StartAt, ...targets])).toEqual(new Set(states.map(([name]) => name)));
    for (const [name, { Next, End, Choices }] of states)
      expect({ name, goesOn: Next !== undefined || End === true || Choices !== undefined }).toEqual({
        name,
        goesOn: true,
      });
  });

  test('every event that it sends is a step, and all steps are sent', () => {
    const sent = states.map(([, { Parameters, ItemSelector }]) => ItemSelector ?? Parameters?.Payload);
    const templates = sent.filter((it) => it !== undefined);
    const steps = templates.map((template) => parseImportEvent(eventOf(template)).step);
    expect(steps.sort()).toEqual([
      'end',
      'join',
      'part',
      'plan',
      'read',
      'reduce',
      'render',
    ] satisfies ImportStep['step'][]);
  });

  test('every task is done again after any failure', () => {
    const tasks = states.flatMap(([, state]) => [state, ...Object.values(state.ItemProcessor?.States ?? {})]);
    for (const { Type, Retry = [] } of tasks.filter((it) => it.Type === 'Task'))
      expect({ Type, again: Retry.some(({ ErrorEquals }) => ErrorEquals.includes('States.ALL')) }).toMatchObject({
        again: true,
      });
  });
});

describe('an event of the import function', () => {
  test.each([
    null,
    {},
    { step: 'publish' },
    { step: 'constructor' },
    { step: 'read' },
    { step: 'read', batch: -1 },
    { step: 'read', batch: '../1' },
    { step: 'render', batch: 1, pass: '../../rss' },
    { step: 'part', pass: 'pass-0123456789ab' },
    { step: 'join', pass: 'pass-0123456789ab/../x' },
  ])('%j is refused', (event) => {
    expect(() => parseImportEvent(event)).toThrow('An import has no such step');
  });

  test('what a step does not need is left out', () => {
    expect(parseImportEvent({ step: 'read', batch: 1, pass: '../x' })).toEqual({ step: 'read', batch: 1 });
    expect(parseImportEvent({ step: 'plan' })).toEqual({ step: 'plan', batchSize: null });
    expect(parseImportEvent({ step: 'plan', batchSize: '8' })).toEqual({ step: 'plan', batchSize: null });
  });
});
