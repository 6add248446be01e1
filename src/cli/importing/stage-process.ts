/** The entry point of the process that runs one stage of an import. It ends with its stage, or with the program that started it. */
import { join } from 'node:path';
import { runStage, type StageName, type Stages } from '../../import/stages.ts';
import { createWebSubHub } from '../../notify/websub.ts';
import { messageOf, PublishError } from '../../problem/publish-error.ts';
import type { Progress } from '../../publish/read/read-source.ts';
import { createDirectoryStore } from '../../store/directory.ts';
import { withPublication } from '../terminal/open-store.ts';
import { type Failure, importFolder, type StageMessage, type StageRequest } from './stage-request.ts';

// The program that started this process decides when to stop.
process.on('SIGINT', () => undefined);
process.on('disconnect', () => process.exit(1));
process.once('message', async (request: StageRequest) => {
  const message = await run(request).then(
    (result): StageMessage => ({ kind: 'result', result }),
    (thrown): StageMessage => ({ kind: 'failed', failure: failureOf(thrown) }),
  );
  process.send?.(message, () => process.exit(0));
});

function run({ name, input, locations, program, options, hasHub }: StageRequest): Promise<Stages[StageName]['result']> {
  const scratch = createDirectoryStore(join(locations.to, importFolder));
  const onProgress = (progress: Progress) => void process.send?.({ kind: 'progress', progress } satisfies StageMessage);
  const hub = hasHub ? { hub: createWebSubHub() } : {};
  return withPublication(
    locations,
    { env: process.env, program },
    {
      writes: true,
      verify: options.verify === true,
      run: (stores) => runStage(name, input, { ...options, ...stores, ...hub, scratch, onProgress }),
    },
  );
}

function failureOf(thrown: unknown): Failure {
  if (!(thrown instanceof PublishError)) {
    const message = thrown instanceof Error ? (thrown.stack ?? thrown.message) : messageOf(thrown);
    return { code: null, message, problems: [], location: '' };
  }
  const { code, message, problems, location } = thrown;
  return { code, message, problems, location };
}
