const assert = require('node:assert/strict');
const { randomUUID } = require('node:crypto');

/** Workflows push each other out of a cache that holds one. */
exports.run = async (t) => {
  const taskQueue = `one cached ${randomUUID()}`;
  const worker = await t.worker(taskQueue, { maxCachedWorkflows: 1 });
  const handles = await Promise.all(Array.from({ length: 5 }, () => t.startWith({ taskQueue }, 'counter')));
  for (let round = 0; round < 3; round++) await Promise.all(handles.map((handle) => handle.signal('add')));
  assert.deepEqual(await Promise.all(handles.map((handle) => handle.query('total'))), Array(5).fill(3));
  await Promise.all(handles.map((handle) => handle.signal('finish')));
  assert.deepEqual(await Promise.all(handles.map((handle) => handle.result())), Array(5).fill(3));
  await worker.stop();
};
