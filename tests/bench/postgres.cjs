// SPDX-License-Identifier: GPL-3.0-or-later
// Writes jobs into a queue of npm's on PostgreSQL in batches of 100, then works them off; prints jobs a second of both.
// usage: postgres.cjs pg-boss|graphile-worker URL JOBS; NODE_PATH names the folder of the modules
const batch = 100;
const job = (number) => ({ orderId: String(number), total: 49.9, currency: 'EUR' });

async function timed(jobs, work) {
  const start = process.hrtime.bigint();
  await work();
  return Math.round((jobs * 1e9) / Number(process.hrtime.bigint() - start));
}

async function pgBoss(url, jobs) {
  const module = require('pg-boss');
  const PgBoss = module.PgBoss ?? module;
  const boss = new PgBoss({ connectionString: url, supervise: false, schedule: false });
  await boss.start();
  await boss.createQueue('orders');
  const write = await timed(jobs, async () => {
    for (let written = 0; written < jobs; written += batch)
      await boss.insert(Array.from({ length: batch }, (_, i) => ({ name: 'orders', data: job(written + i) })));
  });
  let done = 0;
  const relay = await timed(jobs, async () => {
    for (;;) {
      const fetched = await boss.fetch('orders', { batchSize: batch });
      if (!fetched || fetched.length === 0) break;
      done += fetched.length;
      await boss.complete('orders', fetched.map((each) => each.id));
    }
  });
  await boss.stop({ graceful: false });
  return { write, relay, done };
}

async function graphileWorker(url, jobs) {
  const { makeWorkerUtils, run, Logger } = require('graphile-worker');
  const logger = new Logger(() => () => {});
  const utils = await makeWorkerUtils({ connectionString: url, logger });
  await utils.migrate();
  const write = await timed(jobs, async () => {
    for (let written = 0; written < jobs; written += batch)
      await utils.addJobs(Array.from({ length: batch }, (_, i) => ({ identifier: 'orders', payload: job(written + i) })));
  });
  let done = 0;
  const relay = await timed(jobs, async () => {
    let runner;
    await new Promise((resolve) => {
      const orders = async () => {
        if (++done === jobs) resolve();
      };
      const worker = { connectionString: url, concurrentJobs: 24, pollInterval: 100, completeJobBatchDelay: 0,
        failJobBatchDelay: 0, localQueue: { size: 500, refetchDelay: { durationMs: 10 } } };
      run({ preset: { worker }, taskList: { orders }, noHandleSignals: true, logger }).then((started) => (runner = started));
    });
    await runner.stop();
  });
  await utils.release();
  return { write, relay, done };
}

const [peer, url, jobs] = process.argv.slice(2);
({ 'pg-boss': pgBoss, 'graphile-worker': graphileWorker })[peer](url, Number(jobs)).then((told) => {
  console.log(JSON.stringify(told));
  process.exit(told.done === Number(jobs) ? 0 : 1);
});
